package dev.carillon.demo.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.carillon.demo.DemoWorld;
import dev.carillon.ledger.Balance;
import dev.carillon.market.MarketView;
import dev.carillon.market.codec.CommandCodec.Timed;
import dev.carillon.market.data.BookSide;
import dev.carillon.market.data.CandleGrid;
import dev.carillon.market.data.Interval;
import dev.carillon.market.data.Ticker;
import dev.carillon.market.model.Pair;
import dev.carillon.market.model.Reason;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GenesisTest {
  private static final long END = 1_672_531_200_000L;
  private static final long DAY = 24 * 3_600_000L;
  private static final long SEED = 42;

  private final List<Timed> commands = new ArrayList<>();
  private final DirectEngine direct = new DirectEngine(InstantSource.system());

  @BeforeAll
  void applyIt() {
    genesis(END, SEED)
        .forEachRemaining(timed -> {
          commands.add(timed);
          direct.apply(timed);
        });
  }

  private static Iterator<Timed> genesis(long endMillis, long seed) {
    return new History(endMillis, seed, CandleGrid.EPOCH, new QuietFeed());
  }

  @Test
  void theSameSeedMakesTheSameCommands() {
    Iterator<Timed> again = genesis(END, SEED);

    assertThat(commands.stream().allMatch(timed -> timed.equals(again.next()))).isTrue();
    assertThat(again.hasNext()).isFalse();
  }

  @Test
  void anotherTimeMakesTheSamePrices() {
    long later = 12_345_678;
    Iterator<Timed> shifted = genesis(END + later, SEED);

    for (Timed timed : commands.subList(0, 5_000)) {
      assertThat(shifted.next()).isEqualTo(new Timed(timed.command(), timed.timeMillis() + later));
    }
  }

  @Test
  void anotherSeedMakesOthers() {
    Iterator<Timed> other = genesis(END, SEED + 1);
    List<Timed> first = new ArrayList<>();
    while (first.size() < 1_000) {
      first.add(other.next());
    }

    assertThat(first).isNotEqualTo(commands.subList(0, 1_000));
  }

  @Test
  void itLastsMoreThanADayAndEndsNow() {
    assertThat(commands).hasSizeBetween(80_000, 200_000);
    assertThat(commands.getFirst().timeMillis()).isLessThan(END - DAY);
    assertThat(commands.getLast().timeMillis()).isBetween(END - 1_000, END);
    for (int i = 1; i < commands.size(); i++) {
      assertThat(commands.get(i).timeMillis())
          .isGreaterThanOrEqualTo(commands.get(i - 1).timeMillis());
    }
  }

  @Test
  void whatItLeavesIsSound() {
    direct.engine.verify();

    assertThat(direct.engine.markets().stream().map(MarketView::pair))
        .containsExactlyElementsOf(DemoMarkets.pairs());
    assertThat(direct.ended).doesNotContainKey(Reason.SELF_TRADE);
    assertThat(direct.refused.keySet())
        .isSubsetOf(Reason.POST_ONLY, Reason.QUANTITY, Reason.UNKNOWN_ORDER);
    assertThat(direct.refused.values().stream().mapToInt(Integer::intValue).sum())
        .isLessThan(commands.size() / 50);
  }

  @Test
  void nobodyRunsOutOfMoney() {
    int initially = Plans.USERS.size() + 9 * 2 + Plans.TAKERS.size() * Plans.TAKER_FUNDS.size();

    assertThat(direct.deposits).isEqualTo(initially);
  }

  @Test
  void everyPairHasCandlesInAllIntervalsAndATickerOfADay() {
    for (MarketView market : direct.engine.markets()) {
      for (Interval interval : Interval.values()) {
        assertThat(market.candle(interval)).as("%s %s", market.pair(), interval).isPresent();
      }
      Ticker ticker = market.ticker().orElseThrow();
      assertThat(ticker.high()).isGreaterThan(ticker.low());
      assertThat(ticker.lots()).isPositive();
      assertThat(ticker.last()).isNotEqualTo(ticker.reference());
    }
  }

  @Test
  void pricesAreAroundThoseOfTheDocuments() {
    assertThat(price("BTC/USDT")).isBetween(41_000.0, 50_500.0);
    assertThat(price("ETH/USDT")).isBetween(2_100.0, 2_700.0);
    assertThat(price("SOL/USDT")).isBetween(82.0, 116.0);
    assertThat(price("ETH/BTC") * price("BTC/USDT") / price("ETH/USDT")).isBetween(0.998, 1.002);
  }

  private double price(String symbol) {
    MarketView market = direct.market(symbol);
    return Double.parseDouble(market.pair().priceText(market.lastPrice()));
  }

  @Test
  void booksAreDeep() {
    for (MarketView market : direct.engine.markets()) {
      for (BookSide side : BookSide.values()) {
        int least = market.pair().symbol().equals("BTC/USDT") ? 120 : 50;
        assertThat(DirectEngine.levels(market, side)).isGreaterThan(least);
      }
      assertThat(DirectEngine.spreadBps(market)).isBetween(0.0, 15.0);
    }
  }

  @Test
  void usersHaveWhatTheDocumentShows() {
    assertThat(direct.engine.balances(DemoWorld.JOHN))
        .extracting(Balance::currency, balance -> Pair.amountText(balance.available()))
        .contains(tuple("BTC", "1.75000000"), tuple("USDT", "15000.00000000"));
    assertThat(direct.engine.balances(DemoWorld.JANE)).hasSize(4);
  }
}
