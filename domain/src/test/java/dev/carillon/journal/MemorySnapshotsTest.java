package dev.carillon.journal;

class MemorySnapshotsTest extends SnapshotsContract {
  private final Snapshots snapshots = new MemorySnapshots();

  @Override
  protected Snapshots open() {
    return snapshots;
  }
}
