package dev.carillon.storage.files;

import dev.carillon.ticks.TickStore;
import dev.carillon.ticks.TickStoreContract;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class TickFolderStoreTest extends TickStoreContract {
  @TempDir private Path folder;

  @Override
  protected TickStore store() throws IOException {
    return new TickFolder(folder);
  }
}
