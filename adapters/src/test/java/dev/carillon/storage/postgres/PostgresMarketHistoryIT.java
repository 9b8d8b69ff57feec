package dev.carillon.storage.postgres;

import dev.carillon.market.history.MarketHistory;
import dev.carillon.market.history.MarketHistoryContract;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresServer.class)
class PostgresMarketHistoryIT extends MarketHistoryContract {
  private final MarketHistory history;

  PostgresMarketHistoryIT(TestDatabase database) {
    history = database.stores().marketHistory(symbol -> symbol.equals(BTC.symbol()) ? BTC : ETH);
  }

  @Override
  protected MarketHistory history() {
    return history;
  }
}
