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
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The server as it runs: from {@link #start} to {@link #stop}. Any thread. */
final class Application {
  private static final Logger LOG = LoggerFactory.getLogger(Application.class);

  /** Beyond the drain window, until what is left is cut. */
  private static final Duration DRAIN_REST = Duration.ofSeconds(3);

  private static final long LOOPS_STOP_MILLIS = 1_000;
  private static final long PRESENCE_MILLIS = 250;
  private static final long CHAT_MILLIS = 100;
  private static final long CLUSTER_MILLIS = 100;
  private static final long ENGINE_SECONDS = 1;
  private static final long KEEP_TICKS_SECONDS = 30;
  private static final long LEFT_BEHIND_SECONDS = 5;
  private static final long LOOK_AROUND_SECONDS = 10;
  private static final long PURGE_SECONDS = 600;
  private static final long SWEEP_SECONDS = 3_600;

  private final Config config;
  private final Database database;
  private final EventLoops loops;
  private final Wiring wiring;
  private final ScheduledExecutorService timer;
  private final List<InetSocketAddress> addresses = new ArrayList<>();

  private Application(Config config, Database database, EventLoops loops, Wiring wiring) {
    this.config = config;
    this.database = database;
    this.loops = loops;
    this.wiring = wiring;
    this.timer = new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().name("timer").factory());
  }

  /**
   * Starts everything and returns when it is ready.
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
      Wiring wiring = new Wiring(config, figures, database, loops);
      undo.with(wiring.cluster::close);
      undo.with(wiring.machines::close);
      undo.with(wiring.exchangeParts::close);
      undo.with(wiring.ticks::close);
      undo.with(wiring.deskParts::close);
      undo.with(wiring.longPollLoop::close);
      Application application = new Application(config, database, loops, wiring);
      undo.with(application.timer::shutdownNow);
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
    timer.shutdownNow();
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
    var _ =
        timer.scheduleAtFixedRate(
            wiring.topics::flushPresence, PRESENCE_MILLIS, PRESENCE_MILLIS, TimeUnit.MILLISECONDS);
    var _ =
        timer.scheduleAtFixedRate(this::tickChat, CHAT_MILLIS, CHAT_MILLIS, TimeUnit.MILLISECONDS);
    var _ =
        timer.scheduleAtFixedRate(
            wiring.exchange::tick, CHAT_MILLIS, CHAT_MILLIS, TimeUnit.MILLISECONDS);
    long ticksNanos = wiring.ticks.api().period().toNanos();
    var _ =
        timer.scheduleAtFixedRate(wiring.ticks::turn, ticksNanos, ticksNanos, TimeUnit.NANOSECONDS);
    every(ENGINE_SECONDS, "end orders of nodes that are no more", wiring.exchangeParts::tick);
    every(KEEP_TICKS_SECONDS, "keep ticks", wiring.ticks::keepNewest);
    var _ =
        timer.scheduleAtFixedRate(
            wiring.desk::tick, CHAT_MILLIS, CHAT_MILLIS, TimeUnit.MILLISECONDS);
    var _ =
        timer.scheduleAtFixedRate(
            wiring.cluster::tick, CLUSTER_MILLIS, CLUSTER_MILLIS, TimeUnit.MILLISECONDS);
    var _ = timer.scheduleAtFixedRate(this::tellCounts, 1, 1, TimeUnit.SECONDS);
    every(LEFT_BEHIND_SECONDS, "publish what is left behind", wiring.leftBehind::publish);
    every(LOOK_AROUND_SECONDS, "look at webhooks", wiring.chatParts::lookAround);
    every(PURGE_SECONDS, "purge", wiring::purge);
    every(SWEEP_SECONDS, "sweep", wiring.chatParts::sweep);
  }

  private void tellCounts() {
    wiring.topics.tellCounts();
    wiring.chat.tellCounts();
  }

  private void tickChat() {
    wiring.chat.tick();
    wiring.chatParts.tick();
  }

  /** On a thread of its own each time: the timer must not wait for the store. */
  private void every(long seconds, String name, Runnable task) {
    var _ =
        timer.scheduleWithFixedDelay(
            () -> Thread.ofVirtual().name(name).start(() -> attempt(name, task)),
            seconds,
            seconds,
            TimeUnit.SECONDS);
  }

  private static void attempt(String name, Runnable task) {
    try {
      task.run();
    } catch (StorageException | RejectedExecutionException problem) {
      LOG.warn("could not {}: {}", name, problem.getMessage());
    }
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
