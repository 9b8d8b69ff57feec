package dev.carillon.journal;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Snapshots without a disk. */
public final class MemorySnapshots implements Snapshots {
  private record Kept(Snapshot snapshot, List<Byte> bytes) {}

  private final ConcurrentSkipListMap<Long, Kept> kept =
      new ConcurrentSkipListMap<>(Comparator.reverseOrder());
  private final Set<Long> damaged = ConcurrentHashMap.newKeySet();

  @Override
  public void write(long sequence, long stateHash, byte[] state, int length) {
    Byte[] bytes = new Byte[length];
    Arrays.setAll(bytes, i -> state[i]);
    kept.put(sequence, new Kept(new Snapshot(sequence, stateHash, length), List.of(bytes)));
  }

  @Override
  public List<Snapshot> list() {
    return kept.values().stream().map(Kept::snapshot).toList();
  }

  /** Lets a snapshot be found damaged when it is read. */
  public void damage(long sequence) {
    damaged.add(sequence);
  }

  @Override
  public Optional<byte[]> read(Snapshot snapshot) {
    return Optional.ofNullable(kept.get(snapshot.sequence()))
        .filter(found -> !damaged.contains(snapshot.sequence()))
        .filter(found -> found.snapshot().equals(snapshot))
        .map(found -> {
          byte[] bytes = new byte[found.bytes().size()];
          for (int i = 0; i < bytes.length; i++) {
            bytes[i] = found.bytes().get(i);
          }
          return bytes;
        });
  }

  @Override
  public void keep(int newest) {
    kept.keySet().stream().skip(newest).toList().forEach(kept::remove);
  }
}
