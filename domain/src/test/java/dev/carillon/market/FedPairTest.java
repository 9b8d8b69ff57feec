package dev.carillon.market;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.market.book.Side;
import dev.carillon.market.data.Candle;
import dev.carillon.market.data.Interval;
import dev.carillon.market.model.Answer;
import dev.carillon.market.model.Command;
import dev.carillon.market.model.MarketEvent.CandleClosed;
import dev.carillon.market.model.MarketEvent.PairChanged;
import dev.carillon.market.model.MarketEvent.Traded;
import dev.carillon.market.model.Pair;
import dev.carillon.market.model.PairStatus;
import dev.carillon.market.model.Trade;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FedPairTest {
  private static final String SYMBOL = Exchange.SYMBOL;
  private static final long MINUTE = 60_000;
  private static final Pair FED =
      new Pair(
          SYMBOL,
          "BTC",
          "USDT",
          Exchange.BTC_USDT.scale(),
          Exchange.BTC_USDT.limits(),
          Exchange.BTC_USDT.fees(),
          true);

  private final Exchange exchange = Exchange.empty();
  private final long minute = exchange.now;

  @BeforeEach
  void define() {
    exchange.apply(new Command.DefinePair(FED));
    exchange.now = minute + 10_000;
  }

  private Trade comes(long price, long ownMillis) {
    Answer answer = exchange.apply(new Command.ImportTrade(SYMBOL, Side.BUY, price, 5, ownMillis));
    assertThat(answer).isEqualTo(new Answer.Done());
    return exchange.events(Traded.class).getLast().trade();
  }

  private Candle current(Interval interval) {
    return exchange.engine.market(SYMBOL).orElseThrow().candle(interval).orElseThrow();
  }

  @Test
  void aTradeKeepsItsOwnTimeWhileThatMinuteIsOpen() {
    assertThat(comes(100, minute).timeMillis()).isEqualTo(minute);
    assertThat(comes(101, exchange.now).timeMillis()).isEqualTo(exchange.now);
    assertThat(comes(102, minute + 3).timeMillis()).isEqualTo(minute + 3);
  }

  @Test
  void aTradeWithoutATimeOrFromTheFutureCountsWhenItComes() {
    assertThat(comes(100, 0).timeMillis()).isEqualTo(exchange.now);
    assertThat(comes(100, exchange.now + 1).timeMillis()).isEqualTo(exchange.now);
    assertThat(current(Interval.ONE_MINUTE).openTime()).isEqualTo(minute);
  }

  @Test
  void aTradeOfAClosedCandleDoesNotOpenItAgain() {
    comes(100, 0);
    exchange.now = minute + MINUTE;
    exchange.apply(new Command.Advance());
    List<CandleClosed> closed = exchange.events(CandleClosed.class);
    exchange.now += 200;

    Trade late = comes(90, minute + MINUTE - 1);

    assertThat(late.timeMillis()).isEqualTo(exchange.now);
    assertThat(exchange.events(CandleClosed.class)).isEqualTo(closed).hasSize(1);
    assertThat(current(Interval.ONE_MINUTE).prices()).isEqualTo(new Candle.Prices(90, 90, 90, 90));
    assertThat(current(Interval.ONE_HOUR).prices()).isEqualTo(new Candle.Prices(100, 100, 90, 90));
    exchange.now = minute + 2 * MINUTE;
    exchange.apply(new Command.Advance());
    assertThat(exchange.events(CandleClosed.class))
        .extracting(event -> event.candle().openTime())
        .containsExactly(minute, minute + MINUTE);
  }

  @Test
  void aPairWithAStatusIsNeverOpenBefore() {
    Pair other = new Pair("ETH/USDT", "ETH", "USDT", FED.scale(), FED.limits(), FED.fees(), false);

    exchange.apply(new Command.DefinePair(other, PairStatus.HALT));
    exchange.apply(new Command.DefinePair(other));
    exchange.apply(new Command.DefinePair(other, PairStatus.TRADING));

    assertThat(exchange.events(PairChanged.class))
        .endsWith(
            new PairChanged(other, PairStatus.HALT), new PairChanged(other, PairStatus.TRADING))
        .hasSize(3);
  }
}
