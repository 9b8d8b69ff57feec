package dev.carillon.replay;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a book said, one report a line: {@code 0,seq,side,order_id,price,qty} for an order, {@code
 * 1,seq,price,qty,maker_id,taker_id} for a trade, {@code 2,seq,side,order_id,price} for a cancel,
 * also of an immediate order's rest, {@code 3,seq,side,order_id,price,qty} for a modification,
 * {@code 4,seq,order_id} and {@code 5,seq,order_id} for a cancel and a modification of what is not
 * there.
 *
 * <p>Kept as numbers while the book runs; text is made afterwards.
 */
public final class Reports {
  static final int ORDER = 0;
  static final int TRADE = 1;
  static final int CANCELLED = 2;
  static final int MODIFIED = 3;
  static final int CANCEL_REJECTED = 4;
  static final int MODIFY_REJECTED = 5;

  /** How many numbers follow the type. */
  private static final int[] NUMBERS = {5, 5, 4, 5, 2, 2};

  private static final int ROW = 6;
  private static final int TEXT = 1 << 16;
  private static final int BLOCK = 1 << 12;

  /** Blocks of as many rows, so that a long run never copies what it has. */
  private final List<long[]> blocks = new ArrayList<>();

  private long[] block = new long[0];
  private int count;
  private boolean ordered = true;
  private final boolean kept;

  private Reports(boolean kept) {
    this.kept = kept;
  }

  /** For all that is said. */
  public static Reports kept() {
    return new Reports(true);
  }

  /** Made like the others, but not kept: to measure a book, not the memory its reports go to. */
  static Reports dropped() {
    return new Reports(false);
  }

  /** How many there are. */
  public int count() {
    return count;
  }

  /** Adds one; what its type has no number for is left out. */
  void add(int type, long seq, long second, long third, long fourth, long fifth) {
    int row = count % BLOCK * ROW;
    if (row == 0) {
      nextBlock();
    }
    block[row] = type;
    block[row + 1] = seq;
    block[row + 2] = second;
    block[row + 3] = third;
    block[row + 4] = fourth;
    block[row + 5] = fifth;
    count++;
  }

  private void nextBlock() {
    int next = kept ? count / BLOCK : 0;
    if (next == blocks.size()) {
      blocks.add(new long[BLOCK * ROW]);
    }
    block = blocks.get(next);
  }

  /** Takes the last one back. */
  void drop() {
    count--;
  }

  /** The commands' numbers do not rise: the lines have to be brought in order. */
  void disorder() {
    ordered = false;
  }

  /** Writes the lines by seq, then type; between them LF, after the last one nothing. */
  public void writeTo(OutputStream out) throws IOException {
    StringBuilder text = new StringBuilder();
    int[] order = ordered ? new int[0] : sorted();
    for (int i = 0; i < count; i++) {
      line(ordered ? i : order[i], text);
      text.append(i < count - 1 ? "\n" : "");
      if (text.length() > TEXT || i == count - 1) {
        out.write(text.toString().getBytes(StandardCharsets.ISO_8859_1));
        text.setLength(0);
      }
    }
  }

  private int[] sorted() {
    return IntStream.range(0, count)
        .boxed()
        .sorted(
            Comparator.<Integer>comparingLong(row -> number(row, 1))
                .thenComparingLong(row -> number(row, 0)))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private void line(int row, StringBuilder text) {
    int type = (int) number(row, 0);
    text.append(type);
    for (int i = 1; i <= NUMBERS[type]; i++) {
      text.append(',').append(number(row, i));
    }
  }

  private long number(int row, int at) {
    return blocks.get(row / BLOCK)[row % BLOCK * ROW + at];
  }
}
