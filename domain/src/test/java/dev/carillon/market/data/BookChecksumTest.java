package dev.carillon.market.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BookChecksumTest {
  private final ModelBook book = new ModelBook();

  @Test
  void theDocumentedVector() {
    for (int i = 0; i < 10; i++) {
      book.set(BookSide.ASKS, 5_005 + 5 * i, 500);
    }
    long[] bids = {5_000, 4_995, 4_990, 4_980, 4_975, 4_970, 4_965, 4_960, 4_955, 4_950};
    for (long price : bids) {
      book.set(BookSide.BIDS, price, 500);
    }

    assertThat(checksum(new BookChecksum(1, 1), 10)).isEqualTo(974_947_235L);
    assertThat(checksum(new BookChecksum(1, 1), 500)).isEqualTo(974_947_235L);
  }

  @Test
  void ticksAndLotsCountAsTheyAreSent() {
    for (int i = 0; i < 10; i++) {
      book.set(BookSide.ASKS, 1_001 + i, 5);
    }
    long[] bids = {1_000, 999, 998, 996, 995, 994, 993, 992, 991, 990};
    for (long price : bids) {
      book.set(BookSide.BIDS, price, 5);
    }

    assertThat(checksum(new BookChecksum(5, 100), 20)).isEqualTo(974_947_235L);
  }

  @Test
  void levelsBeyondTheTenthDoNotCount() {
    for (int i = 0; i < 10; i++) {
      book.set(BookSide.ASKS, 100 + i, 1);
      book.set(BookSide.BIDS, 99 - i, 1);
    }
    BookChecksum checksum = new BookChecksum(1, 1);
    long ten = checksum(checksum, 50);

    book.set(BookSide.ASKS, 200, 1);
    book.set(BookSide.BIDS, 5, 1);
    assertThat(checksum(checksum, 50)).isEqualTo(ten);

    book.set(BookSide.ASKS, 109, 2);
    assertThat(checksum(checksum, 50)).isNotEqualTo(ten);
  }

  @Test
  void anEmptyBookHasNone() {
    assertThat(checksum(new BookChecksum(1, 1), 10)).isZero();
  }

  private long checksum(BookChecksum checksum, int depth) {
    return new BookView(depth, 1, checksum, book).snapshot().checksum();
  }
}
