package dev.carillon.market.book;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
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
  private final BookListener listener;
  private final Map<Long, Resting> orders = new HashMap<>();
  private final TreeMap<Long, List<Resting>> buys = new TreeMap<>((a, b) -> Long.compare(b, a));
  private final TreeMap<Long, List<Resting>> sells = new TreeMap<>();

  private final Match match = new Match();
  private final BookOrder view = new BookOrder();
  private final Sweep sweep = new Sweep();

  private static final class Resting {
    final long id;
    final int owner;
    final Side side;
    final long price;
    final long display;
    long remaining;
    long shown;

    Resting(Incoming order, long remaining, long display) {
      id = order.id;
      owner = order.owner;
      side = order.side;
      price = order.price;
      this.remaining = remaining;
      this.display = display;
      shown = display == 0 ? remaining : Math.min(display, remaining);
    }

    BookOrder copyInto(BookOrder view) {
      view.id = id;
      view.owner = owner;
      view.side = side;
      view.price = price;
      view.remaining = remaining;
      view.shown = shown;
      view.display = display;
      return view;
    }
  }

  public OrderBook(BookListener listener) {
    this.listener = listener;
  }

  /** Trades what can trade, and lets rest what may. */
  public Outcome place(Incoming order) {
    order.filled = 0;
    if (orders.containsKey(order.id)) {
      return Outcome.DUPLICATE_ID;
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
    Resting old = orders.get(id);
    if (old == null) {
      return Outcome.UNKNOWN_ID;
    }
    if (order.id != id && orders.containsKey(order.id)) {
      return Outcome.DUPLICATE_ID;
    }
    if (total(order.side) - (old.side == order.side ? old.remaining : 0) + order.quantity < 0) {
      return Outcome.OVERFLOW;
    }
    takeOut(old, Removal.REPLACED);
    tellLevel(old.side, old.price);
    return enter(order);
  }

  /**
   * Takes an order out.
   *
   * @return false if there is none of this id
   */
  public boolean cancel(long id) {
    Resting order = orders.get(id);
    if (order == null) {
      return false;
    }
    takeOut(order, Removal.CANCELLED);
    tellLevel(order.side, order.price);
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
    Resting order = orders.get(id);
    if (order == null || remaining >= order.remaining) {
      return false;
    }
    order.remaining = remaining;
    if (order.shown > remaining) {
      order.shown = remaining;
      tellLevel(order.side, order.price);
    }
    return true;
  }

  /** What placing this order would take now; nothing happens. */
  public void measure(Incoming order, Sweep into) {
    into.clear();
    long wanted = order.quantity;
    for (List<Resting> level : level(order.side.opposite()).values()) {
      if (!crosses(order, level.getFirst().price)) {
        return;
      }
      long before = wanted;
      boolean stopped = false;
      for (Resting maker : level) {
        boolean own = maker.owner == order.owner && order.selfTrade != SelfTrade.NONE;
        stopped |= own && order.selfTrade != SelfTrade.EXPIRE_MAKER;
        if (stopped) {
          break;
        }
        wanted -= own ? 0 : Math.min(wanted, maker.shown);
      }
      if (!stopped) {
        for (Resting maker : level) {
          boolean own = maker.owner == order.owner && order.selfTrade != SelfTrade.NONE;
          wanted -= own ? 0 : Math.min(wanted, maker.remaining - maker.shown);
        }
      }
      into.add(level.getFirst().price, before - wanted);
      if (stopped || wanted == 0) {
        return;
      }
    }
  }

  private Outcome enter(Incoming order) {
    if (total(order.side) + order.quantity < 0) {
      return Outcome.OVERFLOW;
    }
    NavigableMap<Long, List<Resting>> makers = level(order.side.opposite());
    if (order.postOnly && !makers.isEmpty() && crosses(order, makers.firstKey())) {
      return refuse(order, Removal.POST_ONLY, Outcome.POST_ONLY);
    }
    if (order.timeInForce == TimeInForce.FOK) {
      measure(order, sweep);
      if (sweep.quantity() < order.quantity) {
        return refuse(order, Removal.FOK_KILLED, Outcome.FOK_KILLED);
      }
    }
    while (order.filled < order.quantity
        && !makers.isEmpty()
        && crosses(order, makers.firstKey())) {
      if (!matchLevel(order, makers.firstEntry().getValue())) {
        return refuse(order, Removal.SELF_TRADE_TAKER, Outcome.SELF_TRADE);
      }
    }
    if (order.filled == order.quantity) {
      return Outcome.FILLED;
    }
    if (order.timeInForce != TimeInForce.GTC) {
      return refuse(order, Removal.IOC_REMAINDER, Outcome.IOC_REMAINDER);
    }
    long remaining = order.quantity - order.filled;
    Resting resting = new Resting(order, remaining, order.display < remaining ? order.display : 0);
    join(resting);
    listener.rested(resting.copyInto(view));
    tellLevel(order.side, order.price);
    return Outcome.RESTING;
  }

  /** False if the taker met its own owner and has to go. */
  private boolean matchLevel(Incoming order, List<Resting> level) {
    long price = level.getFirst().price;
    Side side = order.side.opposite();
    long before = shownAt(side, price);
    boolean goesOn = true;
    while (goesOn && order.filled < order.quantity && !level.isEmpty()) {
      Resting maker = level.getFirst();
      if (maker.owner == order.owner && order.selfTrade != SelfTrade.NONE) {
        if (order.selfTrade != SelfTrade.EXPIRE_TAKER) {
          takeOut(maker, Removal.SELF_TRADE_MAKER);
        }
        goesOn = order.selfTrade == SelfTrade.EXPIRE_MAKER;
      } else {
        trade(order, maker);
      }
    }
    if (shownAt(side, price) != before) {
      tellLevel(side, price);
    }
    return goesOn;
  }

  private void trade(Incoming order, Resting maker) {
    long quantity = Math.min(order.quantity - order.filled, maker.shown);
    order.filled += quantity;
    maker.remaining -= quantity;
    maker.shown -= quantity;
    if (maker.remaining == 0) {
      leave(maker);
    } else if (maker.shown == 0) {
      maker.shown = Math.min(maker.display, maker.remaining);
      List<Resting> level = queue(maker.side, maker.price);
      level.remove(maker);
      level.add(maker);
    }
    match.makerId = maker.id;
    match.makerOwner = maker.owner;
    match.takerId = order.id;
    match.takerOwner = order.owner;
    match.takerSide = order.side;
    match.price = maker.price;
    match.quantity = quantity;
    match.makerRemaining = maker.remaining;
    match.takerRemaining = order.quantity - order.filled;
    listener.traded(match);
  }

  private Outcome refuse(Incoming order, Removal cause, Outcome outcome) {
    view.id = order.id;
    view.owner = order.owner;
    view.side = order.side;
    view.price = order.price;
    view.remaining = order.quantity - order.filled;
    view.shown = 0;
    view.display = order.display;
    listener.removed(view, cause);
    return outcome;
  }

  private void takeOut(Resting order, Removal cause) {
    leave(order);
    listener.removed(order.copyInto(view), cause);
  }

  private void tellLevel(Side side, long price) {
    listener.levelChanged(side, price, shownAt(side, price));
  }

  private void join(Resting order) {
    orders.put(order.id, order);
    level(order.side).computeIfAbsent(order.price, _ -> new ArrayList<>()).add(order);
  }

  private void leave(Resting order) {
    orders.remove(order.id);
    List<Resting> level = queue(order.side, order.price);
    level.remove(order);
    if (level.isEmpty()) {
      level(order.side).remove(order.price);
    }
  }

  private static boolean crosses(Incoming order, long price) {
    return order.side == Side.BUY ? price <= order.price : price >= order.price;
  }

  private NavigableMap<Long, List<Resting>> level(Side side) {
    return side == Side.BUY ? buys : sells;
  }

  private List<Resting> queue(Side side, long price) {
    return level(side).getOrDefault(price, new ArrayList<>());
  }

  private long total(Side side) {
    return level(side).values().stream()
        .flatMap(List::stream)
        .mapToLong(order -> order.remaining)
        .sum();
  }

  /** Whether an order of this id rests. */
  public boolean contains(long id) {
    return orders.containsKey(id);
  }

  /** Lots left of a resting order, hidden ones included; 0: there is none of this id. */
  public long remaining(long id) {
    Resting order = orders.get(id);
    return order == null ? 0 : order.remaining;
  }

  /**
   * Copies what the book knows of a resting order.
   *
   * @return false, and {@code into} is as it was, if there is none of this id
   */
  public boolean find(long id, BookOrder into) {
    Resting order = orders.get(id);
    if (order == null) {
      return false;
    }
    order.copyInto(into);
    return true;
  }

  /** The best price of a side, in ticks; 0: nobody is there. */
  public long bestPrice(Side side) {
    return level(side).isEmpty() ? 0 : level(side).firstKey();
  }

  /** Lots that one price level shows; 0: there is no such level. */
  public long shownAt(Side side, long price) {
    return queue(side, price).stream().mapToLong(order -> order.shown).sum();
  }

  /** How many orders rest. */
  public int orderCount() {
    return orders.size();
  }

  /** How many price levels a side has. */
  public int levelCount(Side side) {
    return level(side).size();
  }

  /** Shows at most {@code count} price levels of a side, best first. */
  public void forEachLevel(Side side, int count, LevelVisitor visitor) {
    level(side).keySet().stream()
        .limit(count)
        .forEach(price -> visitor.level(price, shownAt(side, price)));
  }

  /** Shows all resting orders of a side in the order they will trade in. */
  public void forEachOrder(Side side, Consumer<BookOrder> visitor) {
    level(side).values().stream()
        .flatMap(List::stream)
        .forEach(order -> visitor.accept(order.copyInto(view)));
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
    long best = bestPrice(order.side.opposite());
    if (orders.containsKey(order.id) || (best != 0 && crosses(order, best))) {
      throw new IllegalArgumentException(
          "order %d at %d (expected: a new id, a price that does not cross %d)"
              .formatted(order.id, order.price, best));
    }
    long most = order.display == 0 ? order.quantity : Math.min(order.display, order.quantity);
    long least = order.display == 0 ? order.quantity : 1;
    if (shown < least || shown > most) {
      throw new IllegalArgumentException(
          "order %d shows %d (expected: %d..%d)".formatted(order.id, shown, least, most));
    }
    if (total(order.side) + order.quantity < 0) {
      throw new IllegalArgumentException("order " + order.id + ": quantities overflow");
    }
    Resting resting = new Resting(order, order.quantity, order.display);
    resting.shown = shown;
    join(resting);
  }
}
