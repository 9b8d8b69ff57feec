package dev.carillon.app;

import dev.carillon.api.exchange.ApiKeyVerifier;
import dev.carillon.api.exchange.TokenOrKey;
import dev.carillon.api.ticks.TickBoard;
import dev.carillon.api.ticks.TickRelay;
import dev.carillon.api.ticks.TicksApi;
import dev.carillon.api.ticks.TicksPorts;
import dev.carillon.api.ticks.TicksSettings;
import dev.carillon.api.ticks.rest.TicksRest;
import dev.carillon.app.config.Config;
import dev.carillon.app.config.Config.Mode;
import dev.carillon.bridge.TradeTicks;
import dev.carillon.demo.ticks.DemoInstruments;
import dev.carillon.demo.ticks.LiveTicks;
import dev.carillon.http.Authenticator;
import dev.carillon.http.Route;
import dev.carillon.ops.Metrics;
import dev.carillon.storage.Database;
import dev.carillon.storage.files.TickFolder;
import dev.carillon.storage.postgres.PostgresDatabase;
import dev.carillon.ticks.Instrument;
import dev.carillon.ticks.Instruments;
import dev.carillon.ticks.TickState;
import dev.carillon.ticks.TickStore;
import dev.carillon.ticks.TradingDay;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Ticks API with what is kept of it, and in the demo its instruments. Started and stopped by
 * one thread.
 */
