package dev.carillon.market.data;

import java.util.ArrayList;
import java.util.List;

/** Up to so many best levels of one side, best first. */
final class Levels {
  private final BookSide side;
  private final long[] prices;
  private final long[] lots;
  private final LevelSource.Sink sink = this::add;
  private int count;

  Levels(BookSide side, int depth) {
    this.side = side;
    prices = new long[depth];
    lots = new long[depth];
  }

  void fill(LevelSource source) {
    count = 0;
    source.forEachLevel(side, prices.length, sink);
  }

  private void add(long priceTicks, long shownLots) {
    prices[count] = priceTicks;
    lots[count] = shownLots;
    count++;
  }

  int count() {
    return count;
  }

  long price(int i) {
    return prices[i];
  }

  long lots(int i) {
    return lots[i];
  }

  /** Whether a level of that price would be among these. */
  boolean reaches(long priceTicks) {
    return count < prices.length || !side.isBetter(prices[count - 1], priceTicks);
  }

  List<BookLevel> toList() {
    List<BookLevel> levels = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      levels.add(new BookLevel(prices[i], lots[i]));
    }
    return levels;
  }
}
