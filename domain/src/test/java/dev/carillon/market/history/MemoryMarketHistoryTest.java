package dev.carillon.market.history;

class MemoryMarketHistoryTest extends MarketHistoryContract {
  private final MarketHistory history = new MemoryMarketHistory();

  @Override
  protected MarketHistory history() {
    return history;
  }
}
