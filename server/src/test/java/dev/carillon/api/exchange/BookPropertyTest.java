package dev.carillon.api.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.api.exchange.format.SeedExamples;
import dev.carillon.api.exchange.format.TestPairs;
import dev.carillon.market.MarketView;
import dev.carillon.market.book.Side;
import dev.carillon.market.data.BookSide;
import dev.carillon.market.model.Command;
import dev.carillon.market.model.OrderState;
import dev.carillon.market.model.OrderTerms;
import dev.carillon.testkit.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A client that knows only the document holds the engine's own best levels at every final update:
 * at every depth, when it reads slowly, and when it subscribes again.
 */
class BookPropertyTest {
  private static final List<Integer> DEPTHS = List.of(1, 5, 10, 20, 50, 100, 500);
  private static final int STEPS = 120;

  private final ExchangeWorld world =
      new ExchangeWorld(ExchangeSettings.DEFAULTS.withLimits(ExchangeSettings.Limits.OFF));
  private final List<Reader> readers = new ArrayList<>();

  private static final class Reader {
    final ExchangeClient client;
    final BookReader book = new BookReader();
    boolean stalled;

    Reader(ExchangeClient client) {
      this.client = client;
    }

    void subscribe(int depth) {
      client.say(
          "{'method':'subscribe','params':{'channel':'orderbook','symbol':'BTC/USDT','depth':"
              + depth
              + "}}");
    }

    /** Takes what came, and what stands still goes on waiting. */
    void takes() {
      client.link.takeTexts().stream()
          .map(SeedExamples::parse)
          .forEach(message -> {
            if (message.get("type").asString().equals("unsubscribed")) {
              book.forget();
            }
            book.hears(message);
          });
    }
  }

  @Seeds(6)
  void theBookOfAClientIsTheEnginesAtEveryFinal(RandomGenerator random) {
    for (int depth : DEPTHS) {
      Reader reader = new Reader(world.connect());
      reader.subscribe(depth);
      readers.add(reader);
    }
    for (int step = 0; step < STEPS; step++) {
      act(random);
      if (random.nextInt(3) == 0) {
        world.run();
        readers.forEach(Reader::takes);
        readers.forEach(this::compare);
      } else {
        world.engine.runBatch(random.nextInt(1, 8));
        if (random.nextBoolean()) {
          world.loop.runTurn();
        }
      }
    }
    finish();
  }

  private void finish() {
    for (Reader reader : readers) {
      reads(reader);
    }
    world.run();
    readers.forEach(Reader::takes);
    readers.forEach(this::compare);
    assertThat(readers.stream().mapToInt(reader -> reader.book.finals()).sum())
        .isGreaterThan(STEPS);
  }

  private void act(RandomGenerator random) {
    for (int i = random.nextInt(12); i > 0; i--) {
      order(random);
    }
    Reader reader = readers.get(random.nextInt(readers.size()));
    switch (random.nextInt(12)) {
      case 0 -> {
        reader.stalled = true;
        reader.client.link.stall();
        reader.client.link.setBacklogBytes(1 << 17);
      }
      case 1, 2 -> reads(reader);
      case 3 -> reader.subscribe(DEPTHS.get(random.nextInt(DEPTHS.size())));
      case 4 -> {
        reader.client.say("{'method':'unsubscribe','params':{'channel':'orderbook'}}");
        reader.subscribe(DEPTHS.get(random.nextInt(DEPTHS.size())));
      }
      case 5 -> world.pass(random.nextInt(40_000));
      default -> {}
    }
  }

  private void reads(Reader reader) {
    if (reader.stalled) {
      reader.stalled = false;
      reader.client.reads();
    }
  }

  private void order(RandomGenerator random) {
    String owner = random.nextBoolean() ? "jane" : "market";
    List<OrderState> live = world.engine.view().orders(owner);
    if (live.size() > 60 || (!live.isEmpty() && random.nextInt(4) == 0)) {
      OrderState gone = live.get(random.nextInt(live.size()));
      submit(new Command.Cancel(owner, gone.id()));
      return;
    }
    Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
    long price = 10_000L + random.nextInt(-40, 41) + (side == Side.BUY ? -10 : 10);
    long quantity = random.nextLong(5_000_000, 20_000_000);
    OrderTerms terms = OrderTerms.limit(side, price, quantity);
    if (random.nextInt(8) == 0) {
      terms = terms.with(new OrderTerms.Figures(quantity, price, 0, quantity / 4));
    }
    submit(new Command.Place(owner, "BTC/USDT", terms, null));
  }

  private void submit(Command command) {
    world.engine.submit(command, _ -> {});
  }

  private void compare(Reader reader) {
    if (!reader.stalled && reader.book.isKnown()) {
      assertThat(reader.book.text()).isEqualTo(engines(reader.book.depth()));
    }
  }

  private String engines(int depth) {
    MarketView market = world.engine.view().market("BTC/USDT").orElseThrow();
    return side(market, BookSide.BIDS, depth) + " | " + side(market, BookSide.ASKS, depth);
  }

  private static String side(MarketView market, BookSide side, int depth) {
    List<String> levels = new ArrayList<>();
    market.forEachLevel(
        side,
        depth,
        (price, lots) ->
            levels.add(TestPairs.BTC.priceText(price) + "x" + TestPairs.BTC.quantityText(lots)));
    return String.join(" ", levels);
  }
}
