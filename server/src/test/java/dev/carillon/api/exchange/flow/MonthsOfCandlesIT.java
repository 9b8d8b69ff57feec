package dev.carillon.api.exchange.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.api.exchange.format.TestPairs;
import dev.carillon.market.book.Side;
import dev.carillon.market.model.Command;
import dev.carillon.testkit.Seeds;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import tools.jackson.databind.JsonNode;

/**
 * Months of a market that is quiet most of the time, by trades from outside with times of their
 * own: every candle of every interval is what the trades say, also the flat ones, the leap day and
 * what ends while the server is down.
 */
class MonthsOfCandlesIT {
  private static final String SYMBOL = TestPairs.FED.symbol();
  private static final long MINUTE = 60_000;
  private static final Instant BEGIN = Instant.parse("2023-12-27T22:13:20.037Z");
  private static final Instant END = Instant.parse("2024-03-05T01:00:00Z");

  private final FlowWorld world = new FlowWorld(BEGIN, new FlowWorld.Sizes(64, 20_000));
  private final CandleReader candles = new CandleReader(SYMBOL);
  private FlowClient client = world.connect();

  /** How many minutes the market will be busy, or quiet when negative. */
  private int mood = 5;

  private long price = 20_000;

  @AfterEach
  void close() {
    world.close();
  }

  @Seeds(1)
  void everyCandleIsWhatTheTradesSay(RandomGenerator random) {
    world.does(new Command.DefinePair(TestPairs.FED));
    subscribe();
    for (int minute = 0; minute < 90; minute++) {
      minute(0, random);
    }
    assertThat(candles.open() + candles.closed("1m")).as("before the first trade").isZero();
    assertThat(klines("1m")).isEmpty();

    long restart = nextRestart(random);
    while (world.clock.millis() < END.toEpochMilli()) {
      minute(trades(random), random);
      if (world.clock.millis() >= restart) {
        restart(random);
        restart = nextRestart(random);
      }
    }

    checkAnswers(100);
    assertThat(candles.closed("1M")).isBetween(2, 4);
    assertThat(candles.closed("1w")).isGreaterThan(6);
    assertThat(candles.closed("3d")).isGreaterThan(15);
    assertThat(candles.closed("1m")).isGreaterThan(70_000);
    assertThat(candles.flat()).isGreaterThan(40_000);
    assertThat(candles.trades()).isGreaterThan(1_000);
  }

  private long nextRestart(RandomGenerator random) {
    return world.clock.millis() + Duration.ofHours(random.nextLong(100, 700)).toMillis();
  }

  private void subscribe() {
    candles.subscriptions().forEach(frame -> client.says(frame, world.clock.nanos()));
  }

  /** How many trades the next minute has. */
  private int trades(RandomGenerator random) {
    if (mood == 0) {
      mood = random.nextBoolean() ? random.nextInt(1, 60) : -random.nextInt(1, 4_000);
    }
    int busy = mood;
    mood -= Integer.signum(mood);
    return busy > 0 ? random.nextInt(4) : 0;
  }

  /** What is left of a minute passes, and with it some trades; its end is seen a little late. */
  private void minute(int trades, RandomGenerator random) {
    long end = world.clock.millis() / MINUTE * MINUTE + MINUTE;
    for (int i = 0; i < trades; i++) {
      passUntil(random.nextLong(world.clock.millis(), end));
      price = Math.max(1, price + random.nextInt(-50, 51));
      Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
      long lots = random.nextLong(1, 1_000_000);
      world.does(new Command.ImportTrade(SYMBOL, side, price, lots, ownTime(random)));
    }
    if (trades > 0) {
      passUntil(Math.min(world.clock.millis() + 250, end - 1));
    }
    passUntil(end + random.nextLong(200));
  }

  /** Most trades come at once; some late, some before their time. */
  private long ownTime(RandomGenerator random) {
    long now = world.clock.millis();
    return switch (random.nextInt(4)) {
      case 0 -> now - random.nextLong(2 * MINUTE);
      case 1 -> now + random.nextLong(2 * MINUTE);
      case 2 -> now;
      default -> 0;
    };
  }

  private void passUntil(long millis) {
    world.clock.advanceMillis(millis - world.clock.millis());
    boolean _ = world.run();
    client.takes().forEach(message -> candles.hears(message, world.clock.millis()));
  }

  private void restart(RandomGenerator random) {
    world.restart(Duration.ofMinutes(random.nextLong(1, 5_000)));
    client = world.connect();
    candles.reconnected();
    subscribe();
    checkAnswers(2);
  }

  private void checkAnswers(int pages) {
    for (String interval : NaiveCandles.INTERVALS) {
      checkAnswers(interval, pages);
    }
  }

  private void checkAnswers(String interval, int pages) {
    long now = world.clock.millis();
    long end = now;
    for (int page = 0; page < pages; page++) {
      JsonNode answer = world.get(klinesOf(interval) + "&end=" + end);
      candles.checkAnswer(answer.get("data"), interval, end, now);
      JsonNode next = answer.get("page").get("next");
      if (next.isNull()) {
        return;
      }
      end = Long.parseLong(next.asString());
    }
  }

  private List<JsonNode> klines(String interval) {
    return world.get(klinesOf(interval)).get("data").valueStream().toList();
  }

  private static String klinesOf(String interval) {
    return "/api/exchange/klines?symbol=" + SYMBOL + "&limit=1000&interval=" + interval;
  }
}
