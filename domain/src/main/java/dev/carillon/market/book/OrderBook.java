package dev.carillon.market.book;

import static dev.carillon.market.book.SlotMap.NONE;

import java.util.function.Consumer;

/**
 * The resting orders of one pair, and the matching of incoming ones with them: best price first,
 * and at one price who came first.
 *
 * <p>Prices are ticks, quantities lots, both above 0. Belongs to one thread; the listener is called
 * on it, in the order that {@link BookListener} promises. Deterministic: the same calls make the
 * same ones. The book is never crossed: whatever could trade has traded when a call returns.
 */
public final class OrderBook {
  /*
   * An order is a row of a slab (Orders), linked with its neighbours in the queue of its price level,
   * which is a row too (Levels). So matching follows links from the head of the best level, and
   * cancelling is one look-up of the id (SlotMap) and the unlinking of a row, wherever in the queue it
   * stands.
   *
   * Sixteen neighbouring prices share a block, which has a bit and a place for each level (Ladder): a
   * level is found by the hash of its block, and the next one by the next bit. Only a block that comes
   * or goes has to be put in its place among the others, by a tree of two storeys (BlockIndex). That
   * is rare where prices lie close, and O(log n) where each level has a block for itself: neither the
   * distance between prices nor the number of levels matters.
   *
   * Between calls:
   * - the best bid is below the best ask;
   * - a level has at least one order, and its bit is set; a block has at least one level, and is in the
   *   hash table, in the tree and in the links;
   * - a level's shown and hidden lots, and a side's total, are the sums over its orders;
   * - an order shows at least one lot; the rest of an iceberg is hidden until that has traded;
   * - each resting order is in the map of ids once, and each row is either there or free.
   *
   * Why not ...
   * - a tree of levels with a queue each (TreeMap, ArrayDeque): cancelling from the middle of a queue
   *   takes time with its length, each level that comes is a search through all, and objects come and
   *   go with orders;
   * - an array over all prices: as fast near the middle, but a wide market needs pages and a search
   *   for the next level that is there;
   * - objects with references, pooled: long-lived objects whose references change pay a collector's
   *   barrier at each change, and are walked by it; two arrays of numbers cost it nothing.
   *
   * Nothing is allocated once the arrays are as large as the book ever was.
   */

  private final BookListener listener;
  private final RestingOrders resting = new RestingOrders();
  private final Orders orders = resting.orders;
  private final SlotMap slots = resting.slots;
  private final Levels levels = resting.levels;

  private final Match match = new Match();
  private final BookOrder view = new BookOrder();
  private final Sweep sweep = new Sweep();

  public OrderBook(BookListener listener) {
    this.listener = listener;
  }

  /** Trades what can trade, and lets rest what may. */
  public Outcome place(Incoming order) {
    order.filled = 0;
    if (slots.get(order.id) != NONE) {
      return Outcome.DUPLICATE_ID;
    }
    if (overflows(order, 0)) {
      return Outcome.OVERFLOW;
    }
    return enter(order);
  }

  /**
   * Takes out order {@code id} and places another, which may have the same id: so it loses its
   * place, and may trade. The old one is gone whatever becomes of the new one, except when nothing
   * happens at all.
   */
  public Outcome replace(long id, Incoming order) {
    order.filled = 0;
    int slot = slots.get(id);
    if (slot == NONE) {
      return Outcome.UNKNOWN_ID;
    }
    if (order.id != id && slots.get(order.id) != NONE) {
      return Outcome.DUPLICATE_ID;
    }
    boolean sameSide = resting.sideOf(slot).side() == order.side;
    if (overflows(order, sameSide ? resting.remaining(slot) : 0)) {
      return Outcome.OVERFLOW;
    }
    slots.remove(id);
    takeOut(slot, Removal.REPLACED);
    return enter(order);
  }

  /**
   * Takes an order out.
   *
   * @return false if there is none of this id
   */
  public boolean cancel(long id) {
    int slot = slots.remove(id);
    if (slot == NONE) {
      return false;
    }
    takeOut(slot, Removal.CANCELLED);
    return true;
  }

