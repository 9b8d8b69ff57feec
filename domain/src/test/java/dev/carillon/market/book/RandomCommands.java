package dev.carillon.market.book;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Gives two books the same random commands, made so that the rare things happen often: few owners,
 * few prices, ids that were used before, cancels of what is gone.
 */
final class RandomCommands {
  private static final int OWNERS = 4;
  private static final long MIDDLE = 1_000_000;
  private static final List<SelfTrade> SELF_TRADES = List.of(SelfTrade.values());

  private final RandomGenerator random;
  private final int ids;
  private final int spread;

  /** One thing to do with a book; the answer of both must be the same. */
  interface Command {
    Object run(OrderBook book);

    Object run(NaiveBook book);
  }

  /**
   * @param ids how many ids there are: the fewer, the smaller the book
   * @param spread how far from the middle price, 1,000,000, prices go
   */
  RandomCommands(RandomGenerator random, int ids, int spread) {
    this.random = random;
    this.ids = ids;
    this.spread = spread;
  }

  Command next() {
    long id = random.nextInt(ids);
    long other = random.nextInt(4) == 0 ? random.nextInt(ids) : id;
    Incoming order = order(other);
    long remaining = 1L + random.nextInt(40);
    return switch (random.nextInt(20)) {
      case 0, 1, 2, 3 -> new Cancel(id);
      case 4 -> new Reduce(id, remaining);
      case 5, 6, 7 -> new Replace(id, order);
      case 8 -> new Measure(order);
      default -> new Place(order);
    };
  }

  private Incoming order(long id) {
    Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
    // Half of them on their own side of the middle, half anywhere.
    int away = random.nextInt(spread);
    boolean behind = side == Side.BUY ^ random.nextInt(4) == 0;
    long price = MIDDLE + (behind ? -away : away);
    long quantity = random.nextInt(50) == 0 ? Long.MAX_VALUE / 3 : 1 + random.nextInt(60);
    Incoming order = new Incoming().order(id, random.nextInt(OWNERS), side, price, quantity);
    order.selfTrade(SELF_TRADES.get(random.nextInt(SELF_TRADES.size())));
    switch (random.nextInt(8)) {
      case 0, 1 -> order.timeInForce(TimeInForce.IOC);
      case 2, 3 -> order.timeInForce(TimeInForce.FOK);
      case 4 -> order.postOnly();
      default -> {}
    }
    return random.nextInt(3) == 0 ? order.display(quantity / 10 + 1 + random.nextInt(30)) : order;
  }

  /** How placing ended. */
  record Answer(Outcome outcome, long filled) {}

  private record Place(Incoming order) implements Command {
    @Override
    public Object run(OrderBook book) {
      return new Answer(book.place(order), order.filled());
    }

    @Override
    public Object run(NaiveBook book) {
      return new Answer(book.place(order), order.filled());
    }
  }

  private record Replace(long id, Incoming order) implements Command {
    @Override
    public Object run(OrderBook book) {
      return new Answer(book.replace(id, order), order.filled());
    }

    @Override
    public Object run(NaiveBook book) {
      return new Answer(book.replace(id, order), order.filled());
    }
  }

  private record Cancel(long id) implements Command {
    @Override
    public Object run(OrderBook book) {
      return book.cancel(id);
    }

    @Override
    public Object run(NaiveBook book) {
      return book.cancel(id);
    }
  }

  private record Reduce(long id, long remaining) implements Command {
    @Override
    public Object run(OrderBook book) {
      return book.reduce(id, remaining);
    }

    @Override
    public Object run(NaiveBook book) {
      return book.reduce(id, remaining);
    }
  }

  private record Measure(Incoming order) implements Command {
    @Override
    public Object run(OrderBook book) {
      Sweep sweep = new Sweep();
      book.measure(order, sweep);
      return sweep.toString();
    }

    @Override
    public Object run(NaiveBook book) {
      Sweep sweep = new Sweep();
      book.measure(order, sweep);
      return sweep.toString();
    }
  }
}
