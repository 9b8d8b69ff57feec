package dev.carillon.demo.ticks;

import dev.carillon.ticks.Arrival;
import dev.carillon.ticks.Instruments;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The simulation at work, on a thread of its own, ten times a second. */
public final class LiveTicks implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LiveTicks.class);
  private static final long STEP_MILLIS = 100;

  private final TickSimulation simulation;
  private final InstantSource clock;
  private final BooleanSupplier isHere;
  private final Consumer<List<Arrival>> board;
  private final ScheduledExecutorService thread =
      new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().name("demo-ticks").daemon().factory());

  /** Whether all had their first tick here. */
  private boolean begun;

  private LiveTicks(
      TickSimulation simulation,
      InstantSource clock,
      BooleanSupplier isHere,
      Consumer<List<Arrival>> board) {
    this.simulation = simulation;
    this.clock = clock;
    this.isHere = isHere;
    this.board = board;
  }

  /**
   * Lets the demo's instruments tick. All do so when it begins: at once, or when it comes to be
   * this node's business.
   *
   * @param instruments which have their places already
   * @param isHere whether it is this node that does it, now
   * @param board is told of ticks
   */
  public static LiveTicks start(
      Instruments instruments,
      long seed,
      InstantSource clock,
      BooleanSupplier isHere,
      Consumer<List<Arrival>> board) {
    TickSimulation simulation = new TickSimulation(seed);
    DemoInstruments.all()
        .forEach(one -> {
          OptionalInt place = instruments.place(one.token());
          place.ifPresent(known -> simulation.add(known, one));
        });
    LiveTicks live = new LiveTicks(simulation, clock, isHere, board);
    live.step();
    var _ =
        live.thread.scheduleAtFixedRate(
            live::step, STEP_MILLIS, STEP_MILLIS, TimeUnit.MILLISECONDS);
    return live;
  }

  private void step() {
    try {
      if (isHere.getAsBoolean()) {
        long now = clock.millis();
        board.accept(begun ? simulation.step(STEP_MILLIS, now) : simulation.begin(now));
        begun = true;
      }
    } catch (RuntimeException bug) {
      LOG.error("a step of the simulated ticks failed", bug);
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
