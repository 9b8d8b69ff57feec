package dev.carillon.storage.sqlite;

import dev.carillon.identity.Account;
import dev.carillon.identity.ApiKeyStore;
import dev.carillon.identity.ApiKeyStoreContract;
import dev.carillon.identity.User;
import dev.carillon.storage.sql.CommitListener;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteApiKeyStoreIT extends ApiKeyStoreContract {
  private final SqliteDatabase database;

  SqliteApiKeyStoreIT(@TempDir Path folder) {
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
  protected ApiKeyStore store() {
    return database.apiKeys();
  }
}
