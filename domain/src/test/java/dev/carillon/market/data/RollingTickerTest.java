package dev.carillon.market.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.carillon.decimal.Decimal;
import dev.carillon.market.data.TradeStream.Step;
import dev.carillon.state.StateReader;
import dev.carillon.state.StateWriter;
import dev.carillon.testkit.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class RollingTickerTest {
  private static final long START = 1_672_531_200_000L;
  private static final long MINUTE = 60_000;
  private static final long DAY = 24 * 60 * MINUTE;

  private final RollingTicker rolling = new RollingTicker(10);

  @Test
  void beforeTheFirstTradeThereIsNone() {
    rolling.advance(START);

    assertThat(rolling.ticker()).isEmpty();
  }

  @Test
  void theTickerOfTheDocument() {
    rolling.trade(4_444_434, 5, START);
    rolling.trade(4_450_000, 1, START + MINUTE + 1);
    rolling.trade(4_600_000, 2, START + 600 * MINUTE);
    rolling.trade(4_567_890, 3, START + DAY);

    Ticker ticker = ticker();
    assertThat(Decimal.text(ticker.last(), 2)).isEqualTo("45678.90");
    assertThat(Decimal.text(ticker.change(), 2)).isEqualTo("1234.56");
    assertThat(Decimal.text(ticker.changePercentHundredths(), 2)).isEqualTo("2.78");

    rolling.advance(START + DAY + MINUTE);
    Ticker later = ticker();
    assertThat(Decimal.text(later.change(), 2)).isEqualTo("1234.56");
    assertThat(Decimal.text(later.high(), 2)).isEqualTo("46000.00");
    assertThat(Decimal.text(later.low(), 2)).isEqualTo("44500.00");
    assertThat(later.lots()).isEqualTo(6);
    assertThat(later.quoteUnits()).isEqualTo(10 * (4_450_000 + 2 * 4_600_000 + 3 * 4_567_890L));
    assertThat(later.timeMillis()).isEqualTo(START + DAY + MINUTE);
  }

  @Test
  void aYoungMarketsReferenceIsItsFirstTrade() {
    rolling.trade(100, 1, START);
    rolling.trade(150, 1, START + 5);

    assertThat(ticker().reference()).isEqualTo(100);
    assertThat(ticker().changePercentHundredths()).isEqualTo(50_00);
  }

  @Test
  void aTradeAtTheWindowsStartIsItsReference() {
    rolling.trade(100, 1, START - 1);
    rolling.trade(110, 1, START);
    rolling.trade(120, 1, START);
    rolling.trade(130, 1, START + 1);

    rolling.advance(START + DAY - 1);
    assertThat(ticker().reference()).isEqualTo(100);
    rolling.advance(START + DAY);
    assertThat(ticker().reference()).isEqualTo(120);
    rolling.advance(START + DAY + MINUTE);
    assertThat(ticker().reference()).isEqualTo(130);
  }

  @Test
  void theWindowMovesByWholeMinutes() {
    rolling.trade(100, 1, START + 30_000);
    rolling.trade(200, 1, START + MINUTE);

    rolling.advance(START + DAY + MINUTE - 1);
    assertThat(ticker().lots()).isEqualTo(2);
    rolling.advance(START + DAY + MINUTE);
    assertThat(ticker().lots()).isEqualTo(1);
    assertThat(ticker().low()).isEqualTo(200);
  }

  @Test
  void aDayWithoutTradesIsFlat() {
    rolling.trade(100, 1, START);
    rolling.trade(90, 1, START + 1);
    rolling.advance(START + 365 * DAY);

    assertThat(ticker()).isEqualTo(new Ticker(90, 90, 90, 90, 0, 0, START + 365 * DAY));
    assertThat(ticker().changePercentHundredths()).isZero();
  }

  @Test
  void percentsAreRoundedHalfUpAndExact() {
    assertThat(percent(20_001, 20_000)).isEqualTo(1);
    assertThat(percent(19_999, 20_000)).isEqualTo(-1);
    assertThat(percent(20_001, 20_001)).isZero();
    assertThat(percent(2_000_099, 2_000_000)).isZero();
    assertThat(percent(2_000_100, 2_000_000)).isEqualTo(1);
    assertThat(percent(1, 3)).isEqualTo(-66_67);
    assertThat(percent(Long.MAX_VALUE, Long.MAX_VALUE - 1)).isZero();
    assertThat(percent(1, Long.MAX_VALUE)).isEqualTo(-100_00);
    assertThat(percent(Long.MAX_VALUE, 1)).isEqualTo(Long.MAX_VALUE);
  }

  private static long percent(long last, long reference) {
    return new Ticker(last, reference, last, last, 1, 1, 0).changePercentHundredths();
  }

  @Test
  void aSumThatStoodStillCountsAgainWhenItsMinuteHasPassed() {
    rolling.trade(Long.MAX_VALUE, 2, START);
    rolling.trade(100, 1, START + MINUTE);
    assertThat(ticker().quoteUnits()).isEqualTo(Long.MAX_VALUE);

    rolling.advance(START + DAY + MINUTE);
    assertThat(ticker().quoteUnits()).isEqualTo(1_000);
  }

  @Seeds(100)
  void itIsWhatTheTradesSay(RandomGenerator random) {
    List<Step> trades = new ArrayList<>();
    RollingTicker fast = new RollingTicker(7);
    long now = 0;

    for (Step step : TradeStream.of(random, 1 + random.nextInt(600))) {
      now = Math.max(now, step.timeMillis());
      if (step.isTrade()) {
        trades.add(new Step(step.priceTicks(), step.lots(), now));
        fast.trade(step.priceTicks(), step.lots(), step.timeMillis());
      } else {
        fast.advance(step.timeMillis());
      }
      if (random.nextInt(20) == 0) {
        fast = restored(fast);
      }
      assertThat(fast.ticker()).isEqualTo(naive(trades, now));
    }
  }

  private static Optional<Ticker> naive(List<Step> trades, long now) {
    if (trades.isEmpty()) {
      return Optional.empty();
    }
    long start = now - now % MINUTE - DAY;
    long last = trades.getLast().priceTicks();
    long reference = trades.getFirst().priceTicks();
    long high = 0;
    long low = Long.MAX_VALUE;
    long lots = 0;
    long quoteUnits = 0;
    for (Step trade : trades) {
      reference = trade.timeMillis() <= start ? trade.priceTicks() : reference;
      if (trade.timeMillis() >= start) {
        high = Math.max(high, trade.priceTicks());
        low = Math.min(low, trade.priceTicks());
        lots += trade.lots();
        quoteUnits += trade.priceTicks() * trade.lots() * 7;
      }
    }
    boolean isQuiet = lots == 0;
    return Optional.of(
        new Ticker(
            last, reference, isQuiet ? last : high, isQuiet ? last : low, lots, quoteUnits, now));
  }

  private static RollingTicker restored(RollingTicker from) {
    StateWriter state = new StateWriter();
    from.writeTo(state);
    StateReader reader = new StateReader(state.toBytes());
    RollingTicker into = new RollingTicker(7);
    into.trade(1, 1, START);
    into.readFrom(reader);
    assertThat(reader.remaining()).isZero();
    return into;
  }

  @Test
  void aStateOfAMinuteThatDoesNotExistIsNotTaken() {
    StateWriter state = new StateWriter().putLong(START).putLong(1).putLong(1).putLong(0);
    state.putInt(1).putInt(1_441);
    for (int i = 0; i < 6; i++) {
      state.putLong(1);
    }

    assertThatIllegalArgumentException()
        .isThrownBy(() -> rolling.readFrom(new StateReader(state.toBytes())))
        .withMessage("minute: 1441 (expected: 0..1440)");
  }

  private Ticker ticker() {
    return rolling.ticker().orElseThrow();
  }
}
