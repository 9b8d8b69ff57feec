package dev.carillon.market.book;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The book as one would explain it: two lists in the order of priority, gone through from the
 * start. What an order would take is found by trying it on a copy.
 */
final class NaiveBook {
  private final BookListener listener;
  private final List<Order> buys = new ArrayList<>();
  private final List<Order> sells = new ArrayList<>();

  private static final class Order {
    final BookOrder is = new BookOrder();

    Order(Incoming order, long remaining, long display, long shown) {
      is.id = order.id;
      is.owner = order.owner;
      is.side = order.side;
      is.price = order.price;
      is.remaining = remaining;
      is.display = display;
      is.shown = shown;
    }

    Order(BookOrder other) {
      is.id = other.id;
      is.owner = other.owner;
      is.side = other.side;
      is.price = other.price;
      is.remaining = other.remaining;
      is.display = other.display;
      is.shown = other.shown;
    }
  }

  NaiveBook(BookListener listener) {
    this.listener = listener;
  }

  Outcome place(Incoming order) {
    order.filled = 0;
    if (order(order.id).isPresent()) {
      return Outcome.DUPLICATE_ID;
    }
    return overflows(order, 0) ? Outcome.OVERFLOW : enter(order);
  }

  Outcome replace(long id, Incoming order) {
    order.filled = 0;
    Optional<Order> old = order(id);
    if (old.isEmpty()) {
      return Outcome.UNKNOWN_ID;
    }
    if (order.id != id && order(order.id).isPresent()) {
      return Outcome.DUPLICATE_ID;
    }
    BookOrder leaving = old.get().is;
    if (overflows(order, leaving.side == order.side ? leaving.remaining : 0)) {
      return Outcome.OVERFLOW;
    }
    takeOut(old.get(), Removal.REPLACED);
    return enter(order);
  }

  boolean cancel(long id) {
    Optional<Order> order = order(id);
    order.ifPresent(found -> takeOut(found, Removal.CANCELLED));
    return order.isPresent();
  }

  boolean reduce(long id, long remaining) {
    Optional<Order> found = order(id);
    if (found.isEmpty() || remaining >= found.get().is.remaining) {
      return false;
    }
    BookOrder order = found.get().is;
    order.remaining = remaining;
    if (order.shown > remaining) {
      order.shown = remaining;
      tell(order.side, order.price);
    }
    return true;
  }

  void measure(Incoming order, Sweep into) {
    into.clear();
    NaiveBook copy =
        new NaiveBook(
            new Silence() {
              @Override
              public void traded(Match match) {
                into.add(match.price, match.quantity);
              }
            });
    buys.forEach(resting -> copy.buys.add(new Order(resting.is)));
    sells.forEach(resting -> copy.sells.add(new Order(resting.is)));
    copy.take(order);
    order.filled = 0;
  }

  void restore(Incoming order, long shown) {
    join(new Order(order, order.quantity, order.display, shown));
  }

  private Outcome enter(Incoming order) {
    List<Order> makers = side(order.side.opposite());
    if (order.postOnly && !makers.isEmpty() && crosses(order, makers.getFirst())) {
      return refuse(order, Removal.POST_ONLY, Outcome.POST_ONLY);
    }
    if (order.timeInForce == TimeInForce.FOK) {
      Sweep sweep = new Sweep();
      measure(order, sweep);
      if (sweep.quantity() < order.quantity) {
        return refuse(order, Removal.FOK_KILLED, Outcome.FOK_KILLED);
      }
    }
    if (!take(order)) {
      return refuse(order, Removal.SELF_TRADE_TAKER, Outcome.SELF_TRADE);
    }
    long remaining = order.quantity - order.filled;
    if (remaining == 0) {
      return Outcome.FILLED;
    }
    if (order.timeInForce == TimeInForce.IOC) {
      return refuse(order, Removal.IOC_REMAINDER, Outcome.IOC_REMAINDER);
    }
    boolean iceberg = order.display > 0 && order.display < remaining;
    Order resting =
        iceberg
            ? new Order(order, remaining, order.display, order.display)
            : new Order(order, remaining, 0, remaining);
    join(resting);
    listener.rested(resting.is);
    tell(order.side, order.price);
    return Outcome.RESTING;
  }

