package dev.carillon.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What every {@link FileStore} does. */
public abstract class FileStoreContract {
  private static final String KEY = "0197a1b2-0000-7000-8000-000000000001";

  /** The store under test, empty at first. */
  protected abstract FileStore store();

  private byte[] read(String key, long from) throws IOException {
    try (InputStream in = store().open(key, from).orElseThrow()) {
      return in.readAllBytes();
    }
  }

  protected List<String> keysBefore(long millis) throws IOException {
    List<String> keys = new ArrayList<>();
    store().forEachKeyBefore(millis, keys::add);
    return keys;
  }

  @Test
  void whatWasPutIsReadFromAnyPosition() throws IOException {
    byte[] bytes = new byte[200_000];
    new Random(1).nextBytes(bytes);

    FileStore.Stored stored = store().put(KEY, new ByteArrayInputStream(bytes));

    assertThat(stored.sizeBytes()).isEqualTo(bytes.length);
    assertThat(read(KEY, 0)).isEqualTo(bytes);
    assertThat(read(KEY, 199_999)).containsExactly(bytes[199_999]);
    assertThat(read(KEY, 200_000)).isEmpty();
  }

  @Test
  void aFileIsNamedByItsDigest() throws IOException {
    FileStore.Stored stored =
        store().put(KEY, new ByteArrayInputStream("abc".getBytes(StandardCharsets.US_ASCII)));

    assertThat(stored.sha256())
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  @Test
  void ofAFileThatBreaksOffNothingIsKept() throws IOException {
    InputStream broken =
        new FilterInputStream(new ByteArrayInputStream(new byte[100_000])) {
          private int reads;

          @Override
          public int read(byte[] target, int offset, int length) throws IOException {
            if (reads++ == 1) {
              throw new IOException("gone");
            }
            return super.read(target, offset, length);
          }
        };

    assertThatThrownBy(() -> store().put(KEY, broken)).hasMessage("gone");
    assertThat(store().open(KEY, 0)).isEmpty();
    assertThat(keysBefore(Long.MAX_VALUE)).isEmpty();
  }

  @Test
  void aDeletedFileIsGoneAndDeletingItAgainIsNothing() throws IOException {
    store().put(KEY, new ByteArrayInputStream(new byte[1]));
    store().delete(KEY);
    store().delete(KEY);

    assertThat(store().open(KEY, 0)).isEmpty();
  }

  @Test
  void oldFilesAreListed() throws IOException {
    store().put(KEY, new ByteArrayInputStream(new byte[1]));

    assertThat(keysBefore(0)).isEmpty();
    assertThat(keysBefore(Long.MAX_VALUE)).containsExactly(KEY);
  }

  @Test
  void aKeyIsNoPath() {
    assertThatThrownBy(() -> store().open("../secret", 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
