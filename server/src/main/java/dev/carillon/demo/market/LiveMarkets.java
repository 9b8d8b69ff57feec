package dev.carillon.demo.market;

import dev.carillon.engine.Engine;
import dev.carillon.market.model.Answer;
import dev.carillon.market.model.Answer.Refused;
import dev.carillon.market.model.Command;
import dev.carillon.market.model.Reason;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The simulated participants at work: reads the engine, lets them do a step, commands it, waits for
 * the answers, and again, ten times a second. One thread of its own; only {@link #close} may be
 * called from others.
 *
 * <p>When the engine takes nothing, it waits a second before it tries again.
 */
public final class LiveMarkets implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LiveMarkets.class);
  private static final long RETRY_MILLIS = 1_000;

  /** After that long without an answer the engine is asked anew. */
  private static final long LOST_MILLIS = 10_000;

  /** More than that is not made up for: prices go on from where they were. */
  private static final long MOST_MILLIS = 1_000;

  private static final Pace PACE = Pace.LIVE;

  private final BlockingQueue<Runnable> inbox = new LinkedBlockingQueue<>();
  private final Engine engine;
  private final InstantSource clock;
  private final long seed;
  private @Nullable Simulation simulation;
  private @Nullable Thread thread;
  private volatile boolean closed;

  /** Which reading or batch is waited for; what comes of an earlier one is late. */
  private long round;

  private int waiting;
  private long dueMillis;
  private long askedMillis;
  private long steppedMillis;
  private boolean refused;

  LiveMarkets(Engine engine, InstantSource clock, long seed) {
    this.engine = engine;
    this.clock = clock;
    this.seed = seed;
    dueMillis = clock.millis();
  }

  void start() {
    thread = Thread.ofVirtual().name("demo-markets").start(this::run);
  }

  private void run() {
    while (!closed) {
      try {
        Runnable event = inbox.poll(turn(), TimeUnit.MILLISECONDS);
        if (event != null) {
          event.run();
        }
      } catch (InterruptedException _) {
        return;
      } catch (RuntimeException bug) {
        LOG.error("The demo's markets stand still", bug);
        return;
      }
    }
  }

  /** Does what has come, without waiting. */
  void drain() {
    for (Runnable event = inbox.poll(); event != null; event = inbox.poll()) {
      event.run();
    }
  }

  /** Does what is due; returns after how many milliseconds something is. */
  long turn() {
    long now = clock.millis();
    if (waiting > 0 && now - askedMillis < LOST_MILLIS) {
      return LOST_MILLIS - (now - askedMillis);
    }
    if (now < dueMillis && dueMillis - now <= RETRY_MILLIS) {
      return dueMillis - now;
    }
    look(now);
    return PACE.stepMillis();
  }

  private void look(long now) {
    long current = ++round;
    askedMillis = now;
    dueMillis = now + PACE.stepMillis();
    Simulation known = simulation;
    List<String> owners = known == null ? Plans.OWNERS : List.of(known.nextOwner());
    waiting = 1;
    boolean taken =
        engine.read(view -> {
          long startSeed = seed ^ Long.rotateLeft(view.nowMillis(), 32);
          List<Seen> seen = owners.stream().map(owner -> Seen.of(view, owner)).toList();
          inbox.add(() -> seen(current, seen, startSeed));
        });
    if (!taken) {
      waiting = 0;
      refused(Reason.BUSY);
    }
  }

  private void seen(long of, List<Seen> seen, long startSeed) {
    if (of != round) {
      return;
    }
    waiting = 0;
    Simulation known = simulation;
    if (known == null) {
      known = new Simulation(new SplittableRandom(startSeed));
      seen.forEach(known::see);
      known.goOnFromLastPrices();
      simulation = known;
      steppedMillis = clock.millis() - PACE.stepMillis();
    } else {
      seen.forEach(known::see);
    }
    step(known);
  }

  private void step(Simulation known) {
    long now = clock.millis();
    long passed = Math.clamp(now - steppedMillis, 1, MOST_MILLIS);
    steppedMillis = now;
    List<Command> commands = known.step(passed, PACE);
    long current = round;
    waiting = commands.size();
    refused = false;
    for (Command command : commands) {
      engine.submit(command, answer -> inbox.add(() -> answered(current, known, command, answer)));
    }
  }

  private void answered(long of, Simulation known, Command command, Answer answer) {
    known.answered(command, answer);
    if (of == round) {
      waiting--;
    }
    if (answer instanceof Refused(var reason, _, _)
        && (reason == Reason.BUSY || reason == Reason.UNAVAILABLE)) {
      refused(reason);
    }
  }

  private void refused(Reason reason) {
    dueMillis = clock.millis() + RETRY_MILLIS;
    if (!refused) {
      LOG.debug("the engine takes nothing from the demo's markets: {}", reason);
      refused = true;
    }
  }

  /** Ends it: nothing is commanded after this. */
  @Override
  public void close() {
    closed = true;
    inbox.add(() -> {});
    Thread running = thread;
    if (running != null) {
      try {
        running.join(TimeUnit.SECONDS.toMillis(5));
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
