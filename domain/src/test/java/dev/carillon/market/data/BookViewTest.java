package dev.carillon.market.data;

import static dev.carillon.market.data.BookSide.ASKS;
import static dev.carillon.market.data.BookSide.BIDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.carillon.testkit.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class BookViewTest {
  private static final int[] DEPTHS = {1, 5, 10, 20, 50, 100, 500};

  private final ModelBook book = new ModelBook();
  private final List<BookUpdate> updates = new ArrayList<>();

  @Test
  void aNewViewPublishesWhatIsThere() {
    book.set(BIDS, 99, 1);
    book.set(BIDS, 98, 2);
    book.set(ASKS, 101, 3);

    BookSnapshot snapshot = view(1).snapshot();

    assertThat(snapshot.bids()).containsExactly(new BookLevel(99, 1));
    assertThat(snapshot.asks()).containsExactly(new BookLevel(101, 3));
    assertThat(snapshot.sequence()).isEqualTo(1_000);
  }

  @Test
  void aChangedLevelIsAnUpdateWithTheNextNumber() {
    book.set(BIDS, 99, 1);
    BookView view = view(5);

    change(view, BIDS, 99, 7);
    assertThat(view.refresh(book, updates::add)).isTrue();

    long checksum = book.checksum(5, 50, 1_000);
    assertThat(updates).containsExactly(new BookUpdate(BIDS, 99, 7, 1_001, true, checksum));
    assertThat(view.sequence()).isEqualTo(1_001);
    assertThat(view.snapshot().sequence()).isEqualTo(1_001);
    assertThat(view.snapshot().checksum()).isEqualTo(checksum);
  }

  @Test
  void aBetterLevelPushesTheLastOneOut() {
    book.set(BIDS, 99, 1);
    BookView view = view(1);

    change(view, BIDS, 100, 2);
    view.refresh(book, updates::add);

    assertThat(updates)
        .containsExactly(
            new BookUpdate(BIDS, 99, 0, 1_001, false, -1),
            new BookUpdate(BIDS, 100, 2, 1_002, true, book.checksum(1, 50, 1_000)));
    assertThat(updates.stream().map(BookUpdate::isDelete)).containsExactly(true, false);
  }

  @Test
  void theSuccessorOfALevelThatLeftComesIn() {
    book.set(ASKS, 101, 1);
    book.set(ASKS, 102, 2);
    BookView view = view(1);

    change(view, ASKS, 101, 0);
    view.refresh(book, updates::add);

    assertThat(updates)
        .containsExactly(
            new BookUpdate(ASKS, 101, 0, 1_001, false, -1),
            new BookUpdate(ASKS, 102, 2, 1_002, true, book.checksum(1, 50, 1_000)));
  }

  @Test
  void whatIsBeyondTheDepthIsNotEvenLookedAt() {
    book.set(BIDS, 99, 1);
    book.set(ASKS, 101, 1);
    BookView view = view(1);
    int asked = book.asked();

    change(view, BIDS, 98, 5);
    change(view, ASKS, 102, 5);

    assertThat(view.refresh(book, updates::add)).isFalse();
    assertThat(book.asked()).isEqualTo(asked);
    assertThat(updates).isEmpty();
  }

  @Test
  void aLevelThatCameAndWentIsNotTold() {
    book.set(BIDS, 99, 1);
    BookView view = view(5);

    change(view, BIDS, 99, 2);
    change(view, BIDS, 100, 2);
    change(view, BIDS, 100, 0);
    change(view, BIDS, 99, 1);

    assertThat(view.refresh(book, updates::add)).isFalse();
    assertThat(updates).isEmpty();
    assertThat(view.sequence()).isEqualTo(1_000);
  }

  @Test
  void aLevelBeyondTheDepthComesInWhenAnotherLeaves() {
    book.set(BIDS, 99, 1);
    BookView view = view(1);

    change(view, BIDS, 98, 5);
    change(view, BIDS, 99, 0);
    view.refresh(book, updates::add);

    assertThat(view.snapshot().bids()).containsExactly(new BookLevel(98, 5));
  }

  @Test
  void aViewOfNothingIsABug() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> view(0))
        .withMessage("depth: 0 (expected: 1 or more)");
  }

  @Seeds(300)
  void aClientThatDoesWhatItIsToldHoldsTheBestLevels(RandomGenerator random) {
    int depth = DEPTHS[random.nextInt(DEPTHS.length)];
    int width = 1 + random.nextInt(2 * depth);
    long middle = 10_000;
    BookView before = view(depth);
    for (int i = 0; i < width; i++) {
      changeAny(before, middle, width, random);
    }
    BookView view = view(depth);
    Client client = new Client(depth, view.snapshot());

    for (int round = 0; round < 60; round++) {
      middle = moved(random, middle, width, view);
      for (int i = random.nextInt(8); i > 0; i--) {
        changeAny(view, middle, width, random);
      }
      int heard = client.heard;

      boolean told = view.refresh(book, client);

      assertThat(told).isEqualTo(client.heard > heard);
      client.checkAgainst(book);
      assertThat(view.snapshot()).isEqualTo(client.asSnapshot());
      assertThat(view.refresh(book, client)).isFalse();
    }
  }

  /** Now and then the market moves, and what would be crossed goes. */
  private long moved(RandomGenerator random, long middle, int width, BookView view) {
    if (random.nextInt(4) > 0) {
      return middle;
    }
    long moved = middle + random.nextLong(-width, width + 1);
    for (long price : List.copyOf(book.side(BIDS).headMap(moved, true).keySet())) {
      change(view, BIDS, price, 0);
    }
    for (long price : List.copyOf(book.side(ASKS).headMap(moved, true).keySet())) {
      change(view, ASKS, price, 0);
    }
    return moved;
  }

  private void changeAny(BookView view, long middle, int width, RandomGenerator random) {
    long distance = random.nextLong(1, width + 1L);
    BookSide side = random.nextBoolean() ? BIDS : ASKS;
    long price = side == BIDS ? middle - distance : middle + distance;
    change(view, side, price, random.nextInt(3) == 0 ? 0 : 1 + random.nextInt(5));
  }

  private void change(BookView view, BookSide side, long price, long lots) {
    book.set(side, price, lots);
    view.touched(side, price);
  }

  private BookView view(int depth) {
    return new BookView(depth, 1_000, new BookChecksum(50, 1_000), book);
  }

  /**
   * Knows the document only: sets and deletes levels, and checks its book at every final update.
   */
  private static final class Client implements BookViewListener {
    private final ModelBook mine = new ModelBook();
    private final int depth;
    private long sequence;
    private long checksum;
    private boolean isFinal = true;
    private int heard;

    Client(int depth, BookSnapshot snapshot) {
      this.depth = depth;
      mine.load(snapshot);
      sequence = snapshot.sequence();
      checksum = snapshot.checksum();
    }

    @Override
    public void changed(BookUpdate update) {
      heard++;
      assertThat(update.sequence()).isEqualTo(++sequence);
      assertThat(mine.side(update.side()).get(update.priceTicks()))
          .isNotEqualTo(update.isDelete() ? null : update.lots());
      mine.set(update.side(), update.priceTicks(), update.lots());
      assertThat(mine.side(update.side())).hasSizeLessThanOrEqualTo(depth);
      assertThat(mine.isCrossed()).isFalse();
      isFinal = update.isFinal();
      assertThat(update.checksum()).isEqualTo(isFinal ? mine.checksum(depth, 50, 1_000) : -1);
      checksum = update.checksum();
    }

    void checkAgainst(ModelBook book) {
      assertThat(isFinal).isTrue();
      assertThat(mine.top(BIDS, depth + 1)).isEqualTo(book.top(BIDS, depth));
      assertThat(mine.top(ASKS, depth + 1)).isEqualTo(book.top(ASKS, depth));
    }

    BookSnapshot asSnapshot() {
      return new BookSnapshot(mine.top(BIDS, depth), mine.top(ASKS, depth), sequence, checksum);
    }
  }
}
