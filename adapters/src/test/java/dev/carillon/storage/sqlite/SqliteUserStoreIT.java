package dev.carillon.storage.sqlite;

import dev.carillon.identity.UserStore;
import dev.carillon.identity.UserStoreContract;
import dev.carillon.storage.sql.CommitListener;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteUserStoreIT extends UserStoreContract {
  private final SqliteDatabase database;

  SqliteUserStoreIT(@TempDir Path folder) {
    database = SqliteDatabase.open(folder, CommitListener.NONE, System::nanoTime);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Override
  protected UserStore store() {
    return database.users();
  }
}
