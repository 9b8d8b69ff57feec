package dev.carillon.replay;

import java.util.Arrays;

/** The commands of a file, in its order. */
public final class Commands {
  static final int NEW = 0;
  static final int CANCEL = 1;
  static final int MODIFY = 2;

  private static final int ROW = 5;
  private static final int SELL = 1 << 8;
  private static final int IMMEDIATE = 1 << 9;

  private long[] rows = new long[ROW * 1_024];
  private int count;

  /** How many there are. */
  public int count() {
    return count;
  }

  /** Starts a command; {@link #set} gives its numbers. */
  void add(int type, boolean sell, boolean immediate) {
    if ((count + 1) * ROW > rows.length) {
      rows = Arrays.copyOf(rows, rows.length * 2);
    }
    rows[count++ * ROW] = type | (sell ? SELL : 0) | (immediate ? IMMEDIATE : 0);
  }

  /** The numbers of the command that was added last. */
  void set(long seq, long id, long quantity, long price) {
    int row = (count - 1) * ROW;
    rows[row + 1] = seq;
    rows[row + 2] = id;
    rows[row + 3] = quantity;
    rows[row + 4] = price;
  }

  int type(int command) {
    return (int) rows[command * ROW] & 0xFF;
  }

  boolean isSell(int command) {
    return (rows[command * ROW] & SELL) != 0;
  }

  boolean isImmediate(int command) {
    return (rows[command * ROW] & IMMEDIATE) != 0;
  }

  long seq(int command) {
    return rows[command * ROW + 1];
  }

  long id(int command) {
    return rows[command * ROW + 2];
  }

  long quantity(int command) {
    return rows[command * ROW + 3];
  }

  long price(int command) {
    return rows[command * ROW + 4];
  }
}
