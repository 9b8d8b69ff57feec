package dev.carillon.storage.postgres;

import dev.carillon.identity.UserStore;
import dev.carillon.identity.UserStoreContract;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresServer.class)
class PostgresUserStoreIT extends UserStoreContract {
  private final PostgresDatabase database;

  PostgresUserStoreIT(TestDatabase database) {
    this.database = database.stores();
  }

  @Override
  protected UserStore store() {
    return database.users();
  }
}
