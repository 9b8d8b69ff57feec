package dev.carillon.demo.market;

import dev.carillon.engine.EngineFeed;
import dev.carillon.market.MatchingEngine;
import dev.carillon.market.codec.CommandCodec.Timed;
import dev.carillon.market.data.CandleGrid;
import dev.carillon.market.model.Command;
import dev.carillon.market.model.Command.CancelAll;
import dev.carillon.market.model.Command.DefinePair;
import dev.carillon.state.StateWriter;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.SplittableRandom;

/**
 * The commands of the past, made a step at a time: the simulation trades with an engine of its own,
 * and a feed hears of it. First a day in coarse steps, then some minutes in fine ones, so that the
 * books it leaves are those of a live market. Not for several threads.
 */
final class History implements Iterator<Timed> {
  /** More than a day, so that the day's ticker knows a price from before it. */
  private static final long COARSE_MILLIS = (24 * 60 + 30) * 60_000L;

  private static final long FINE_MILLIS = 2 * 60_000L;

  private final EngineFeed feed;
  private final MatchingEngine engine;
  private final Simulation simulation;
  private final Queue<Timed> ready = new ArrayDeque<>();
  private final long fineMillis;
  private final long endMillis;
  private long now;
  private long made;

  /**
   * @param grid where candles begin
   * @param feed is told as if the commands were done now, in their times
   */
  History(long endMillis, long seed, CandleGrid grid, EngineFeed feed) {
    this.endMillis = endMillis;
    this.feed = feed;
    engine = new MatchingEngine(grid, feed);
    fineMillis = endMillis - FINE_MILLIS;
    now = fineMillis - COARSE_MILLIS;
    simulation = new Simulation(new SplittableRandom(seed));
    begin();
  }

  private void begin() {
    for (MarketPlan market : Plans.ALL) {
      command(new DefinePair(market.pair()), now);
    }
    Plans.USERS.forEach(deposit -> command(deposit, now));
    lookAtAll();
  }

  private void lookAtAll() {
    Plans.OWNERS.forEach(owner -> simulation.see(Seen.of(engine, owner)));
  }

  @Override
  public boolean hasNext() {
    while (ready.isEmpty() && now < endMillis) {
      if (now == fineMillis) {
        clearBooks();
      }
      step(now < fineMillis ? Pace.COARSE : Pace.FINE);
    }
    return !ready.isEmpty();
  }

  @Override
  public Timed next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return ready.remove();
  }

  /** Whether all commands that were made so far were taken, and the fine steps come next. */
  boolean isBeforeFineSteps() {
    return ready.isEmpty() && now == fineMillis;
  }

  /** The state after the commands that were made so far. */
  void writeTo(StateWriter out) {
    engine.writeTo(out);
  }

  /** The large orders of the coarse steps go, and small ones take their place in the next step. */
  private void clearBooks() {
    Plans.OWNERS.forEach(owner -> command(new CancelAll(owner, null), now));
    lookAtAll();
  }

  private void step(Pace pace) {
    simulation.see(Seen.of(engine, simulation.nextOwner()));
    List<Command> commands = simulation.step(pace.stepMillis(), pace);
    for (int i = 0; i < commands.size(); i++) {
      command(commands.get(i), now + (long) pace.stepMillis() * i / commands.size());
    }
    now += pace.stepMillis();
    feed.batchDone(engine, now);
  }

  private void command(Command command, long timeMillis) {
    ready.add(new Timed(command, timeMillis));
    made++;
    feed.begin(made, timeMillis);
    simulation.answered(command, engine.apply(command, timeMillis));
  }
}