  /**
   * Makes an order smaller; it keeps its place in the queue.
   *
   * @param remaining lots to be left of it
   * @return false, and nothing happens, if there is none of this id or {@code remaining} is not
   *     below what is left of it
   * @throws IllegalArgumentException if {@code remaining} is not above 0
   */
  public boolean reduce(long id, long remaining) {
    if (remaining <= 0) {
      throw new IllegalArgumentException("remaining: " + remaining + " (expected: above 0)");
    }
    int slot = slots.get(id);
    if (slot == NONE || remaining >= resting.remaining(slot)) {
      return false;
    }
    BookSide side = resting.sideOf(slot);
    int level = orders.level(slot);
    long before = orders.shown(slot);
    long shown = Math.min(before, remaining);
    side.addTotal(remaining - resting.remaining(slot));
    levels.addHidden(level, remaining - shown - orders.hidden(slot));
    orders.setHidden(slot, remaining - shown);
    if (shown < before) {
      orders.setShown(slot, shown);
      levels.addShown(level, shown - before);
      listener.levelChanged(side.side(), side.price(level), levels.shown(level));
    }
    return true;
  }

  private boolean overflows(Incoming order, long leaving) {
    return resting.side(order.side).total() - leaving + order.quantity < 0;
  }

  private Outcome enter(Incoming order) {
    BookSide makers = resting.side(order.side.opposite());
    if (makers.reaches(order.price)) {
      if (order.postOnly) {
        return refuse(order, Removal.POST_ONLY, Outcome.POST_ONLY);
      }
      if (order.timeInForce == TimeInForce.FOK && !fits(order)) {
        return refuse(order, Removal.FOK_KILLED, Outcome.FOK_KILLED);
      }
      if (!take(order, makers)) {
        return refuse(order, Removal.SELF_TRADE_TAKER, Outcome.SELF_TRADE);
      }
      if (order.filled == order.quantity) {
        return Outcome.FILLED;
      }
    }
    return switch (order.timeInForce) {
      case GTC -> rest(order);
      case IOC -> refuse(order, Removal.IOC_REMAINDER, Outcome.IOC_REMAINDER);
      case FOK -> refuse(order, Removal.FOK_KILLED, Outcome.FOK_KILLED);
    };
  }

  private boolean fits(Incoming order) {
    resting.measure(order, sweep);
    return sweep.quantity() == order.quantity;
  }

  /** False if the taker met its own owner and has to go. */
  private boolean take(Incoming order, BookSide makers) {
    match.takerId = order.id;
    match.takerOwner = order.owner;
    match.takerSide = order.side;
    boolean goesOn;
    do {
      int level = makers.best();
      long price = makers.price(level);
      long before = levels.shown(level);
      match.price = price;
      goesOn = takeLevel(order, makers, level);
      long shown = levels.shown(level);
      if (levels.head(level) == NONE) {
        makers.remove(level);
      }
      if (shown != before) {
        listener.levelChanged(makers.side(), price, shown);
      }
    } while (goesOn && order.filled < order.quantity && makers.reaches(order.price));
    return goesOn;
  }

  /** Trades with the orders of one level until it is empty, or the taker filled or stopped. */
  private boolean takeLevel(Incoming order, BookSide makers, int level) {
    boolean tradesWithAll = order.selfTrade == SelfTrade.NONE;
    while (order.filled < order.quantity) {
      int maker = levels.head(level);
      if (maker == NONE) {
        return true;
      }
      if (tradesWithAll || orders.owner(maker) != order.owner) {
        trade(order, makers, level, maker);
        continue;
      }
      if (order.selfTrade != SelfTrade.EXPIRE_TAKER) {
        slots.remove(orders.id(maker));
        resting.leave(maker, view);
        listener.removed(view, Removal.SELF_TRADE_MAKER);
      }
      if (order.selfTrade != SelfTrade.EXPIRE_MAKER) {
        return false;
      }
    }
    return true;
  }

  private void trade(Incoming order, BookSide makers, int level, int maker) {
    long shown = orders.shown(maker);
    long hidden = orders.hidden(maker);
    long quantity = Math.min(order.quantity - order.filled, shown);
    order.filled += quantity;
    makers.addTotal(-quantity);
    levels.addShown(level, -quantity);
    match.makerId = orders.id(maker);
    match.makerOwner = orders.owner(maker);
    match.quantity = quantity;
    match.makerRemaining = shown - quantity + hidden;
    match.takerRemaining = order.quantity - order.filled;
    if (quantity < shown) {
      orders.setShown(maker, shown - quantity);
    } else {
      levels.unlink(level, maker);
      if (hidden > 0) {
        showNextSlice(level, maker, hidden);
      } else {
        slots.remove(match.makerId);
        orders.giveBack(maker);
      }
    }
    listener.traded(match);
  }

