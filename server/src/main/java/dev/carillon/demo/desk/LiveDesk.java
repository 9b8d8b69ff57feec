package dev.carillon.demo.desk;

import dev.carillon.demo.desk.Robot.Tempo;
import dev.carillon.desk.DeskView;
import dev.carillon.desk.model.Answer;
import dev.carillon.desk.model.Answer.Refused;
import dev.carillon.desk.model.Command;
import dev.carillon.desk.model.Reason;
import dev.carillon.desk.quote.QuoteState;
import dev.carillon.desk.quote.Tick;
import dev.carillon.deskengine.DeskEngine;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The desk's prices as they move, and John's strategy at work: looks at the desk, does a step, and
 * again, some times a second. On a thread of its own; {@link #fed} and {@link #close} may be called
 * from any.
 *
 * <p>When the desk takes nothing, it waits a second before it tries again.
 */
public final class LiveDesk implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LiveDesk.class);
  private static final long RETRY_MILLIS = 1_000;

  /** After that long without an answer the desk is asked anew. */
  private static final long LOST_MILLIS = 10_000;

  /** A symbol that is fed is simulated again when its feed was silent for so long. */
  private static final long FED_MILLIS = 30_000;

  /** What passes for the prices in a step, whatever its hour. */
  private static final double STEP_SECONDS = 0.25;

  private final DeskEngine desk;
  private final InstantSource clock;
  private final long seed;
  private final Map<String, Long> fedAt = new ConcurrentHashMap<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private @Nullable Thread thread;
  private @Nullable Prices prices;
  private @Nullable Robot robot;
  private long robotMillis;

  /** Set on the desk's thread: it took nothing. */
  private volatile boolean refused;

  LiveDesk(DeskEngine desk, InstantSource clock, long seed) {
    this.desk = desk;
    this.clock = clock;
    this.seed = seed;
  }

  void start() {
    thread = Thread.ofVirtual().name("demo-desk").start(this::run);
  }

  private void run() {
    try {
      long wait = turn();
      while (!closing.await(wait, TimeUnit.MILLISECONDS)) {
        wait = turn();
      }
    } catch (InterruptedException _) {
      LOG.debug("the demo's desk is interrupted");
    } catch (RuntimeException bug) {
      LOG.error("The demo's prices stand still", bug);
    }
  }

  /** A quote of that symbol came from outside: it is not simulated for a while. Any thread. */
  public void fed(String symbol) {
    fedAt.put(symbol, clock.millis());
  }

  /** Does a step; returns after how many milliseconds the next is due. */
  long turn() throws InterruptedException {
    long now = clock.millis();
    Set<String> fed = fed(now);
    Optional<Seen> seen = look(fed, now);
    if (seen.isEmpty()) {
      return RETRY_MILLIS;
    }
    Prices known = prices(seen.get());
    fed.forEach(symbol -> seen.get().quote(symbol).ifPresent(known::goOnFrom));
    Hours hours = Hours.at(now);
    List<Tick> ticks =
        known.step(STEP_SECONDS, hours.spread(), false).stream()
            .filter(tick -> !fed.contains(tick.symbol()) && seen.get().open.contains(tick.symbol()))
            .toList();
    refused = false;
    if (!ticks.isEmpty()) {
      submit(new Command.Quotes(ticks));
    }
    seen.get().wish.ifPresent(this::submit);
    return refused ? RETRY_MILLIS : hours.stepMillis();
  }

  private Set<String> fed(long now) {
    fedAt.values().removeIf(since -> now - since >= FED_MILLIS);
    return Set.copyOf(fedAt.keySet());
  }

  /**
   * The desk before a step.
   *
   * @param open what is traded now
   * @param wish what John's strategy wants
   */
  private record Seen(
      long atMillis, List<QuoteState> quotes, Set<String> open, Optional<Command> wish) {
    Optional<QuoteState> quote(String symbol) {
      return quotes.stream().filter(quote -> quote.symbol().name().equals(symbol)).findFirst();
    }
  }

  /** Empty: the desk can't be read now. */
  private Optional<Seen> look(Set<String> fed, long now) throws InterruptedException {
    BlockingQueue<Seen> came = new ArrayBlockingQueue<>(1);
    boolean isStart = prices == null;
    boolean taken =
        desk.read(view -> came.add(seen(view, isStart ? view.quotes() : quotes(view, fed), now)));
    return taken
        ? Optional.ofNullable(came.poll(LOST_MILLIS, TimeUnit.MILLISECONDS))
        : Optional.empty();
  }

  private static List<QuoteState> quotes(DeskView view, Set<String> symbols) {
    return symbols.stream().flatMap(symbol -> view.quote(symbol).stream()).toList();
  }

  private Seen seen(DeskView view, List<QuoteState> quotes, long now) {
    Set<String> open = new HashSet<>();
    for (Plan plan : Plan.ALL) {
      if (view.isOpen(plan.symbol().name())) {
        open.add(plan.symbol().name());
      }
    }
    return new Seen(view.nowMillis(), quotes, open, wish(view, now));
  }

  /** Asked on the desk's thread, while this one waits for it. */
  private Optional<Command> wish(DeskView view, long now) {
    Robot asked = robot;
    long passed = now - robotMillis;
    robotMillis = now;
    return asked == null
        ? Optional.empty()
        : asked.decide(view, Math.clamp(passed, 0, RETRY_MILLIS));
  }

  /** The prices as they were left, at the first step; a new start does not repeat the last one. */
  private Prices prices(Seen seen) {
    Prices known = prices;
    if (known == null) {
      long startSeed = seen.quotes.isEmpty() ? seed : seed ^ Long.rotateLeft(seen.atMillis, 32);
      known = new Prices(new SplittableRandom(startSeed));
      seen.quotes.forEach(known::goOnFrom);
      prices = known;
      robot = new Robot(new SplittableRandom(~startSeed), Tempo.LIVE);
    }
    return known;
  }

  private void submit(Command command) {
    desk.submit(command, this::answered);
  }

  private void answered(Answer answer) {
    if (answer instanceof Refused(var reason, _, _)
        && (reason == Reason.BUSY || reason == Reason.UNAVAILABLE)) {
      refused = true;
    }
  }

  /** Ends it: nothing is commanded after this. */
  @Override
  public void close() {
    closing.countDown();
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
