package dev.carillon.storage.files;

import dev.carillon.state.StateReader;
import dev.carillon.state.StateWriter;
import dev.carillon.storage.FolderSync;
import dev.carillon.ticks.Instrument;
import dev.carillon.ticks.InstrumentCsv;
import dev.carillon.ticks.Instruments;
import dev.carillon.ticks.TickState;
import dev.carillon.ticks.TickStates;
import dev.carillon.ticks.TickStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.zip.CRC32C;

/**
 * A folder of one server with the list of instruments and, of each, what was known of it: both
 * written whole, each time anew. Any thread.
 */
public final class TickFolder implements TickStore {
  private static final int FORMAT = 0x54494b01;
  private static final String INSTRUMENTS = "instruments.csv";
  private static final String NEWEST = "newest";

  private final Path folder;
  private final ReentrantLock writing = new ReentrantLock();

  /** Makes the folder when it is missing. */
  public TickFolder(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
  }

  @Override
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

  @Override
  public void keep(Collection<Instrument> instruments) throws IOException {
    writing.lock();
    try {
      List<Instrument> all = Instruments.NONE.with(instruments()).with(instruments).all();
      replace(INSTRUMENTS, InstrumentCsv.write(all, _ -> 0).getBytes(StandardCharsets.UTF_8));
    } finally {
      writing.unlock();
    }
  }

  @Override
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

  /** What can't be read is no reason not to keep what is newer. */
  @Override
  public void keepNewest(Map<String, TickState> states) throws IOException {
    writing.lock();
    try {
      Map<String, TickState> all = new LinkedHashMap<>(readable());
      states.forEach((token, state) ->
          all.merge(token, state, (known, now) -> known.version() > now.version() ? known : now));
      replace(NEWEST, encode(all));
    } finally {
      writing.unlock();
    }
  }

  private Map<String, TickState> readable() {
    try {
      return newest();
    } catch (IOException _) {
      return Map.of();
    }
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
    states.forEach((token, state) -> TickStates.write(to.putText(token), state));
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
      states.put(from.getRequiredText(), TickStates.read(from));
    }
    return states;
  }

  private static int checksum(byte[] bytes, int size) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, 0, size);
    return (int) checksum.getValue();
  }
}
