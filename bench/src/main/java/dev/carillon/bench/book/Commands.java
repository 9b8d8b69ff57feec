package dev.carillon.bench.book;

import java.util.Arrays;

/** Commands as rows of one array, in the order they are given. */
final class Commands {
  static final int PLACE = 0;
  static final int CANCEL = 1;
  static final int MODIFY = 2;

  private static final int ROW = 4;
  private static final long SELLS = 1 << 8;
  private static final long IMMEDIATE = 1 << 9;

  private long[] rows = new long[1 << 16];
  private int count;

  void add(int type, boolean sells, boolean immediate, long... idAndQuantityAndPrice) {
    int row = count++ * ROW;
    if (row == rows.length) {
      rows = Arrays.copyOf(rows, rows.length * 2);
    }
    rows[row] = type | (sells ? SELLS : 0) | (immediate ? IMMEDIATE : 0);
    System.arraycopy(idAndQuantityAndPrice, 0, rows, row + 1, idAndQuantityAndPrice.length);
  }

  int count() {
    return count;
  }

  int type(int command) {
    return (int) rows[command * ROW] & 0xFF;
  }

  boolean sells(int command) {
    return (rows[command * ROW] & SELLS) != 0;
  }

  boolean isImmediate(int command) {
    return (rows[command * ROW] & IMMEDIATE) != 0;
  }

  long id(int command) {
    return rows[command * ROW + 1];
  }

  long quantity(int command) {
    return rows[command * ROW + 2];
  }

  long price(int command) {
    return rows[command * ROW + 3];
  }
}
