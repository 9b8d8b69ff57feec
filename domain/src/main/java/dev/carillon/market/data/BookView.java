package dev.carillon.market.data;

/**
 * The best levels of one pair's book as they were published, down to a depth. Not for several
 * threads.
 *
 * <p>Whoever changes the book calls {@link #touched} for each level and then, at the end of what
 * belongs together, {@link #refresh}. All that has to go goes before anything comes: so the book of
 * a client that does no more than it is told never has more levels than the depth and is never
 * crossed, and after the final update it is the published one.
 */
public final class BookView {
  private final BookChecksum checksum;
  private final SideView bids;
  private final SideView asks;
  private long sequence;
  private int pending;

  /**
   * Publishes what the source holds now.
   *
   * @param depth how many levels of each side
   * @param sequence of the first snapshot: not less than any that was given out before
   */
  public BookView(int depth, long sequence, BookChecksum checksum, LevelSource source) {
    if (depth < 1) {
      throw new IllegalArgumentException("depth: " + depth + " (expected: 1 or more)");
    }
    this.sequence = sequence;
    this.checksum = checksum;
    bids = new SideView(BookSide.BIDS, depth, source);
    asks = new SideView(BookSide.ASKS, depth, source);
  }

  /** A level has changed, come or gone. Cheap when it is beyond the depth. */
  public void touched(BookSide side, long priceTicks) {
    (side == BookSide.BIDS ? bids : asks).touched(priceTicks);
  }

  /**
   * Tells what is different from what was published; nothing when no touched level matters.
   * Allocates only the updates.
   *
   * @return whether there was an update
   */
  public boolean refresh(LevelSource source, BookViewListener listener) {
    bids.refresh(source);
    asks.refresh(source);
    pending = bids.goneCount() + asks.goneCount() + bids.changedCount() + asks.changedCount();
    if (pending == 0) {
      return false;
    }
    tellGone(bids, listener);
    tellGone(asks, listener);
    tellChanged(bids, listener);
    tellChanged(asks, listener);
    return true;
  }

  private void tellGone(SideView side, BookViewListener listener) {
    for (int i = 0; i < side.goneCount(); i++) {
      tell(side.side(), side.goneTicks(i), 0, listener);
    }
  }

  private void tellChanged(SideView side, BookViewListener listener) {
    Levels levels = side.published();
    for (int i = 0; i < side.changedCount(); i++) {
      int at = side.changed(i);
      tell(side.side(), levels.price(at), levels.lots(at), listener);
    }
  }

  private void tell(BookSide side, long priceTicks, long lots, BookViewListener listener) {
    sequence++;
    pending--;
    boolean isFinal = pending == 0;
    long sum = isFinal ? checksum() : -1;
    listener.changed(new BookUpdate(side, priceTicks, lots, sequence, isFinal, sum));
  }

  /** What is published. */
  public BookSnapshot snapshot() {
    return new BookSnapshot(
        bids.published().toList(), asks.published().toList(), sequence, checksum());
  }

  /** Of the last update. */
  public long sequence() {
    return sequence;
  }

  private long checksum() {
    return checksum.of(asks.published(), bids.published());
  }
}
