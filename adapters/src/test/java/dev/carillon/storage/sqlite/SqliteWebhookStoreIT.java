package dev.carillon.storage.sqlite;

import dev.carillon.storage.sql.CommitListener;
import dev.carillon.webhooks.WebhookStore;
import dev.carillon.webhooks.WebhookStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteWebhookStoreIT extends WebhookStoreContract {
  private final SqliteDatabase database;

  SqliteWebhookStoreIT(@TempDir Path folder) {
    database = SqliteDatabase.open(folder, CommitListener.NONE, System::nanoTime);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Override
  protected WebhookStore store() {
    return database.webhooks();
  }
}
