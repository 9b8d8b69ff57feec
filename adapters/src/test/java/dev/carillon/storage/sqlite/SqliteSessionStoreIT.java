package dev.carillon.storage.sqlite;

import dev.carillon.identity.Account;
import dev.carillon.identity.SessionStore;
import dev.carillon.identity.SessionStoreContract;
import dev.carillon.identity.User;
import dev.carillon.storage.sql.CommitListener;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteSessionStoreIT extends SessionStoreContract {
  private final SqliteDatabase database;

  SqliteSessionStoreIT(@TempDir Path folder) {
    database = SqliteDatabase.open(folder, CommitListener.NONE, System::nanoTime);
    for (String id : Set.of("john", "jane")) {
      User user = new User(id, id + "@example.com", id, Set.of(), 0, false);
      database.users().create(new Account(user, "hash"));
    }
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Override
  protected SessionStore store() {
    return database.sessions();
  }
}