  /** Level by level; false if the order met its own owner and has to go. */
  private boolean take(Incoming order) {
    List<Order> makers = side(order.side.opposite());
    while (order.filled < order.quantity
        && !makers.isEmpty()
        && crosses(order, makers.getFirst())) {
      long price = makers.getFirst().is.price;
      long before = shownAt(order.side.opposite(), price);
      boolean goesOn = true;
      while (goesOn
          && order.filled < order.quantity
          && !makers.isEmpty()
          && makers.getFirst().is.price == price) {
        goesOn = meet(order, makers.getFirst());
      }
      if (shownAt(order.side.opposite(), price) != before) {
        tell(order.side.opposite(), price);
      }
      if (!goesOn) {
        return false;
      }
    }
    return true;
  }

  private boolean meet(Incoming order, Order maker) {
    if (order.owner != maker.is.owner || order.selfTrade == SelfTrade.NONE) {
      trade(order, maker);
      return true;
    }
    if (order.selfTrade != SelfTrade.EXPIRE_TAKER) {
      side(maker.is.side).remove(maker);
      listener.removed(maker.is, Removal.SELF_TRADE_MAKER);
    }
    return order.selfTrade == SelfTrade.EXPIRE_MAKER;
  }

  private void trade(Incoming order, Order maker) {
    BookOrder makes = maker.is;
    long quantity = Math.min(order.quantity - order.filled, makes.shown);
    order.filled += quantity;
    makes.remaining -= quantity;
    makes.shown -= quantity;
    if (makes.shown == 0) {
      side(makes.side).remove(maker);
      if (makes.remaining > 0) {
        makes.shown = Math.min(makes.display, makes.remaining);
        join(maker);
      }
    }
    Match match = new Match();
    match.makerId = makes.id;
    match.makerOwner = makes.owner;
    match.takerId = order.id;
    match.takerOwner = order.owner;
    match.takerSide = order.side;
    match.price = makes.price;
    match.quantity = quantity;
    match.makerRemaining = makes.remaining;
    match.takerRemaining = order.quantity - order.filled;
    listener.traded(match);
  }

  private Outcome refuse(Incoming order, Removal cause, Outcome outcome) {
    listener.removed(new Order(order, order.quantity - order.filled, order.display, 0).is, cause);
    return outcome;
  }

  private void takeOut(Order order, Removal cause) {
    side(order.is.side).remove(order);
    listener.removed(order.is, cause);
    tell(order.is.side, order.is.price);
  }

  /** Behind all that are at least as good. */
  private void join(Order order) {
    List<Order> side = side(order.is.side);
    int place = 0;
    while (place < side.size() && atLeastAsGood(side.get(place).is, order.is)) {
      place++;
    }
    side.add(place, order);
  }

  private void tell(Side side, long price) {
    listener.levelChanged(side, price, shownAt(side, price));
  }

  private boolean overflows(Incoming order, long leaving) {
    long total = side(order.side).stream().mapToLong(resting -> resting.is.remaining).sum();
    return total - leaving + order.quantity < 0;
  }

  private static boolean atLeastAsGood(BookOrder one, BookOrder other) {
    return one.side == Side.BUY ? one.price >= other.price : one.price <= other.price;
  }

  private static boolean crosses(Incoming order, Order maker) {
    return order.side == Side.BUY ? maker.is.price <= order.price : maker.is.price >= order.price;
  }

  private List<Order> side(Side side) {
    return side == Side.BUY ? buys : sells;
  }

  private Optional<Order> order(long id) {
    return Stream.concat(buys.stream(), sells.stream())
        .filter(order -> order.is.id == id)
        .findFirst();
  }

  /** Its orders in the order they trade in. */
  List<BookOrder> orders(Side side) {
    return side(side).stream().map(order -> order.is).toList();
  }

  long shownAt(Side side, long price) {
    return side(side).stream()
        .filter(order -> order.is.price == price)
        .mapToLong(order -> order.is.shown)
        .sum();
  }

  /** A listener that does nothing. */
  private static class Silence implements BookListener {
    @Override
    public void traded(Match match) {}

    @Override
    public void rested(BookOrder order) {}

    @Override
    public void removed(BookOrder order, Removal cause) {}

    @Override
    public void levelChanged(Side side, long price, long shown) {}
  }
}