  private void showNextSlice(int level, int maker, long hidden) {
    long slice = Math.min(orders.display(maker), hidden);
    orders.setShown(maker, slice);
    orders.setHidden(maker, hidden - slice);
    levels.addShown(level, slice);
    levels.addHidden(level, -slice);
    levels.append(level, maker);
  }

  private Outcome rest(Incoming order) {
    long remaining = order.quantity - order.filled;
    long display = order.display < remaining ? order.display : 0;
    describe(order, remaining, display == 0 ? remaining : display, display);
    int level = resting.join(view);
    listener.rested(view);
    listener.levelChanged(order.side, order.price, levels.shown(level));
    return Outcome.RESTING;
  }

  private Outcome refuse(Incoming order, Removal cause, Outcome outcome) {
    describe(order, order.quantity - order.filled, 0, order.display);
    listener.removed(view, cause);
    return outcome;
  }

  private void describe(Incoming order, long remaining, long shown, long display) {
    view.id = order.id;
    view.owner = order.owner;
    view.side = order.side;
    view.price = order.price;
    view.remaining = remaining;
    view.shown = shown;
    view.display = display;
  }

  /** Removes an order that the map of ids has no more, and tells of it. */
  private void takeOut(int slot, Removal cause) {
    BookSide side = resting.sideOf(slot);
    int level = orders.level(slot);
    long price = side.price(level);
    resting.leave(slot, view);
    listener.removed(view, cause);
    long shown = levels.shown(level);
    if (levels.head(level) == NONE) {
      side.remove(level);
    }
    listener.levelChanged(side.side(), price, shown);
  }

  /** What placing this order would take now; nothing happens. */
  public void measure(Incoming order, Sweep into) {
    resting.measure(order, into);
  }

  /** Whether an order of this id rests. */
  public boolean contains(long id) {
    return slots.get(id) != NONE;
  }

  /** Lots left of a resting order, hidden ones included; 0: there is none of this id. */
  public long remaining(long id) {
    int slot = slots.get(id);
    return slot == NONE ? 0 : resting.remaining(slot);
  }

  /**
   * Copies what the book knows of a resting order.
   *
   * @return false, and {@code into} is as it was, if there is none of this id
   */
  public boolean find(long id, BookOrder into) {
    int slot = slots.get(id);
    if (slot == NONE) {
      return false;
    }
    resting.copy(slot, into);
    return true;
  }

  /** The best price of a side, in ticks; 0: nobody is there. */
  public long bestPrice(Side side) {
    return resting.side(side).bestPrice();
  }

  /** Lots that one price level shows; 0: there is no such level. */
  public long shownAt(Side side, long price) {
    int level = resting.side(side).find(price);
    return level == NONE ? 0 : levels.shown(level);
  }

  /** How many orders rest. */
  public int orderCount() {
    return slots.size();
  }

  /** How many price levels a side has. */
  public int levelCount(Side side) {
    return resting.side(side).levelCount();
  }

  /** Shows at most {@code count} price levels of a side, best first. */
  public void forEachLevel(Side side, int count, LevelVisitor visitor) {
    resting.forEachLevel(resting.side(side), count, visitor);
  }

  /** Shows all resting orders of a side in the order of the queues, the best price first. */
  public void forEachOrder(Side side, Consumer<BookOrder> visitor) {
    resting.forEachOrder(resting.side(side), view, visitor);
  }

  /**
   * Puts an order back as {@link #forEachOrder} showed it, at the end of its level's queue: without
   * trading, and without telling the listener.
   *
   * @param order its quantity is what remains, its display the slice of an iceberg; time in force,
   *     post-only and self-trade are of no account
   * @param shown what it shows
   * @throws IllegalArgumentException if the order does not fit: its id is there, the book would be
   *     crossed, quantities would overflow, or it shows what it does not have
   */
  public void restore(Incoming order, long shown) {
    if (contains(order.id)
        || resting.side(order.side.opposite()).reaches(order.price)
        || overflows(order, 0)) {
      throw new IllegalArgumentException(
          "order %d: %s %d at %d (expected: a new id, no crossed book, no overflow)"
              .formatted(order.id, order.side, order.quantity, order.price));
    }
    long most = order.display == 0 ? order.quantity : Math.min(order.display, order.quantity);
    long least = order.display == 0 ? order.quantity : 1;
    if (shown < least || shown > most) {
      throw new IllegalArgumentException(
          "order %d shows %d (expected: %d..%d)".formatted(order.id, shown, least, most));
    }
    describe(order, order.quantity, shown, order.display);
    resting.join(view);
  }
}
