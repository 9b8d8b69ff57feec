package dev.carillon.journal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A journal without a disk, whose forces can be counted and made to fail. */
public final class MemoryJournal implements Journal {
  private final Disk disk;
  private final List<byte[]> waiting = new ArrayList<>();
  private @Nullable JournalException failure;

  /** What is left when a journal is closed. */
  public static final class Disk {
    private final List<byte[]> records = new ArrayList<>();
    private final List<Long> released = new ArrayList<>();
    private final List<Long> leftOut = new ArrayList<>();
    private int forces;
    private boolean fails;

    /** Makes every force fail from now on. */
    public void fail() {
      fails = true;
    }

    public int forces() {
      return forces;
    }

    public int records() {
      return records.size();
    }

    /** What the journal was told that it may delete; it does not. */
    public List<Long> released() {
      return List.copyOf(released);
    }
  }

  public MemoryJournal(Disk disk) {
    this.disk = disk;
  }

  @Override
  public long append(byte[] bytes, int offset, int length) {
    if (length > MAX_RECORD_BYTES) {
      throw new IllegalArgumentException("length: " + length);
    }
    refuseAfterFailure();
    waiting.add(Arrays.copyOfRange(bytes, offset, offset + length));
    return lastSequence();
  }

  @Override
  public long force() {
    refuseAfterFailure();
    if (disk.fails) {
      failure = new JournalException("the disk is told to fail");
      throw failure;
    }
    if (!waiting.isEmpty()) {
      disk.forces++;
    }
    disk.records.addAll(waiting);
    waiting.clear();
    return disk.records.size();
  }

  private void refuseAfterFailure() {
    if (failure != null) {
      throw new JournalException("the journal has failed", failure);
    }
  }

  @Override
  public long lastSequence() {
    return (long) disk.records.size() + waiting.size();
  }

  @Override
  public long firstSequence() {
    return 1;
  }

  @Override
  public void replay(long fromSequence, Visitor visitor) {
    read(fromSequence, disk.records.size(), visitor);
  }

  @Override
  public void read(long fromSequence, long throughSequence, Visitor visitor) {
    if (fromSequence < 1 || fromSequence > throughSequence + 1) {
      throw new JournalException("there is no record " + fromSequence);
    }
    for (int i = (int) fromSequence; i <= throughSequence; i++) {
      byte[] bytes = disk.records.get(i - 1);
      visitor.record(i, bytes, 0, bytes.length);
    }
  }

  @Override
  public void leaveOut(long sequence) {
    if (sequence < 1 || sequence > disk.records.size()) {
      throw new JournalException("there is no record " + sequence);
    }
    disk.leftOut.add(sequence);
  }

  @Override
  public boolean isLeftOut(long sequence) {
    return disk.leftOut.contains(sequence);
  }

  @Override
  public void release(long throughSequence) {
    disk.released.add(throughSequence);
  }

  @Override
  public void close() {
    waiting.clear();
  }
}
