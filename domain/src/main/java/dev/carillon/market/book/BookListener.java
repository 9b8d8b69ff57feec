package dev.carillon.market.book;

/**
 * Hears what happens in a book, on the thread of the call that caused it and before that call
 * returns.
 *
 * <p>The order of calls. An order that is refused as a whole (fill or kill, post-only): one {@code
 * removed}. Else, for each price level it meets, best first: for each maker in the order of the
 * queue one {@code traded}, or one {@code removed} for a maker of its own owner; then one {@code
 * levelChanged} of that level, if what it shows changed. Then what became of the rest: {@code
 * rested} and {@code levelChanged} of its own level, or one {@code removed}, or nothing if it
 * traded whole. A cancel: {@code removed}, {@code levelChanged}. A replacement: those of a cancel,
 * then those of the new order. A reduction: {@code levelChanged}, unless only a hidden part shrank.
 *
 * <p>A maker that traded whole is told by the {@code traded} whose {@link Match#makerRemaining} is
 * 0, and by nothing else; a taker likewise. Commands that change nothing ({@link
 * Outcome#DUPLICATE_ID} and the like) are not told.
 *
 * <p>Must not throw, and must not change the book: what it may ask is the state before the command
 * or after it, or something between. The objects it is given are used again: copy, do not keep.
 */
public interface BookListener {
  /** A maker and the taker traded, at the maker's price. */
  void traded(Match match);

  /** What is left of an incoming order joined the end of its level's queue. */
  void rested(BookOrder order);

  /**
   * An order is gone.
   *
   * @param order as it was; {@link BookOrder#remaining} is what did not trade, {@link
   *     BookOrder#shown} is 0 if it never rested
   */
  void removed(BookOrder order, Removal cause);

  /**
   * What a price level shows changed.
   *
   * @param price in ticks
   * @param shown lots it shows now; 0: the level is gone
   */
  void levelChanged(Side side, long price, long shown);
}
