package dev.carillon.api.exchange.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.api.exchange.BookReader;
import dev.carillon.demo.market.DemoMarkets;
import dev.carillon.demo.market.SimulatedPeople;
import dev.carillon.market.EngineView;
import dev.carillon.market.MarketView;
import dev.carillon.market.MatchingEngine;
import dev.carillon.market.data.BookSide;
import dev.carillon.market.model.Command;
import dev.carillon.market.model.Pair;
import dev.carillon.testkit.Seeds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import tools.jackson.databind.JsonNode;

/**
 * Hours of the demo's markets, heard by clients that know the document only. They hold the engine's
 * own book at every {@code final}, at every depth, also when they read slowly, subscribe again, or
 * the server dies and comes back; and candles are what the trades say.
 *
 * <p>A quarter of an hour around a midnight, in seconds; {@code -Dflow.hours=6} makes it more, and
 * says what it saw.
 */
class MarketHoursIT {
  private static final String BTC = "BTC/USDT";
  private static final List<Integer> DEPTHS = List.of(1, 5, 10, 20, 50, 100, 500);
  private static final int STEP_MILLIS = 100;
  private static final int STEPS_A_SECOND = 1_000 / STEP_MILLIS;
  private static final int COMPARED_EVERY = 5 * STEPS_A_SECOND;

  private final double hours = Double.parseDouble(System.getProperty("flow.hours", "0.25"));
  private final FlowWorld world =
      new FlowWorld(Instant.parse("2024-02-28T23:52:12.034Z"), new FlowWorld.Sizes(7, 20_000));
  private final List<Reader> readers = new ArrayList<>();
  private final CandleReader candles = new CandleReader(BTC);
  private FlowClient candleClient = world.connect();
  private SimulatedPeople people = new SimulatedPeople(world.engine(), world.clock, 0);
  private int starts = 1;

  /** A client of one book. */
  private static final class Reader {
    final String symbol;
    final int depth;
    final BookReader book = new BookReader();
    FlowClient client;

    Reader(String symbol, int depth, FlowClient client) {
      this.symbol = symbol;
      this.depth = depth;
      this.client = client;
    }

    void hears(JsonNode message) {
      if (message.get("type").asString().equals("unsubscribed")) {
        book.forget();
      }
      book.hears(message);
    }
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Seeds(1)
  void clientsHoldTheEnginesBooksAndCandles(RandomGenerator random) {
    for (Pair pair : DemoMarkets.pairs()) {
      world.does(new Command.DefinePair(pair));
      readers.add(new Reader(pair.symbol(), 20, world.connect()));
    }
    DEPTHS.forEach(depth -> readers.add(new Reader(BTC, depth, world.connect())));
    readers.forEach(reader -> subscribe(reader, reader.depth));
    subscribeToCandles();

    long steps = Math.round(hours * 3_600 * STEPS_A_SECOND);
    long restart = nextRestart(0, random);
    for (long step = 1; step <= steps; step++) {
      if (step == restart) {
        restart(random);
        restart = nextRestart(step, random);
      }
      step(step, random);
    }
    readers.stream().filter(reader -> reader.client.isStalled()).forEach(r -> r.client.readsOn());
    settle();
    hear();
    readers.forEach(this::compare);
    look();
  }

  private static long nextRestart(long step, RandomGenerator random) {
    return step + random.nextLong(4 * 60, 12 * 60) * STEPS_A_SECOND;
  }

  private void subscribe(Reader reader, int depth) {
    say(reader, "subscribe", ",'depth':" + depth);
  }

  private void say(Reader reader, String method, String more) {
    String params = "{'channel':'orderbook','symbol':'" + reader.symbol + "'" + more + "}";
    reader.client.says("{'method':'" + method + "','params':" + params + "}", world.clock.nanos());
  }

  private void subscribeToCandles() {
    candles.subscriptions().forEach(frame -> candleClient.says(frame, world.clock.nanos()));
  }

  private void step(long step, RandomGenerator random) {
    world.clock.advanceMillis(STEP_MILLIS);
    disturb(random);
    people.turn();
    settle();
    hear();
    if (step % COMPARED_EVERY == 0) {
      readers.forEach(this::compare);
    }
    if (step % (20 * STEPS_A_SECOND) == 0) {
      readers.forEach(reader -> reader.client.says("{'method':'ping'}", world.clock.nanos()));
      candleClient.says("{'method':'ping'}", world.clock.nanos());
      world.tick();
    }
    if (step % (600 * STEPS_A_SECOND) == 0) {
      world.forget(Duration.ofMinutes(5));
    }
  }

