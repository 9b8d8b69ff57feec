package dev.carillon.ticks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.testkit.Seeds;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class TickBookTest {
  private static final TradingDay DAYS =
      new TradingDay(LocalTime.of(6, 0), ZoneId.of("Asia/Kolkata"));
  private static final long NOON = Instant.parse("2025-01-09T06:30:00Z").toEpochMilli();
  private static final long TOMORROW = NOON + 86_400_000L;

  private final TickBook book = new TickBook(DAYS);

  private TickState tick(long price, long quantity, long timeMillis) {
    return book.apply(Arrival.of(3, new Tick(price, quantity, timeMillis)));
  }

  @Test
  void nothingIsKnownBeforeTheFirstTick() {
    assertThat(book.at(0)).isNull();
    assertThat(book.at(100_000)).isNull();
  }

  @Test
  void theFirstTickIsTheDaysOpenHighAndLow() {
    TickState state = tick(220_800, 2, NOON);

    assertThat(state.version()).isEqualTo(1);
    assertThat(state.day())
        .isEqualTo(
            new Day(
                220_800,
                220_800,
                220_800,
                Day.UNKNOWN,
                2,
                BigInteger.valueOf(441_600),
                Instant.parse("2025-01-10T00:30:00Z").toEpochMilli()));
    assertThat(book.at(3)).isSameAs(state);
  }

  @Test
  void eachTickRaisesTheVersionByOneAndCountsTowardsTheDay() {
    tick(100, 1, NOON);
    tick(105, 2, NOON + 1);
    TickState state = tick(98, 1, NOON + 2);

    assertThat(state.version()).isEqualTo(3);
    assertThat(state.last()).isEqualTo(new Tick(98, 1, NOON + 2));
    assertThat(state.day().open()).isEqualTo(100);
    assertThat(state.day().high()).isEqualTo(105);
    assertThat(state.day().low()).isEqualTo(98);
    assertThat(state.day().volume()).isEqualTo(4);
    assertThat(state.day().averagePrice()).isEqualTo(102);
  }

  @Test
  void anotherDayBeginsWithTheOldOnesLastPriceAsClose() {
    tick(100, 5, NOON);
    TickState state = tick(110, 1, TOMORROW);

    assertThat(state.day().close()).isEqualTo(100);
    assertThat(state.day().open()).isEqualTo(110);
    assertThat(state.day().volume()).isEqualTo(1);
  }

  @Test
  void aTickOfAnEarlierDayIsTheNewestAllTheSame() {
    tick(100, 5, TOMORROW);
    TickState state = tick(90, 1, NOON);

    assertThat(state.last().price()).isEqualTo(90);
    assertThat(state.version()).isEqualTo(2);
    assertThat(state.day().endsMillis()).isEqualTo(DAYS.endAfter(NOON));
  }

  @Test
  void whatTheFeedSaysOfTheDayIsBelieved() {
    TickState state =
        book.apply(
            new Arrival(
                0, new Tick(100, 1, NOON), new Day.Stated(90, 120, 80, 95, 5_000, 101), null));

    assertThat(state.day().open()).isEqualTo(90);
    assertThat(state.day().high()).isEqualTo(120);
    assertThat(state.day().low()).isEqualTo(80);
    assertThat(state.day().close()).isEqualTo(95);
    assertThat(state.day().volume()).isEqualTo(5_000);
    assertThat(state.day().averagePrice()).isEqualTo(101);
  }

  @Test
  void theDepthStaysUntilAnotherIsSaid() {
    Depth depth = new Depth(List.of(new Level(99, 5, 1)), List.of(new Level(101, 6, 2)));
    book.apply(new Arrival(0, new Tick(100, 1, NOON), Day.Stated.NOTHING, depth));

    assertThat(book.apply(Arrival.of(0, new Tick(100, 1, NOON))).depth()).isEqualTo(depth);
    assertThatThrownBy(
            () -> new Depth(List.of(), java.util.Collections.nCopies(6, new Level(1, 1, 1))))
        .hasMessage("levels: 6 (expected: at most 5 on each side)");
  }

  @Test
  void theAverageOfNothingIsUnknownAndNothingOverflows() {
    assertThat(tick(5, 0, NOON).day().averagePrice()).isEqualTo(Day.UNKNOWN);
    tick(Tick.MAX, Tick.MAX, NOON);
    TickState state = tick(Tick.MAX, Tick.MAX, NOON);

    assertThat(state.day().volume()).isEqualTo(Tick.MAX);
    assertThat(state.day().averagePrice()).isPositive();
  }

  @Test
  void whatCanBeNoTickIsRefused() {
    assertThatThrownBy(() -> new Tick(-1, 1, NOON))
        .hasMessage("price: -1 (expected: 0..9007199254740991)");
    assertThatThrownBy(() -> new Tick(1, Tick.MAX + 1, NOON)).hasMessageStartingWith("quantity: ");
    assertThatThrownBy(() -> new Tick(1, 1, -1)).hasMessageStartingWith("timeMillis: ");
  }

  /** The model: the list of all ticks of the day. */
  @Seeds(100)
  void theDaysFiguresAreThoseOfItsTicks(RandomGenerator random) {
    List<Tick> ofDay = new ArrayList<>();
    long time = NOON;
    long close = Day.UNKNOWN;
    for (int i = 0; i < 200; i++) {
      long before = DAYS.endAfter(time);
      time += random.nextLong(3_600_000L * 3);
      if (DAYS.endAfter(time) != before && !ofDay.isEmpty()) {
        close = ofDay.getLast().price();
        ofDay.clear();
      }
      Tick tick = new Tick(random.nextLong(1, 1_000), random.nextLong(1, 50), time);
      ofDay.add(tick);
      Day day = book.apply(Arrival.of(0, tick)).day();

      assertThat(day.open()).isEqualTo(ofDay.getFirst().price());
      assertThat(day.close()).isEqualTo(close);
      assertThat(day.high()).isEqualTo(ofDay.stream().mapToLong(Tick::price).max().orElseThrow());
      assertThat(day.low()).isEqualTo(ofDay.stream().mapToLong(Tick::price).min().orElseThrow());
      assertThat(day.averagePrice()).isEqualTo(average(ofDay));
    }
  }

  private static long average(List<Tick> ticks) {
    long volume = ticks.stream().mapToLong(Tick::quantity).sum();
    long turnover = ticks.stream().mapToLong(tick -> tick.price() * tick.quantity()).sum();
    return BigDecimal.valueOf(turnover)
        .divide(BigDecimal.valueOf(volume), 0, RoundingMode.HALF_UP)
        .longValueExact();
  }

  @Test
  void aDayEndsAtItsTimeOnTheClocksOfItsPlace() {
    TradingDay newYork = new TradingDay(LocalTime.of(17, 0), ZoneId.of("America/New_York"));

    assertThat(end(newYork, "2026-03-06T22:00:00Z")).isEqualTo("2026-03-07T22:00:00Z");
    assertThat(end(newYork, "2026-03-07T22:00:00Z")).isEqualTo("2026-03-08T21:00:00Z");
    assertThat(end(DAYS, "2025-01-09T00:29:59.999Z")).isEqualTo("2025-01-09T00:30:00Z");
    assertThat(end(DAYS, "2025-01-09T00:30:00Z")).isEqualTo("2025-01-10T00:30:00Z");
  }

  private static String end(TradingDay day, String time) {
    return Instant.ofEpochMilli(day.endAfter(Instant.parse(time).toEpochMilli())).toString();
  }
}
