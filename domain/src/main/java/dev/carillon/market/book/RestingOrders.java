package dev.carillon.market.book;

import static dev.carillon.market.book.SlotMap.NONE;

import java.util.function.Consumer;

/**
 * What rests in a book: the orders, who has which id, and the levels of both sides; joining and
 * leaving keep them in step.
 */
final class RestingOrders {
  final Orders orders = new Orders();
  final SlotMap slots =
      new SlotMap() {
        @Override
        long keyOf(int slot) {
          return orders.id(slot);
        }
      };
  final Levels levels = new Levels(orders);

  private final BookSide buys = new BookSide(Side.BUY, levels);
  private final BookSide sells = new BookSide(Side.SELL, levels);

  BookSide side(Side side) {
    return side == Side.BUY ? buys : sells;
  }

  BookSide sideOf(int slot) {
    return levels.key(orders.level(slot)) > 0 ? buys : sells;
  }

  long remaining(int slot) {
    return orders.shown(slot) + orders.hidden(slot);
  }

  void copy(int slot, BookOrder into) {
    BookSide side = sideOf(slot);
    into.id = orders.id(slot);
    into.owner = orders.owner(slot);
    into.side = side.side();
    into.price = side.price(orders.level(slot));
    into.remaining = remaining(slot);
    into.shown = orders.shown(slot);
    into.display = orders.display(slot);
  }

  /**
   * Puts an order at the end of its level's queue.
   *
   * @return the level
   */
  int join(BookOrder order) {
    BookSide side = side(order.side);
    int level = side.findOrAdd(order.price);
    int slot = orders.take(order.id, order.owner);
    long hidden = order.remaining - order.shown;
    orders.setShown(slot, order.shown);
    orders.setHidden(slot, hidden);
    orders.setDisplay(slot, order.display);
    levels.append(level, slot);
    levels.addShown(level, order.shown);
    levels.addHidden(level, hidden);
    side.addTotal(order.remaining);
    slots.put(order.id, slot);
    return level;
  }

  /**
   * Takes an order that the map of ids has no more out of its level, which stays even if it is
   * empty now.
   *
   * @param was the order as it was
   */
  void leave(int slot, BookOrder was) {
    copy(slot, was);
    int level = orders.level(slot);
    levels.unlink(level, slot);
    levels.addShown(level, -was.shown);
    levels.addHidden(level, was.shown - was.remaining);
    side(was.side).addTotal(-was.remaining);
    orders.giveBack(slot);
  }

  /** What an order would take. */
  void measure(Incoming order, Sweep into) {
    into.clear();
    BookSide makers = side(order.side.opposite());
    int level = makers.reaches(order.price) ? makers.best() : NONE;
    long wanted = order.quantity;
    while (level != NONE && levels.key(level) >= makers.key(order.price)) {
      long reached = reach(order, level);
      boolean stops = reached < 0;
      long lots = Math.min(stops ? ~reached : reached, wanted);
      into.add(makers.price(level), lots);
      wanted -= lots;
      level = stops || wanted == 0 ? NONE : makers.worse(level);
    }
  }

  /** Lots of a level that an order can take; {@code ~lots} if it meets its own owner and stops. */
  private long reach(Incoming order, int level) {
    long all = levels.shown(level) + levels.hidden(level);
    if (order.selfTrade == SelfTrade.NONE) {
      return all;
    }
    long ahead = 0;
    long own = 0;
    for (int slot = levels.head(level); slot != NONE; slot = orders.later(slot)) {
      if (orders.owner(slot) != order.owner) {
        ahead += orders.shown(slot);
      } else if (order.selfTrade == SelfTrade.EXPIRE_MAKER) {
        own += remaining(slot);
      } else {
        // Slices that icebergs show next queue up behind the own order.
        return ~ahead;
      }
    }
    return all - own;
  }

  void forEachLevel(BookSide side, int count, LevelVisitor visitor) {
    int level = side.best();
    for (int i = 0; i < count && level != NONE; i++) {
      visitor.level(side.price(level), levels.shown(level));
      level = side.worse(level);
    }
  }

  void forEachOrder(BookSide side, BookOrder view, Consumer<BookOrder> visitor) {
    for (int level = side.best(); level != NONE; level = side.worse(level)) {
      for (int slot = levels.head(level); slot != NONE; slot = orders.later(slot)) {
        copy(slot, view);
        visitor.accept(view);
      }
    }
  }
}
