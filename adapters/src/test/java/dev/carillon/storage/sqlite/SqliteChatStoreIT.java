package dev.carillon.storage.sqlite;

import dev.carillon.chat.ChatContract;
import dev.carillon.chat.model.ChatStore;
import dev.carillon.storage.sql.CommitListener;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteChatStoreIT extends ChatContract {
  private final SqliteDatabase database;

  SqliteChatStoreIT(@TempDir Path folder) {
    database = SqliteDatabase.open(folder, CommitListener.NONE, System::nanoTime);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Override
  protected ChatStore store() {
    return database.chat();
  }
}
