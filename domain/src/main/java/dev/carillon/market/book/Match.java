package dev.carillon.market.book;

/**
 * One trade between a resting order, the maker, and an incoming one, the taker.
 *
 * <p>Belongs to its book, which uses it again for the next trade.
 */
public final class Match {
  long makerId;
  int makerOwner;
  long takerId;
  int takerOwner;
  Side takerSide = Side.BUY;
  long price;
  long quantity;
  long makerRemaining;
  long takerRemaining;

  Match() {}

  public long makerId() {
    return makerId;
  }

  public int makerOwner() {
    return makerOwner;
  }

  public long takerId() {
    return takerId;
  }

  public int takerOwner() {
    return takerOwner;
  }

  /** The maker's is the other. */
  public Side takerSide() {
    return takerSide;
  }

  /** The maker's price, in ticks. */
  public long price() {
    return price;
  }

  /** Lots that traded. */
  public long quantity() {
    return quantity;
  }

  /** Lots left of the maker, hidden ones included; 0: it is gone. */
  public long makerRemaining() {
    return makerRemaining;
  }

  /** Lots left of the taker now. */
  public long takerRemaining() {
    return takerRemaining;
  }

  @Override
  public String toString() {
    return "%s takes %d of %d at %d from %d, leaving %d of the maker and %d of itself"
        .formatted(takerSide, quantity, takerId, price, makerId, makerRemaining, takerRemaining);
  }
}
