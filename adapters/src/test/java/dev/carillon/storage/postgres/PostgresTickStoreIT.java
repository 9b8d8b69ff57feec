package dev.carillon.storage.postgres;

import dev.carillon.ticks.TickStore;
import dev.carillon.ticks.TickStoreContract;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresServer.class)
class PostgresTickStoreIT extends TickStoreContract {
  private final PostgresDatabase database;

  PostgresTickStoreIT(TestDatabase database) {
    this.database = database.stores();
  }

  @Override
  protected TickStore store() {
    return database.ticks();
  }
}
