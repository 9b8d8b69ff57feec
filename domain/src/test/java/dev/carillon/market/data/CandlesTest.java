package dev.carillon.market.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.carillon.market.data.Candle.Prices;
import dev.carillon.market.data.Candle.Volume;
import dev.carillon.market.data.TradeStream.Step;
import dev.carillon.state.StateReader;
import dev.carillon.state.StateWriter;
import dev.carillon.testkit.Seeds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class CandlesTest {
  private static final long NEW_YEAR = 1_672_531_200_000L;
  private static final long MINUTE = 60_000;

  private final List<Candle> closed = new ArrayList<>();
  private final Candles candles = new Candles(CandleGrid.EPOCH, 10, closed::add);

  @Test
  void beforeTheFirstTradeThereIsNothing() {
    candles.advance(NEW_YEAR);
    candles.advance(NEW_YEAR + 1_000 * MINUTE);

    assertThat(closed).isEmpty();
    assertThat(Interval.values()).allMatch(interval -> candles.current(interval).isEmpty());
  }

  @Test
  void theCandleOfTheDocument() {
    candles.trade(4_560_000, 1, NEW_YEAR);
    candles.trade(4_570_000, 2, NEW_YEAR + 1);
    candles.trade(4_555_000, 3, NEW_YEAR + 30_000);
    candles.trade(4_567_890, 4, NEW_YEAR + 59_999);

    Prices prices = new Prices(4_560_000, 4_570_000, 4_555_000, 4_567_890);
    long quoteUnits = 10 * (4_560_000 + 2 * 4_570_000 + 3 * 4_555_000 + 4 * 4_567_890L);
    assertThat(closed).isEmpty();
    assertThat(candles.current(Interval.ONE_MINUTE))
        .contains(
            new Candle(
                Interval.ONE_MINUTE,
                NEW_YEAR,
                NEW_YEAR + 59_999,
                prices,
                new Volume(10, quoteUnits, 4),
                false));
  }

  @Test
  void aCandleIsClosedByTheFirstMomentAfterIt() {
    candles.trade(100, 1, NEW_YEAR + 5);

    candles.advance(NEW_YEAR + MINUTE - 1);
    assertThat(closed).isEmpty();

    candles.advance(NEW_YEAR + MINUTE);
    assertThat(closed).containsExactly(minute(NEW_YEAR, 100, new Volume(1, 1_000, 1)));

    candles.advance(NEW_YEAR + MINUTE);
    candles.advance(NEW_YEAR + 2 * MINUTE - 1);
    assertThat(closed).hasSize(1);
  }

  @Test
  void aTradeClosesWhatItsTimeEndsBeforeItCounts() {
    candles.trade(100, 1, NEW_YEAR);
    candles.trade(200, 2, NEW_YEAR + 2 * MINUTE);

    assertThat(closed)
        .containsExactly(
            minute(NEW_YEAR, 100, new Volume(1, 1_000, 1)),
            minute(NEW_YEAR + MINUTE, 100, new Volume(0, 0, 0)));
    assertThat(candles.current(Interval.ONE_MINUTE).map(Candle::prices))
        .contains(new Prices(200, 200, 200, 200));
    assertThat(candles.current(Interval.THREE_MINUTES).map(Candle::prices))
        .contains(new Prices(100, 200, 100, 200));
  }

  @Test
  void whileNothingIsTradedTheOpenCandleIsFlat() {
    candles.trade(100, 1, NEW_YEAR);
    candles.trade(90, 1, NEW_YEAR + 1);
    candles.advance(NEW_YEAR + MINUTE + 1);

    assertThat(candles.current(Interval.ONE_MINUTE).map(Candle::prices))
        .contains(new Prices(90, 90, 90, 90));
  }

  @Test
  void aTradeFromThePastOpensNoClosedCandle() {
    candles.trade(100, 1, NEW_YEAR);
    candles.advance(NEW_YEAR + MINUTE);
    candles.trade(50, 7, NEW_YEAR + 1);

    assertThat(closed).hasSize(1);
    assertThat(candles.current(Interval.ONE_MINUTE).map(Candle::volume))
        .contains(new Volume(7, 3_500, 1));
  }

  @Test
  void candlesThatEndTogetherCloseFromShortToLong() {
    candles.trade(100, 1, millis("2024-02-29T23:59:30Z"));
    candles.advance(millis("2024-03-01T00:00:00Z"));

    assertThat(closed.stream().map(candle -> candle.interval().label()))
        .containsExactly(
            "1m", "3m", "5m", "15m", "30m", "1h", "2h", "4h", "6h", "8h", "12h", "1d", "1M");
    assertThat(closed).allMatch(candle -> candle.closeTime() == millis("2024-03-01T00:00:00Z") - 1);
  }

  @Test
  void aMonthWithoutAnyoneIsCaughtUp() {
    candles.trade(100, 1, millis("2026-06-01T00:00:00Z"));
    candles.advance(millis("2026-07-01T00:00:00Z"));

    assertThat(closed.stream().filter(candle -> candle.interval() == Interval.ONE_MINUTE))
        .hasSize(43_200);
    assertThat(closed.getLast())
        .isEqualTo(
            new Candle(
                Interval.ONE_MONTH,
                millis("2026-06-01T00:00:00Z"),
                millis("2026-07-01T00:00:00Z") - 1,
                new Prices(100, 100, 100, 100),
                new Volume(1, 1_000, 1),
                true));
  }

  @Test
  void whatIsTooMuchToCountStandsStill() {
    candles.trade(Long.MAX_VALUE / 2, 3, NEW_YEAR);
    candles.trade(1, Long.MAX_VALUE - 2, NEW_YEAR);

    assertThat(candles.current(Interval.ONE_DAY).map(Candle::volume))
        .contains(new Volume(Long.MAX_VALUE, Long.MAX_VALUE, 2));
  }

  @Seeds(40)
  void theyAreWhatTheTradesSay(RandomGenerator random) {
    CandleGrid grid = new CandleGrid(random.nextInt(3));
    List<Step> steps = TradeStream.of(random, 1 + random.nextInt(200));
    CandleModel model = new CandleModel(grid, 7);
    Candles fast = new Candles(grid, 7, closed::add);

    for (Step step : steps) {
      model.take(step);
      if (step.isTrade()) {
        fast.trade(step.priceTicks(), step.lots(), step.timeMillis());
      } else {
        fast.advance(step.timeMillis());
      }
      if (random.nextInt(20) == 0) {
        fast = restored(fast, new Candles(grid, 7, closed::add));
      }
    }

    Comparator<Candle> byEnd = Comparator.comparingLong(Candle::closeTime);
    List<Candle> expected = new ArrayList<>();
    for (Interval interval : Interval.values()) {
      List<Candle> all = model.candles(interval);
      assertThat(fast.current(interval)).isEqualTo(all.stream().skip(closedOf(all)).findFirst());
      expected.addAll(all.subList(0, closedOf(all)));
    }
    assertThat(closed)
        .isEqualTo(expected.stream().sorted(byEnd.thenComparing(Candle::interval)).toList());
  }

  private static int closedOf(List<Candle> all) {
    return Math.max(0, all.size() - 1);
  }

  @Test
  void theTimeBeforeTheFirstTradeIsPartOfTheState() {
    candles.advance(NEW_YEAR + MINUTE);
    Candles later = restored(candles, new Candles(CandleGrid.EPOCH, 10, closed::add));
    later.trade(100, 1, NEW_YEAR);

    assertThat(later.current(Interval.ONE_MINUTE).map(Candle::openTime))
        .contains(NEW_YEAR + MINUTE);
  }

  @Test
  void anotherGridHoldsFromTheNextCandleOn() {
    long day = 24 * 60 * MINUTE;
    long open = CandleGrid.EPOCH.openTime(Interval.THREE_DAYS, NEW_YEAR);
    candles.trade(100, 1, open);
    Candles later = restored(candles, new Candles(new CandleGrid(1), 10, closed::add));

    later.advance(open + 3 * day);
    Candle next = later.current(Interval.THREE_DAYS).orElseThrow();

    assertThat(closed.stream().filter(candle -> candle.interval() == Interval.THREE_DAYS))
        .hasSize(1);
    assertThat(next.openTime()).isEqualTo(open + 3 * day);
    assertThat(next.closeTime()).isEqualTo(open + 4 * day - 1);
  }

  @Test
  void aStateThatEndsTooEarlyIsNotTaken() {
    candles.trade(100, 1, NEW_YEAR);
    StateWriter state = new StateWriter();
    candles.writeTo(state);
    byte[] half = Arrays.copyOf(state.toBytes(), state.size() / 2);

    assertThatIllegalArgumentException().isThrownBy(() -> candles.readFrom(new StateReader(half)));
  }

  private static Candles restored(Candles from, Candles into) {
    StateWriter state = new StateWriter();
    from.writeTo(state);
    StateReader reader = new StateReader(state.toBytes());
    into.trade(1, 1, 1);
    into.readFrom(reader);
    assertThat(reader.remaining()).isZero();
    return into;
  }

  private static Candle minute(long openTime, long priceTicks, Volume volume) {
    return new Candle(
        Interval.ONE_MINUTE,
        openTime,
        openTime + MINUTE - 1,
        new Prices(priceTicks, priceTicks, priceTicks, priceTicks),
        volume,
        true);
  }

  private static long millis(String instant) {
    return Instant.parse(instant).toEpochMilli();
  }
}