final class TicksParts implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TicksParts.class);
  private static final Duration CATCH_UP = Duration.ofSeconds(2);

  private final Config config;
  private final InstantSource clock;
  private final TicksApi api;
  private final TickStore store;
  private final TickRelay relay;
  private final ClusterParts cluster;
  private final ReentrantLock writing = new ReentrantLock();
  private @Nullable LiveTicks live;
  private long keptTicks;

  /** What the whole server has. */
  record Shared(Database database, ClusterParts cluster, Executor blocking, InstantSource clock) {}

  /**
   * Puts them together, and reads what was kept. Blocks.
   *
   * @throws StartException when the store or the list of instruments can't be used
   */
  TicksParts(Config config, People people, Shared shared) {
    this.config = config;
    this.clock = shared.clock();
    this.cluster = shared.cluster();
    Config.Ticks ticks = config.ticks();
    api =
        new TicksApi(
            new TicksSettings(
                ticks.window(),
                config.limits().on() ? ticks.tokens() : Integer.MAX_VALUE,
                day(config)),
            new TicksPorts(
                people.keys(), people.keyTokens(), people.tokens(), shared.blocking(), clock));
    Path folder = config.operation().data().resolve("ticks");
    store = store(shared.database(), folder);
    relay =
        new TickRelay(
            board(),
            store,
            cluster.cluster(),
            shared.blocking(),
            () -> System.nanoTime() / 1_000_000);
    addKept(folder);
    addListed(ticks.instruments());
    if (hasDemo()) {
      board().add(DemoInstruments.all());
    }
  }

  /** Of several nodes the one they share. */
  private static TickStore store(Database database, Path folder) {
    return database instanceof PostgresDatabase shareable ? shareable.ticks() : folder(folder);
  }

  private static TickFolder folder(Path folder) {
    try {
      return new TickFolder(folder);
    } catch (IOException problem) {
      throw unusable(problem);
    }
  }

  private static StartException unusable(IOException problem) {
    return new StartException(
        "CARILLON_DATA: " + problem.getMessage() + " (expected: a folder that can be written)",
        problem);
  }

  /** What a folder has from before it had a database beside it is taken along. */
  private void addKept(Path folder) {
    try {
      board().add(store.instruments());
      if (!(store instanceof TickFolder) && Files.isDirectory(folder)) {
        List<Instrument> more =
            new TickFolder(folder)
                .instruments().stream()
                    .filter(one -> board().instruments().place(one.token()).isEmpty())
                    .toList();
        store.keep(more);
        board().add(more);
      }
    } catch (IOException problem) {
      throw unusable(problem);
    }
  }

  private static TradingDay day(Config config) {
    return new TradingDay(config.ticks().dayEnd(), config.ticks().zone());
  }

  private void addListed(@Nullable Path csv) {
    if (csv != null) {
      try {
        List<Instrument> listed = TickFolder.read(csv);
        board().add(listed);
        if (cluster.hasOthers()) {
          store.keep(listed);
        }
      } catch (IOException problem) {
        throw new StartException(
            "CARILLON_TICKS_INSTRUMENTS: "
                + problem.getMessage()
                + " (expected: a CSV list of instruments)",
            problem);
      }
    }
  }

  /** Makes the exchange's trades ticks. */
  TradeTicks trades() {
    return new TradeTicks(board());
  }

  /**
   * What was newest at the last stop, once all instruments are known. What can't be read is no
   * reason not to start: newer values come soon.
   */
  void restore() {
    Instruments instruments = board().instruments();
    try {
      store
          .newest()
          .forEach((token, state) ->
              instruments.place(token).ifPresent(place -> board().restore(place, state)));
    } catch (IOException problem) {
      LOG.warn("the newest ticks of the last time are lost: {}", problem.getMessage());
    }
  }

  TicksApi api() {
    return api;
  }

  private TickBoard board() {
    return api.board();
  }

  List<Route> routes(People people) {
    Authenticator programs =
        new Authenticator(new TokenOrKey(people.tokens(), new ApiKeyVerifier(people.keys())));
    return new TicksRest(
            new TicksRest.Ports(
                board(),
                new Authenticator(people.tokens()),
                programs,
                new TicksRest.Keys(people.keys(), people.keyTokens(), day(config)),
                this::keep,
                clock))
        .routes();
  }

  private void keep(List<Instrument> instruments) {
    try {
      store.keep(instruments);
    } catch (IOException e) {
      throw new UncheckedIOException("the instruments could not be kept", e);
    }
    relay.defined();
  }

  private boolean hasDemo() {
    return config.mode() == Mode.DEMO && config.ticks().demo();
  }

  /**
   * Waits for what the other nodes know, so that who comes here does not see less: for a while, if
   * they do not answer. To be called once the others are heard, before {@link #turn}.
   */
  void catchUp() {
    if (cluster.hasOthers() && !relay.catchUp(CATCH_UP)) {
      LOG.warn("the other nodes have not told all of the newest ticks yet");
    }
  }

  /**
   * In the demo, prices move from now on: on one node, and the others follow.
   *
   * @param isTheOne whether this is the node, now
   */
  void start(BooleanSupplier isTheOne) {
    if (hasDemo()) {
      live =
          LiveTicks.start(
              board().instruments(), config.operation().seed(), clock, isTheOne, board()::simulate);
    }
  }

  /** Tells clients and other nodes what changed. To be called each {@link TicksApi#period}. */
  void turn() {
    relay.turn();
    api.turn();
  }

  /** From now on the figures are told. */
  void watch(Metrics metrics) {
    metrics.gauge(
        "carillon.ticks.instruments",
        "instruments that are known",
        board(),
        board -> board.instruments().size());
    metrics.counter(
        "carillon.ticks.told",
        "changes of instruments told to other nodes",
        relay,
        TickRelay::told);
    metrics.counter(
        "carillon.ticks.heard", "changes of instruments from other nodes", relay, TickRelay::heard);
    metrics.counter("carillon.ticks.received", "ticks that came in", board(), TickBoard::ticks);
    metrics.counter(
        "carillon.ticks.frames", "frames of changed tokens sent", api, TicksApi::frames);
    metrics.counter("carillon.ticks.values", "changed tokens in them", api, TicksApi::values);
  }

  /** One node writes down what is newest. To be run every half a minute or so; blocks. */
  void keepNewest() {
    if (cluster.isFirst()) {
      keepAll();
    }
  }

  private void keepAll() {
    writing.lock();
    try {
      long ticks = board().ticks() + relay.heard();
      if (ticks != keptTicks) {
        store.keepNewest(newest());
        keptTicks = ticks;
      }
    } catch (IOException problem) {
      LOG.warn("the newest ticks could not be kept: {}", problem.getMessage());
    } finally {
      writing.unlock();
    }
  }

  private Map<String, TickState> newest() {
    Instruments instruments = board().instruments();
    Map<String, TickState> newest = new HashMap<>();
    for (int place = 0; place < instruments.size(); place++) {
      TickState state = board().state(place);
      if (state != null) {
        newest.put(instruments.at(place).token(), state);
      }
    }
    return newest;
  }

  /** Ends the demo's ticks, and keeps the newest. */
  @Override
  public void close() {
    if (live != null) {
      live.close();
    }
    keepAll();
  }
}
