package dev.carillon.market.data;

/**
 * One level of a published book has changed.
 *
 * @param lots what is shown there now; 0: the level left the book or its best levels
 * @param sequence one more than that of the update before
 * @param isFinal whether it is the last of what changed together
 * @param checksum of the book after it, as {@link BookChecksum} says; -1 when it is not final
 */
public record BookUpdate(
    BookSide side, long priceTicks, long lots, long sequence, boolean isFinal, long checksum) {

  /** Whether the level is to be removed; else it is to be set, new or not. */
  public boolean isDelete() {
    return lots == 0;
  }
}
