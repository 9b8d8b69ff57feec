package dev.carillon.app;

import dev.carillon.api.exchange.ApiKeyVerifier;
import dev.carillon.api.exchange.TokenOrKey;
import dev.carillon.api.ticks.TickBoard;
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
import dev.carillon.storage.files.TickFolder;
import dev.carillon.ticks.Instruments;
import dev.carillon.ticks.TickState;
import dev.carillon.ticks.TradingDay;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Ticks API with what is kept of it, and in the demo its instruments. Started and stopped by
 * one thread.
 */
final class TicksParts implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TicksParts.class);

  private final Config config;
  private final InstantSource clock;
  private final TicksApi api;
  private final TickFolder folder;
  private final ReentrantLock writing = new ReentrantLock();
  private @Nullable LiveTicks live;
  private long keptTicks;

  /**
   * Puts them together, and reads what was kept. Blocks.
   *
   * @throws StartException when the folder or the list of instruments can't be used
   */
  TicksParts(Config config, People people, Executor blocking, InstantSource clock) {
    this.config = config;
    this.clock = clock;
    Config.Ticks ticks = config.ticks();
    api =
        new TicksApi(
            new TicksSettings(
                ticks.window(),
                config.limits().on() ? ticks.tokens() : Integer.MAX_VALUE,
                day(config)),
            new TicksPorts(people.keys(), people.keyTokens(), people.tokens(), blocking, clock));
    try {
      folder = new TickFolder(config.operation().data().resolve("ticks"));
      board().add(folder.instruments());
    } catch (IOException problem) {
      throw new StartException(
          "CARILLON_DATA: " + problem.getMessage() + " (expected: a folder that can be written)",
          problem);
    }
    addListed(ticks.instruments());
    if (hasDemo()) {
      board().add(DemoInstruments.all());
    }
  }

  private static TradingDay day(Config config) {
    return new TradingDay(config.ticks().dayEnd(), config.ticks().zone());
  }

  private void addListed(@Nullable Path csv) {
    if (csv != null) {
      try {
        board().add(TickFolder.read(csv));
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
      folder
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

  private void keep() {
    writing.lock();
    try {
      folder.keep(board().instruments().all());
    } catch (IOException e) {
      throw new UncheckedIOException("the instruments could not be kept", e);
    } finally {
      writing.unlock();
    }
  }

  private boolean hasDemo() {
    return config.mode() == Mode.DEMO && config.ticks().demo();
  }

  /** In the demo, prices move from now on. */
  void start() {
    if (hasDemo()) {
      live =
          LiveTicks.start(
              board().instruments(), config.operation().seed(), clock, board()::simulate);
    }
  }

  /** From now on the figures are told. */
  void watch(Metrics metrics) {
    metrics.gauge(
        "carillon.ticks.instruments",
        "instruments that are known",
        board(),
        board -> board.instruments().size());
    metrics.counter("carillon.ticks.received", "ticks that came in", board(), TickBoard::ticks);
    metrics.counter(
        "carillon.ticks.frames", "frames of changed tokens sent", api, TicksApi::frames);
    metrics.counter("carillon.ticks.values", "changed tokens in them", api, TicksApi::values);
  }

  /** Writes down what is newest. To be run every half a minute or so; blocks. */
  void keepNewest() {
    writing.lock();
    try {
      long ticks = board().ticks();
      if (ticks != keptTicks) {
        folder.keepNewest(newest());
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
    keepNewest();
  }
}
