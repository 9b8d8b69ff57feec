package dev.carillon.storage.postgres;

import dev.carillon.messages.MessageStore;
import dev.carillon.messages.MessageStoreContract;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresServer.class)
class PostgresMessageStoreIT extends MessageStoreContract {
  private final PostgresDatabase database;

  PostgresMessageStoreIT(TestDatabase database) {
    this.database = database.stores();
  }

  @Override
  protected MessageStore store() {
    return database.messages();
  }
}
