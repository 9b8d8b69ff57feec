package dev.carillon.storage.postgres;

import dev.carillon.chat.ChatContract;
import dev.carillon.chat.model.ChatStore;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresServer.class)
class PostgresChatStoreIT extends ChatContract {
  private final PostgresDatabase database;

  PostgresChatStoreIT(TestDatabase database) {
    this.database = database.stores();
  }

  @Override
  protected ChatStore store() {
    return database.chat();
  }
}
