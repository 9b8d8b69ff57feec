package dev.carillon.demo.desk;

import dev.carillon.demo.desk.Robot.Tempo;
import dev.carillon.desk.Desk;
import dev.carillon.desk.codec.CommandCodec.Timed;
import dev.carillon.desk.model.Command;
import dev.carillon.desk.quote.Symbol;
import dev.carillon.desk.quote.Tick;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.SplittableRandom;

/**
 * The commands of the past, made a step at a time: the simulation trades with a desk of its own. A
 * little more than a day, so that a trading day has ended in it and every symbol has a previous
 * close. Not for several threads.
 */
final class Past implements Iterator<Timed> {
  private static final long LENGTH_MILLIS = (24 * 60 + 30) * 60_000L;

  /** How long ago the positions were opened that are held. */
  private static final long HELD_MILLIS = 60 * 60_000L;

  /** Less than what makes a quote stale. */
  private static final long STEP_MILLIS = 4_000;

  private final Desk desk = new Desk(_ -> {});
  private final Queue<Timed> ready = new ArrayDeque<>();
  private final Prices prices;
  private final Robot robot;
  private final long heldMillis;
  private final long endMillis;
  private long now;

  Past(List<Symbol> symbols, long endMillis, long seed) {
    this.endMillis = endMillis;
    now = endMillis - LENGTH_MILLIS;
    heldMillis = endMillis - HELD_MILLIS;
    prices = new Prices(new SplittableRandom(seed));
    robot = new Robot(new SplittableRandom(~seed), Tempo.PAST);
    symbols.forEach(symbol -> command(new Command.DefineSymbol(symbol)));
    People.accounts().forEach(this::command);
  }

  @Override
  public boolean hasNext() {
    while (ready.isEmpty() && now + STEP_MILLIS <= endMillis) {
      step();
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

  private void step() {
    boolean before = now < heldMillis;
    now += STEP_MILLIS;
    if (before && now >= heldMillis) {
      command(People.connection(false));
    }
    quote(prices.step(STEP_MILLIS / 1_000.0, Hours.at(now).spread(), true));
    if (before && now >= heldMillis) {
      command(People.connection(true));
      People.holdings(desk.view()).forEach(this::command);
    }
    robot.decide(desk.view(), STEP_MILLIS).ifPresent(this::command);
  }

  /** Nobody quotes what is not traded; the view still stands at the step before. */
  private void quote(List<Tick> ticks) {
    List<Tick> open = ticks.stream().filter(tick -> desk.view().isOpen(tick.symbol())).toList();
    command(open.isEmpty() ? new Command.Advance() : new Command.Quotes(open));
  }

  private void command(Command command) {
    ready.add(new Timed(command, now));
    var _ = desk.apply(command, now);
  }
}
