package dev.carillon.storage.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.files.FileStore;
import dev.carillon.files.FileStoreContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderFileStoreTest extends FileStoreContract {
  @TempDir private Path folder = Path.of("");
  private FileStore store;

  @BeforeEach
  void open() {
    try {
      store = new FolderFileStore(folder.resolve("files"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  protected FileStore store() {
    return store;
  }

  @Test
  void whatWasComingWhenTheProcessEndedIsDropped() throws IOException {
    Path left = Files.createFile(folder.resolve("files").resolve("ab.coming"));
    Path kept = Files.createFile(folder.resolve("files").resolve("ab"));

    store = new FolderFileStore(folder.resolve("files"));

    assertThat(keysBefore(Long.MAX_VALUE)).containsExactly("ab");
    assertThat(left).doesNotExist();
    assertThat(kept).exists();
  }
}
