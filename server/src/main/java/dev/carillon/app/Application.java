package dev.carillon.app;

import dev.carillon.app.config.Config;
import dev.carillon.app.config.Secret;
import dev.carillon.chat.Chat;
import dev.carillon.journal.JournalException;
import dev.carillon.ops.Metrics;
import dev.carillon.storage.Database;
import dev.carillon.storage.postgres.PostgresDatabase;
import dev.carillon.storage.sql.StorageException;
import dev.carillon.storage.sqlite.SqliteDatabase;
import dev.carillon.upkeep.UpkeepException;
import dev.carillon.wire.Endpoint;
import dev.carillon.wire.EventLoops;
import dev.carillon.wire.Transport;
import dev.carillon.wire.WireException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The server as it runs: from {@link #start} to {@link #stop}. Any thread. */
final class Application {
  private static final Logger LOG = LoggerFactory.getLogger(Application.class);

  /** Beyond the drain window, until what is left is cut. */
  private static final Duration DRAIN_REST = Duration.ofSeconds(3);

  private static final long LOOPS_STOP_MILLIS = 1_000;
  private static final Duration PRESENCE = Duration.ofMillis(250);
  private static final Duration SHORTLY = Duration.ofMillis(100);
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration KEEP_TICKS = Duration.ofSeconds(30);
  private static final Duration LEFT_BEHIND = Duration.ofSeconds(5);
  private static final Duration LOOK_AROUND = Duration.ofSeconds(10);
  private static final Duration PURGE = Duration.ofMinutes(10);
  private static final Duration SWEEP = Duration.ofHours(1);

  private final Config config;
  private final Database database;
  private final EventLoops loops;
  private final Wiring wiring;
  private final Rounds rounds = new Rounds();
  private final List<InetSocketAddress> addresses = new ArrayList<>();

  private Application(Config config, Database database, EventLoops loops, Wiring wiring) {
    this.config = config;
    this.database = database;
    this.loops = loops;
    this.wiring = wiring;
  }

  /**
   * Starts everything and returns when it listens.
   *
   * @throws StartException when it can't; then nothing is left behind
   */
  static Application start(Config config) {
    Figures figures = new Figures(new Metrics());
    try (Undo undo = new Undo()) {
      DataFolder.prepare(config.operation().data());
      Database database = database(config, figures);
      undo.with(database::close);
      EventLoops loops = new EventLoops(transport(config), loopCount(config));
      undo.with(() -> loops.stop(LOOPS_STOP_MILLIS));
      Wiring wiring = new Wiring(config, figures, database, loops, undo);
      Application application = new Application(config, database, loops, wiring);
      undo.with(application.rounds::close);
      application.open();
      undo.forget();
      return application;
    } catch (WireException
        | StorageException
        | UpkeepException
        | JournalException
        | IllegalArgumentException problem) {
      throw new StartException(String.valueOf(problem.getMessage()), problem);
    }
  }

  /** Where it listens; the first is the one that was asked for. */
  List<InetSocketAddress> addresses() {
    return List.copyOf(addresses);
  }

  /**
   * Waits until it is ready, for so long at most. Blocks.
   *
   * @return the checks that fail yet
   */
  List<String> awaitReady(Duration limit) {
    return wiring.health.awaitReady(limit);
  }

  /** The chat behind its APIs. */
  Chat chat() {
    return wiring.chat.chat();
  }

  /**
   * Ends everything in its order: readiness fails, nobody new comes in, work in progress is
   * finished, WebSockets are closed over the drain window, storage is written out.
   *
   * @return whether every connection ended in time
   */
  boolean stop() {
    wiring.health.draining();
    LOG.info("draining {} connections", wiring.sockets.count());
    wiring.phoenix.polls().close();
    wiring.exchange.drain();
    wiring.desk.drain();
    Duration window = config.operation().drainWindow();
    boolean clean = wiring.server.drain(window, window.plus(DRAIN_REST));
    rounds.close();
    wiring.longPollLoop.close();
    loops.stop(LOOPS_STOP_MILLIS);
    wiring.ticks.close();
    wiring.deskParts.close();
    wiring.exchangeParts.close();
    wiring.machines.close();
    wiring.chatParts.close();
    wiring.cluster.close();
    database.close();
    LOG.info("stopped{}", clean ? "" : "; some connections had to be cut");
    return clean;
  }

  private static Database database(Config config, Figures figures) {
    Secret shared = config.cluster().database();
    return shared == null
        ? SqliteDatabase.open(config.operation().data(), figures, System::nanoTime)
        : PostgresDatabase.open(shared.reveal(), figures, System::nanoTime);
  }

  private void open() {
    // Before there are others, who must not hear of it.
    warmUp();
    wiring.cluster.start();
    wiring.exchangeParts.start();
    wiring.exchange.start();
    wiring.deskParts.start();
    wiring.desk.start();
    wiring.chatParts.start();
    wiring.ticks.catchUp();
    wiring.ticks.start(wiring.exchangeParts::leads);
    Config.Listening listening = config.listening();
    addresses.add(listen(listening.port(), false));
    listening.proxies().ports().forEach(port -> addresses.add(listen(port, true)));
    for (int port : listening.extraPorts()) {
      try {
        addresses.add(listen(port, false));
      } catch (WireException problem) {
        LOG.warn("extra port {} is left out: {}", port, problem.getMessage());
      }
    }
    schedule();
    if (!config.limits().on()) {
      LOG.warn("limits off: no rate, subscription or connection limit");
    }
    wiring.health.started();
  }

  private void warmUp() {
    Duration warmUp = config.operation().warmUp();
    if (warmUp.isPositive()) {
      long events =
          wiring.warmUp.run(warmUp, wiring.people.tokenOfNobody(System.currentTimeMillis()));
      LOG.info("warmed up by {} events in {} ms", events, warmUp.toMillis());
    }
  }

  private void schedule() {
    rounds.often("tell of presence", PRESENCE, wiring.topics::flushPresence);
    rounds.often("do what is due in the chat", SHORTLY, this::tickChat);
    rounds.often("do what is due on the exchange", SHORTLY, wiring.exchange::tick);
    rounds.often("tell of ticks", wiring.ticks.api().period(), wiring.ticks::turn);
    rounds.often("do what is due at the desk", SHORTLY, wiring.desk::tick);
    rounds.often("do what is due on the bus", SHORTLY, wiring.cluster::tick);
    rounds.often("tell counts", SECOND, this::tellCounts);
    rounds.seldom("end orders of nodes that are no more", SECOND, wiring.exchangeParts::tick);
    rounds.seldom("keep ticks", KEEP_TICKS, wiring.ticks::keepNewest);
    rounds.seldom("publish what is left behind", LEFT_BEHIND, wiring.leftBehind::publish);
    rounds.seldom("look at webhooks", LOOK_AROUND, wiring.chatParts::lookAround);
    rounds.seldom("purge", PURGE, wiring::purge);
    rounds.seldom("sweep", SWEEP, wiring.chatParts::sweep);
  }

  private void tellCounts() {
    wiring.topics.tellCounts();
    wiring.chat.tellCounts();
  }

  private void tickChat() {
    wiring.chat.tick();
    wiring.chatParts.tick();
  }

  private InetSocketAddress listen(int port, boolean proxied) {
    return wiring.server.listen(new Endpoint(config.listening().host(), port, proxied));
  }

  private static Transport transport(Config config) {
    return Transport.named(config.listening().transport());
  }

  private static int loopCount(Config config) {
    int count = config.listening().eventLoops();
    return count == 0 ? Runtime.getRuntime().availableProcessors() : count;
  }
}
