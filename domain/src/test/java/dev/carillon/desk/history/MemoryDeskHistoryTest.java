package dev.carillon.desk.history;

class MemoryDeskHistoryTest extends DeskHistoryContract {
  private final MemoryDeskHistory history = new MemoryDeskHistory();

  @Override
  protected DeskHistory history() {
    return history;
  }
}
