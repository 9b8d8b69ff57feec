package dev.carillon.storage.postgres;

import dev.carillon.identity.Account;
import dev.carillon.identity.ApiKeyStore;
import dev.carillon.identity.ApiKeyStoreContract;
import dev.carillon.identity.User;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresServer.class)
class PostgresApiKeyStoreIT extends ApiKeyStoreContract {
  private final PostgresDatabase database;

  PostgresApiKeyStoreIT(TestDatabase database) {
    this.database = database.stores();
  }

  @BeforeEach
  void knowUsers() {
    for (String id : Set.of("john", "jane")) {
      User user = new User(id, id + "@example.com", id, Set.of(), 0, false);
      database.users().create(new Account(user, "hash"));
    }
  }

  @Override
  protected ApiKeyStore store() {
    return database.apiKeys();
  }
}
