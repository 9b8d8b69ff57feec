package dev.carillon.storage.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.market.history.Batch;
import dev.carillon.market.history.MarketHistory;
import dev.carillon.market.history.MarketHistoryContract;
import dev.carillon.market.model.Pair;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteMarketHistoryIT extends MarketHistoryContract {
  @TempDir private Path folder;
  private SqliteMarketHistory history;

  @BeforeEach
  void open() {
    history = SqliteMarketHistory.open(folder, SqliteMarketHistoryIT::pair);
  }

  private static Pair pair(String symbol) {
    return symbol.equals(BTC.symbol()) ? BTC : ETH;
  }

  @AfterEach
  void close() {
    history.close();
  }

  @Override
  protected MarketHistory history() {
    return history;
  }

  @Test
  void whatWasStoredIsThereAfterANewStart() {
    history.store(new Batch(42, List.of(), List.of(), List.of(), List.of()));
    history.close();

    open();

    assertThat(history.sequence()).isEqualTo(42);
  }
}
