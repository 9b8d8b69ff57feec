package dev.carillon.journal;

class MemoryJournalTest extends JournalContract {
  private final MemoryJournal.Disk disk = new MemoryJournal.Disk();

  @Override
  protected Journal open() {
    return new MemoryJournal(disk);
  }
}
