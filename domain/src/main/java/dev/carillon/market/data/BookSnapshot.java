package dev.carillon.market.data;

import java.util.List;

/**
 * The best levels of a book, best first.
 *
 * @param sequence of the last update that is in it; the next has one more
 * @param checksum as {@link BookChecksum} says
 */
public record BookSnapshot(
    List<BookLevel> bids, List<BookLevel> asks, long sequence, long checksum) {
  /** Copies the lists. */
  public BookSnapshot {
    bids = List.copyOf(bids);
    asks = List.copyOf(asks);
  }
}
