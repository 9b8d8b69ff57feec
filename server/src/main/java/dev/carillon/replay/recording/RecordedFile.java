package dev.carillon.replay.recording;

import dev.carillon.replay.recording.Kind.Columns;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file of recorded data, one item a line, as far as it is asked to: such files are large.
 * One that ends in {@code .gz} or {@code .zip} is unpacked; of an archive the first entry is read.
 */
final class RecordedFile implements AutoCloseable {
  private final BufferedReader lines;
  private final Kind kind;
  private @Nullable Columns columns;
  private long number;

  RecordedFile(InputStream bytes, Kind kind) {
    this.lines = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8));
    this.kind = kind;
  }

  static RecordedFile open(Path path, Kind kind) throws IOException {
    InputStream bytes = Files.newInputStream(path);
    try {
      return new RecordedFile(unpacked(path.toString().toLowerCase(Locale.ROOT), bytes), kind);
    } catch (IOException e) {
      bytes.close();
      throw e;
    }
  }

  private static InputStream unpacked(String name, InputStream bytes) throws IOException {
    if (name.endsWith(".gz")) {
      return new GZIPInputStream(bytes);
    }
    if (name.endsWith(".zip")) {
      ZipInputStream archive = new ZipInputStream(bytes);
      if (archive.getNextEntry() == null) {
        throw new IOException("an archive with nothing in it");
      }
      return archive;
    }
    return bytes;
  }

  Kind kind() {
    return kind;
  }

  /**
   * The next item; null: there is none.
   *
   * @throws PlaybackException when a line is none
   */
  @Nullable Item next() {
    for (String text = read(); text != null; text = read()) {
      Line line = Line.of(number, text);
      Columns known = columns;
      if (known == null) {
        known = kind.columns().apply(line);
        columns = known;
        if (known.named()) {
          continue;
        }
      }
      return known.read(line);
    }
    return null;
  }

  /** The next line that is not empty. */
  private @Nullable String read() {
    try {
      String text = lines.readLine();
      number++;
      while (text != null && text.isBlank()) {
        text = lines.readLine();
        number++;
      }
      return text;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
