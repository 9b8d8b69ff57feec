package dev.carillon.market.book;

/**
 * What the book knows of one order, at one moment: a place to copy it into.
 *
 * <p>A caller may make its own for {@link OrderBook#find}; those that listeners and visitors are
 * given belong to the book, which uses them again.
 */
public final class BookOrder {
  long id;
  int owner;
  Side side = Side.BUY;
  long price;
  long remaining;
  long shown;
  long display;

  public long id() {
    return id;
  }

  public int owner() {
    return owner;
  }

  public Side side() {
    return side;
  }

  /** In ticks. */
  public long price() {
    return price;
  }

  /** Lots that did not trade yet, hidden ones included. */
  public long remaining() {
    return remaining;
  }

  /** Lots of it that the book shows: of an iceberg what is left of its slice. */
  public long shown() {
    return shown;
  }

  /** Lots of an iceberg's full slice; 0: the order shows all it has. */
  public long display() {
    return display;
  }

  @Override
  public String toString() {
    return "%d of %d: %s %d (shown %d, display %d) at %d"
        .formatted(id, owner, side, remaining, shown, display, price);
  }
}
