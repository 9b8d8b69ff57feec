package dev.carillon.storage.files;

import dev.carillon.state.StateReader;
import dev.carillon.state.StateWriter;
import dev.carillon.storage.FolderSync;
import dev.carillon.ticks.Day;
import dev.carillon.ticks.Depth;
import dev.carillon.ticks.Instrument;
import dev.carillon.ticks.InstrumentCsv;
import dev.carillon.ticks.Level;
import dev.carillon.ticks.Tick;
import dev.carillon.ticks.TickState;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * A folder with the list of instruments and, of each, what was known of it: both written whole,
 * each time anew. For one thread at a time.
 */
public final class TickFolder {
  private static final int FORMAT = 0x54494b01;
  private static final String INSTRUMENTS = "instruments.csv";
  private static final String NEWEST = "newest";

  private final Path folder;

  /** Makes the folder when it is missing. */
  public TickFolder(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
  }

  /** The instruments that were kept; none when none were. */
  public List<Instrument> instruments() throws IOException {
    Path file = folder.resolve(INSTRUMENTS);
    return Files.exists(file) ? read(file) : List.of();
  }

  /**
   * Reads a list of instruments.
   *
   * @throws IOException also when it is none, with the line
   */
  public static List<Instrument> read(Path csv) throws IOException {
    return switch (InstrumentCsv.read(Files.readString(csv))) {
      case InstrumentCsv.Reading.Good(List<Instrument> instruments) -> instruments;
      case InstrumentCsv.Reading.Bad(int line, String issue) ->
          throw new IOException(csv + " line " + line + ": " + issue);
    };
  }

  /** Keeps these instead of what was kept. */
  public void keep(List<Instrument> instruments) throws IOException {
    replace(INSTRUMENTS, InstrumentCsv.write(instruments, _ -> 0).getBytes(StandardCharsets.UTF_8));
  }

  /**
   * What was known, by token; nothing when nothing was kept.
   *
   * @throws IOException also when the file is damaged, or of another version
   */
  public Map<String, TickState> newest() throws IOException {
    Path file = folder.resolve(NEWEST);
    if (!Files.exists(file)) {
      return Map.of();
    }
    byte[] bytes = Files.readAllBytes(file);
    try {
      return decode(bytes);
    } catch (IllegalArgumentException damage) {
      throw new IOException(file + ": is damaged (" + damage.getMessage() + ")", damage);
    }
  }

  /** Keeps this instead of what was kept. */
  public void keepNewest(Map<String, TickState> states) throws IOException {
    replace(NEWEST, encode(states));
  }

  private void replace(String name, byte[] bytes) throws IOException {
    Path coming = folder.resolve(name + ".coming");
    try (FileChannel channel =
        FileChannel.open(
            coming,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        int _ = channel.write(buffer);
      }
      channel.force(true);
    }
    Files.move(coming, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    FolderSync.force(folder);
  }

  private static byte[] encode(Map<String, TickState> states) {
    StateWriter to = new StateWriter().putInt(FORMAT).putInt(states.size());
    states.forEach((token, state) -> write(to.putText(token), state));
    to.putInt(checksum(to.array(), to.size()));
    return to.toBytes();
  }

  private static Map<String, TickState> decode(byte[] bytes) {
    int size = bytes.length - Integer.BYTES;
    if (size < 0 || new StateReader(bytes, size, Integer.BYTES).getInt() != checksum(bytes, size)) {
      throw new IllegalArgumentException("checksum: does not fit");
    }
    StateReader from = new StateReader(bytes, 0, size);
    int format = from.getInt();
    if (format != FORMAT) {
      throw new IllegalArgumentException("format: " + format + " (expected: " + FORMAT + ")");
    }
    int count = from.getCount();
    Map<String, TickState> states = LinkedHashMap.newLinkedHashMap(count);
    for (int i = 0; i < count; i++) {
      states.put(from.getRequiredText(), state(from));
    }
    return states;
  }

  private static int checksum(byte[] bytes, int size) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, 0, size);
    return (int) checksum.getValue();
  }

  private static void write(StateWriter to, TickState state) {
    Tick last = state.last();
    to.putLong(state.version());
    to.putLong(last.price()).putLong(last.quantity()).putLong(last.timeMillis());
    Day day = state.day();
    to.putLong(day.open()).putLong(day.high()).putLong(day.low()).putLong(day.close());
    to.putLong(day.volume()).putText(day.turnover().toString()).putLong(day.endsMillis());
    write(to, state.depth().buy());
    write(to, state.depth().sell());
  }

  private static void write(StateWriter to, List<Level> side) {
    to.putInt(side.size());
    for (Level level : side) {
      to.putLong(level.price()).putLong(level.quantity()).putLong(level.orders());
    }
  }

  private static TickState state(StateReader from) {
    long version = from.getLong();
    Tick last = new Tick(from.getLong(), from.getLong(), from.getLong());
    Day day =
        new Day(
            from.getLong(),
            from.getLong(),
            from.getLong(),
            from.getLong(),
            from.getLong(),
            new BigInteger(from.getRequiredText()),
            from.getLong());
    return new TickState(version, last, day, new Depth(side(from), side(from)));
  }

  private static List<Level> side(StateReader from) {
    List<Level> levels = new ArrayList<>();
    int count = from.getCount();
    for (int i = 0; i < count; i++) {
      levels.add(new Level(from.getLong(), from.getLong(), from.getLong()));
    }
    return levels;
  }
}
