package dev.carillon.storage.postgres;

import dev.carillon.webhooks.WebhookStore;
import dev.carillon.webhooks.WebhookStoreContract;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresServer.class)
class PostgresWebhookStoreIT extends WebhookStoreContract {
  private final PostgresDatabase database;

  PostgresWebhookStoreIT(TestDatabase database) {
    this.database = database.stores();
  }

  @Override
  protected WebhookStore store() {
    return database.webhooks();
  }
}
