package dev.carillon.storage.postgres;

import dev.carillon.files.FileStore;
import dev.carillon.files.FileStoreContract;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresServer.class)
class PostgresFileStoreIT extends FileStoreContract {
  private final PostgresDatabase database;

  PostgresFileStoreIT(TestDatabase database) {
    this.database = database.stores();
  }

  @Override
  protected FileStore store() {
    return database.files();
  }
}
