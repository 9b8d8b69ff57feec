package dev.carillon.storage.journal;

import dev.carillon.storage.FolderSync;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The records that are not to be done, in a file beside the segments: {@code 1234 9f8e7d6c} a line,
 * a record's number and the CRC32C of its bytes, so that no other record is taken for it. The
 * journal's owner alone.
 */
final class LeftOut {
  static final String FILE = "left-out";
  private static final Pattern LINE = Pattern.compile("([1-9][0-9]{0,17}) ([0-9a-f]{8})");
  private static final int HEX = 16;

  private final Path folder;
  private final Map<Long, Integer> checksums;

  private LeftOut(Path folder, Map<Long, Integer> checksums) {
    this.folder = folder;
    this.checksums = checksums;
  }

  /** Reads the file of a folder, which need not be there. */
  static LeftOut in(Path folder) throws IOException {
    Map<Long, Integer> checksums = new TreeMap<>();
    Path file = folder.resolve(FILE);
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
        Matcher parts = LINE.matcher(line);
        if (!parts.matches()) {
          throw Damage.in(folder, FILE + ": " + line + " (expected: number and checksum)");
        }
        checksums.put(
            Long.parseLong(parts.group(1)), Integer.parseUnsignedInt(parts.group(2), HEX));
      }
    }
    return new LeftOut(folder, checksums);
  }

  boolean contains(long sequence) {
    return checksums.containsKey(sequence);
  }

  /** Throws JournalException when a record is to be left out, but was another one then. */
  void check(long sequence, int checksum) {
    Integer marked = checksums.get(sequence);
    if (marked != null && marked != checksum) {
      throw Damage.in(folder, FILE + ": record " + sequence + " is not the one that was left out");
    }
  }

  /** The file is replaced as a whole: a crash leaves the one before. */
  void add(long sequence, int checksum) throws IOException {
    Map<Long, Integer> more = new TreeMap<>(checksums);
    more.put(sequence, checksum);
    StringBuilder lines = new StringBuilder();
    more.forEach((number, crc) -> lines.append("%d %08x\n".formatted(number, crc)));
    Path next = folder.resolve(FILE + ".next");
    try (FileChannel channel =
        FileChannel.open(
            next,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer bytes = StandardCharsets.UTF_8.encode(lines.toString());
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(next, folder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
    FolderSync.force(folder);
    checksums.put(sequence, checksum);
  }
}
