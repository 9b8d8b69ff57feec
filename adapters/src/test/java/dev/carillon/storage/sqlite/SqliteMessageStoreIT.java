package dev.carillon.storage.sqlite;

import dev.carillon.messages.MessageStore;
import dev.carillon.messages.MessageStoreContract;
import dev.carillon.storage.sql.CommitListener;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteMessageStoreIT extends MessageStoreContract {
  private final SqliteDatabase database;

  SqliteMessageStoreIT(@TempDir Path folder) {
    database = SqliteDatabase.open(folder, CommitListener.NONE, System::nanoTime);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Override
  protected MessageStore store() {
    return database.messages();
  }
}
