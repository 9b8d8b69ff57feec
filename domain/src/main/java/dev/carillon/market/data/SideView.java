package dev.carillon.market.data;

/** One side of a {@link BookView}: what was published of it, and how that differs from the book. */
final class SideView {
  private final BookSide side;
  private final long[] goneTicks;
  private final int[] changed;
  private Levels published;
  private Levels spare;
  private int goneCount;
  private int changedCount;
  private boolean touched;

  SideView(BookSide side, int depth, LevelSource source) {
    this.side = side;
    goneTicks = new long[depth];
    changed = new int[depth];
    published = new Levels(side, depth);
    spare = new Levels(side, depth);
    published.fill(source);
  }

  void touched(long priceTicks) {
    touched |= published.reaches(priceTicks);
  }

  /** Takes over what the source holds, and notes what that changes. */
  void refresh(LevelSource source) {
    goneCount = 0;
    changedCount = 0;
    if (!touched) {
      return;
    }
    touched = false;
    spare.fill(source);
    noteGone(published, spare);
    noteChanged(published, spare);
    Levels before = published;
    published = spare;
    spare = before;
  }

  private void noteGone(Levels before, Levels after) {
    int j = 0;
    for (int i = 0; i < before.count(); i++) {
      j = skipBetter(after, j, before.price(i));
      if (!isAt(after, j, before.price(i))) {
        goneTicks[goneCount++] = before.price(i);
      }
    }
  }

  private void noteChanged(Levels before, Levels after) {
    int j = 0;
    for (int i = 0; i < after.count(); i++) {
      j = skipBetter(before, j, after.price(i));
      if (!isAt(before, j, after.price(i)) || before.lots(j) != after.lots(i)) {
        changed[changedCount++] = i;
      }
    }
  }

  private int skipBetter(Levels levels, int from, long priceTicks) {
    int i = from;
    while (i < levels.count() && side.isBetter(levels.price(i), priceTicks)) {
      i++;
    }
    return i;
  }

  private static boolean isAt(Levels levels, int i, long priceTicks) {
    return i < levels.count() && levels.price(i) == priceTicks;
  }

  BookSide side() {
    return side;
  }

  Levels published() {
    return published;
  }

  int goneCount() {
    return goneCount;
  }

  /** The price of a level that is no more among the published. */
  long goneTicks(int i) {
    return goneTicks[i];
  }

  int changedCount() {
    return changedCount;
  }

  /** The index of a published level that is new or has another quantity. */
  int changed(int i) {
    return changed[i];
  }
}
