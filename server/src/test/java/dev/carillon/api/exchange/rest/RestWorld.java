package dev.carillon.api.exchange.rest;

import dev.carillon.api.exchange.feed.ExchangeFeed;
import dev.carillon.api.exchange.feed.FeedSettings;
import dev.carillon.api.exchange.feed.Stream;
import dev.carillon.api.exchange.feed.Wish;
import dev.carillon.core.auth.Permissions;
import dev.carillon.core.auth.Principal;
import dev.carillon.core.auth.Verification;
import dev.carillon.core.auth.Verification.Reason;
import dev.carillon.core.auth.Verification.Rejected;
import dev.carillon.core.auth.Verification.Verified;
import dev.carillon.core.bus.Payload;
import dev.carillon.core.hub.History;
import dev.carillon.core.hub.Hub;
import dev.carillon.core.hub.HubListener;
import dev.carillon.core.limit.Rate;
import dev.carillon.engine.Engine;
import dev.carillon.engine.EngineFeed;
import dev.carillon.engine.MarketHistoryFeed;
import dev.carillon.http.RestLimits;
import dev.carillon.http.Router;
import dev.carillon.machine.history.Projector;
import dev.carillon.market.EngineListener;
import dev.carillon.market.EngineView;
import dev.carillon.market.MatchingEngine;
import dev.carillon.market.book.Side;
import dev.carillon.market.data.CandleGrid;
import dev.carillon.market.history.MemoryMarketHistory;
import dev.carillon.market.model.Answer;
import dev.carillon.market.model.Command;
import dev.carillon.market.model.MarketEvent;
import dev.carillon.market.model.Pair;
import dev.carillon.testkit.FakeClock;
import dev.carillon.testkit.FakeLoop;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The API over an engine that does at once what it is asked. Tokens are {@code john}, {@code jane},
 * {@code feeder} and {@code root}; {@code johns-key} is an API key.
 *
 * <p>The history is brought up to date by the real {@link Projector} on its thread, so it lags.
 */
final class RestWorld implements Engine, AutoCloseable {
  static final Instant START = Instant.parse("2023-01-01T00:00:00Z");

  final FakeClock clock = new FakeClock(START);
  final Projector<MarketEvent> projector;
  final Router router;

  /** Takes nothing more. */
  boolean isFull;

  private final ExchangeFeed feed;
  private final HeardBus bus = new HeardBus();
  private final List<Payload> begun = new ArrayList<>();
  private final MatchingEngine engine;
  private final List<Consumer<EngineListener>> happened = new ArrayList<>();
  private long sequence;

  RestWorld() {
    this(null);
  }

  /**
   * A world with a limit.
   *
   * @param rate null: none
   */
  RestWorld(@Nullable Rate rate) {
    MemoryMarketHistory history = new MemoryMarketHistory();
    Hub hub = Hub.over(List.of(new FakeLoop()), bus, new History(List.of(), 1), HubListener.NONE);
    feed = new ExchangeFeed(hub, FeedSettings.DEFAULTS, history, "now", clock.millis());
    projector = MarketHistoryFeed.project(history, 1_000);
    engine = new MatchingEngine(CandleGrid.EPOCH, new Kept());
    router =
        new Router(
            new ExchangeRest(
                    new ExchangeRest.Ports(
                        this,
                        projector,
                        history,
                        feed,
                        new ExchangeRest.People(
                            this::verify,
                            RestWorld::verifyKey,
                            id -> verify(id) instanceof Verified),
                        new RestLimits(rate, clock::nanos)))
                .routes(),
            () -> "incident");
  }

  /** With pairs, and John and Jane with 10 BTC and 1,000,000 USDT each. */
  static RestWorld withMoney(Pair... pairs) {
    RestWorld world = new RestWorld();
    for (Pair pair : pairs) {
      world.apply(new Command.DefinePair(pair));
    }
    for (String owner : List.of("john", "jane")) {
      world.apply(new Command.Deposit(owner, "BTC", 10 * 100_000_000L, null));
      world.apply(new Command.Deposit(owner, "USDT", 1_000_000 * 100_000_000L, null));
    }
    return world;
  }

  RestClient as(String token) {
    return new RestClient(router).with("Authorization", "Bearer " + token);
  }

  RestClient asNobody() {
    return new RestClient(router);
  }

  Answer apply(Command command) {
    List<Answer> answers = new ArrayList<>(1);
    submit(command, answers::add);
    return answers.getFirst();
  }

  @Override
  public void submit(Command command, Consumer<Answer> answer) {
    if (isFull) {
      answer.accept(
          new Answer.Refused(dev.carillon.market.model.Reason.BUSY, "too much waits", null));
      return;
    }
    sequence++;
    long now = clock.millis();
    List<EngineFeed> feeds = List.of(feed, new MarketHistoryFeed(projector));
    feeds.forEach(one -> one.begin(sequence, now));
    answer.accept(engine.apply(command, now));
    happened.forEach(event -> feeds.forEach(event));
    happened.clear();
    feeds.forEach(one -> one.batchDone(engine, now));
    engine.verify();
  }

  @Override
  public boolean read(Consumer<EngineView> reader) {
    if (!isFull) {
      reader.accept(engine);
    }
    return !isFull;
  }

  /** How many were done. */
  long commands() {
    return sequence;
  }

  /** A minute passes, and the engine sees it. */
  void minute() {
    clock.advanceMillis(60_000);
    apply(new Command.Advance());
  }

  /** Somebody subscribes to these. */
  void listensTo(Stream... streams) {
    for (Stream stream : streams) {
      feed.interest().raise(stream.topic());
      begun.addAll(feed.start(engine, stream, Wish.NOW).messages());
    }
  }

  /** A second passes, and the feed tells what is due. */
  void time() {
    clock.advanceMillis(1_000);
    feed.onTimer(engine, clock.millis());
  }

  /** What those who listen got, in its order. */
  List<byte[]> published() {
    List<Payload> all = new ArrayList<>(begun);
    bus.published.forEach(publication -> all.add(publication.data()));
    return all.stream().map(RestWorld::bytes).toList();
  }

  private static byte[] bytes(Payload payload) {
    byte[] bytes = new byte[payload.sizeBytes()];
    payload.copyTo(bytes, 0);
    return bytes;
  }

  /** Keeps what happens until the answer is given. */
  private final class Kept implements EngineListener {
    @Override
    public void happened(MarketEvent event) {
      happened.add(feed -> feed.happened(event));
    }

    @Override
    public void levelChanged(Pair pair, Side side, long price, long shown) {
      happened.add(feed -> feed.levelChanged(pair, side, price, shown));
    }
  }

  private Verification verify(String token) {
    return switch (token) {
      case "john", "jane", "jim" -> verified(token, Set.of());
      case "feeder" -> verified(token, Set.of("feed"));
      case "root" -> verified(token, Set.of("admin"));
      default -> new Rejected(Reason.INVALID, "not a token");
    };
  }

  private static Verification verifyKey(String key) {
    return key.equals("johns-key")
        ? verified("john", Set.of())
        : new Rejected(Reason.INVALID, "not a key");
  }

  private static Verification verified(String user, Set<String> roles) {
    return new Verified(
        new Principal(user, user, roles, "id", 0, Long.MAX_VALUE, Permissions.UNSTATED));
  }

  @Override
  public void close() {
    projector.close();
  }
}
