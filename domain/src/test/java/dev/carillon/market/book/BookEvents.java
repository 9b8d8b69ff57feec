package dev.carillon.market.book;

import java.util.ArrayList;
import java.util.List;

/** Records what a book tells. */
final class BookEvents implements BookListener {
  private final List<Event> events = new ArrayList<>();

  /** What was told. */
  sealed interface Event {}

  record Traded(
      long maker, int makerOwner, long taker, int takerOwner, Side takerSide, long price, Lots lots)
      implements Event {}

  record Lots(long traded, long makerRemaining, long takerRemaining) {}

  record Told(long id, int owner, Side side, long price, long remaining, long shown, long display) {
    static Told of(BookOrder order) {
      return new Told(
          order.id(),
          order.owner(),
          order.side(),
          order.price(),
          order.remaining(),
          order.shown(),
          order.display());
    }
  }

  record Rested(Told order) implements Event {}

  record Removed(Told order, Removal cause) implements Event {}

  record LevelChanged(Side side, long price, long shown) implements Event {}

  @Override
  public void traded(Match match) {
    events.add(
        new Traded(
            match.makerId(),
            match.makerOwner(),
            match.takerId(),
            match.takerOwner(),
            match.takerSide(),
            match.price(),
            new Lots(match.quantity(), match.makerRemaining(), match.takerRemaining())));
  }

  @Override
  public void rested(BookOrder order) {
    events.add(new Rested(Told.of(order)));
  }

  @Override
  public void removed(BookOrder order, Removal cause) {
    events.add(new Removed(Told.of(order), cause));
  }

  @Override
  public void levelChanged(Side side, long price, long shown) {
    events.add(new LevelChanged(side, price, shown));
  }

  /** What was told since the last time. */
  List<Event> take() {
    List<Event> taken = List.copyOf(events);
    events.clear();
    return taken;
  }
}