  private void settle() {
    do {
      people.hear();
    } while (world.run());
  }

  private void hear() {
    candleClient.takes().forEach(message -> candles.hears(message, world.clock.millis()));
    for (Reader reader : readers) {
      reader.client.takes().forEach(reader::hears);
    }
  }

  /** Now and then a reader stands still for some seconds, or subscribes anew. */
  private void disturb(RandomGenerator random) {
    for (Reader reader : readers) {
      if (reader.client.isStalled() && random.nextInt(6 * STEPS_A_SECOND) == 0) {
        reader.client.readsOn();
      }
    }
    if (random.nextInt(5 * STEPS_A_SECOND) != 0) {
      return;
    }
    Reader reader = readers.get(random.nextInt(readers.size()));
    switch (random.nextInt(4)) {
      case 0 -> reader.client.stalls();
      case 1 -> subscribe(reader, reader.depth);
      case 2 -> {
        say(reader, "unsubscribe", "");
        subscribe(reader, reader.depth);
      }
      default -> {
        subscribe(reader, DEPTHS.get(random.nextInt(DEPTHS.size())));
        subscribe(reader, reader.depth);
      }
    }
  }

  /** The server dies with orders in its hands, and all connections with it. */
  private void restart(RandomGenerator random) {
    people.turn();
    boolean _ = world.run();
    people.hear();
    world.restart(Duration.ofMillis(random.nextLong(1_000, 150_000)));
    starts++;
    people = new SimulatedPeople(world.engine(), world.clock, starts);
    candleClient = world.connect();
    candles.reconnected();
    subscribeToCandles();
    for (Reader reader : readers) {
      reader.client = world.connect();
      reader.book.forget();
      subscribe(reader, reader.depth);
    }
    checkAnswers();
  }

  private void checkAnswers() {
    for (String interval : NaiveCandles.INTERVALS) {
      JsonNode answer =
          world.get("/api/exchange/klines?symbol=BTC/USDT&limit=200&interval=" + interval);
      long now = world.clock.millis();
      candles.checkAnswer(answer.get("data"), interval, now, now);
    }
  }

  private void compare(Reader reader) {
    if (!reader.client.isStalled()) {
      assertThat(reader.book.isKnown()).isTrue();
      assertThat(reader.book.depth()).isEqualTo(reader.depth);
      String engines = world.reads(view -> engines(view, reader));
      assertThat(reader.book.text()).isEqualTo(engines);
    }
  }

  private static String engines(EngineView view, Reader reader) {
    MarketView market = view.market(reader.symbol).orElseThrow();
    return side(market, BookSide.BIDS, reader.depth)
        + " | "
        + side(market, BookSide.ASKS, reader.depth);
  }

  private static String side(MarketView market, BookSide side, int depth) {
    List<String> levels = new ArrayList<>();
    Pair pair = market.pair();
    market.forEachLevel(
        side,
        depth,
        (price, lots) -> levels.add(pair.priceText(price) + "x" + pair.quantityText(lots)));
    return String.join(" ", levels);
  }

  /** There was something to see. */
  private void look() {
    checkAnswers();
    world.reads(view -> {
      ((MatchingEngine) view).verify();
      return view.nowMillis();
    });
    for (Reader reader : readers) {
      assertThat(reader.book.epochs()).isEqualTo(starts);
      assertThat(reader.book.finals()).as("depth %d", reader.depth).isGreaterThan(1_000);
    }
    assertThat(readers.stream().mapToInt(reader -> reader.book.lagging()).sum()).isPositive();
    assertThat(candles.trades()).isGreaterThan(1_000);
    assertThat(candles.closed("1m")).isGreaterThan(8);
    assertThat(candles.open()).isGreaterThan(1_000);
    if (System.getProperty("flow.hours") != null) {
      report();
    }
  }

  private void report() {
    System.out.printf("%s hours, %d starts%n", hours, starts);
    for (Reader reader : readers) {
      System.out.printf(
          "%s %d: %,d updates, %,d checksums, %d snapshots, %d of them to a slow reader%n",
          reader.symbol,
          reader.depth,
          reader.book.updates(),
          reader.book.finals() + reader.book.snapshots(),
          reader.book.snapshots(),
          reader.book.lagging());
    }
    System.out.printf("%s: %,d trades%n", BTC, candles.trades());
    for (String interval : NaiveCandles.INTERVALS) {
      System.out.printf("%s: %d candles closed%n", interval, candles.closed(interval));
    }
    System.out.printf("open candles told: %,d%n", candles.open());
  }
}
