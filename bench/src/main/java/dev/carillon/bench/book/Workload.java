package dev.carillon.bench.book;

import dev.carillon.market.book.BookListener;
import dev.carillon.market.book.BookOrder;
import dev.carillon.market.book.Incoming;
import dev.carillon.market.book.Match;
import dev.carillon.market.book.OrderBook;
import dev.carillon.market.book.Removal;
import dev.carillon.market.book.Side;
import dev.carillon.market.book.TimeInForce;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Makes two million commands for a book in which a constant number of orders rests: of a million
 * new orders 15 % are immediate or cancel, half of them finding somebody; 82 % as many cancels, of
 * any order there is (one in fifty of one that has traded already), and 17 % as many modifications,
 * which change the price and nothing else. First come the orders that rest from the start.
 *
 * <p>Runs the commands in a book while it makes them, to know who is there.
 */
final class Workload implements BookListener {
  private static final int COMMANDS = 2_000_000;
  private static final int PLACED = 1_000_000;
  private static final int CANCELLED = 820_000;

  private final RandomGenerator random = new SplittableRandom(42);
  private final Mix mix;
  private final Commands commands = new Commands();
  private final OrderBook book = new OrderBook(this);
  private final Incoming incoming = new Incoming();
  private final BookOrder found = new BookOrder();

  /** Who rests, in no order; and where in it an order stands. */
  private final long[] live;

  private final int[] places = new int[COMMANDS * 2];
  private int count;

  private long middle;
  private long lastId;
  private long filledId;
  private int start;

  private Workload(Mix mix) {
    this.mix = mix;
    middle = mix.middle();
    live = new long[mix.resting() * 2];
  }

  static Workload of(Mix mix) {
    Workload workload = new Workload(mix);
    while (workload.count < mix.resting()) {
      workload.place(false);
    }
    workload.start = workload.commands.count();
    for (int i = 0; i < COMMANDS; i++) {
      workload.middle += mix.drift(workload.random);
      workload.next();
    }
    return workload;
  }

  Commands commands() {
    return commands;
  }

  /** The first command that counts. */
  int start() {
    return start;
  }

  private void next() {
    int kind = random.nextInt(COMMANDS);
    boolean crowded = count > mix.resting() + mix.resting() / 50;
    boolean thin = count < mix.resting() - mix.resting() / 50;
    if (kind < PLACED) {
      boolean immediate = random.nextInt(100) < 15;
      if (crowded && !immediate) {
        cancel();
      } else {
        place(immediate);
      }
    } else if (kind < PLACED + CANCELLED) {
      if (thin) {
        place(false);
      } else {
        cancel();
      }
    } else {
      modify();
    }
  }

  private void place(boolean immediate) {
    boolean sells = random.nextBoolean();
    Side side = sells ? Side.SELL : Side.BUY;
    long best = book.bestPrice(side.opposite());
    long price;
    if (immediate && best != 0) {
      // At the best price of the others, or one short of it.
      price = best + (random.nextBoolean() ? 0 : sells ? 1 : -1);
    } else {
      price = price(sells);
    }
    long id = ++lastId;
    long quantity = 1L + random.nextInt(immediate ? 50 : 100);
    commands.add(Commands.PLACE, sells, immediate, id, quantity, price);
    incoming.order(id, 1, side, price, quantity);
    book.place(immediate ? incoming.timeInForce(TimeInForce.IOC) : incoming);
  }

  private long price(boolean sells) {
    long distance = mix.distance(random);
    return sells ? middle + distance : middle - distance;
  }

  private void cancel() {
    long id = random.nextInt(50) == 0 && filledId != 0 ? filledId : anybody();
    commands.add(Commands.CANCEL, false, false, id);
    book.cancel(id);
  }

  private void modify() {
    long id = anybody();
    book.find(id, found);
    boolean sells = found.side() == Side.SELL;
    long price = price(sells);
    commands.add(Commands.MODIFY, sells, false, id, found.remaining(), price);
    book.replace(id, incoming.order(id, 1, found.side(), price, found.remaining()));
  }

  private long anybody() {
    return live[random.nextInt(count)];
  }

  @Override
  public void rested(BookOrder order) {
    places[(int) order.id()] = count;
    live[count++] = order.id();
  }

  @Override
  public void removed(BookOrder order, Removal cause) {
    if (order.shown() > 0) {
      leave(order.id());
    }
  }

  @Override
  public void traded(Match match) {
    if (match.makerRemaining() == 0) {
      filledId = match.makerId();
      leave(match.makerId());
    }
  }

  @Override
  public void levelChanged(Side side, long price, long shown) {}

  private void leave(long id) {
    int place = places[(int) id];
    long last = live[--count];
    live[place] = last;
    places[(int) last] = place;
  }
}
