package dev.carillon.replay.trades;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Which column of a file of trades is what, from 0.
 *
 * <p>Told by a header, whose names may stand in any order; without one it is {@code
 * time,price,quantity,side}, or one of Binance's public files:
 *
 * <pre>{@code
 * trades:    28457,0.42000000,10.0,4.20000000,1672531200000,True,True
 * aggTrades: 26129,0.42000000,10.0,27781,27781,1672531200000,true,true
 * }</pre>
 *
 * @param taker who took, {@code buy} or {@code sell}; or, {@code byMaker}, whether the buyer was
 *     the maker
 */
record Columns(int time, int price, int quantity, int taker, boolean byMaker) {
  private static final List<String> TIME =
      List.of("time", "timestamp", "transacttime", "date", "datetime");
  private static final List<String> PRICE = List.of("price");
  private static final List<String> QUANTITY = List.of("quantity", "qty", "size", "amount");
  private static final List<String> SIDE = List.of("side");
  private static final List<String> MAKER = List.of("isbuyermaker");

  private static final Columns PLAIN = new Columns(0, 1, 2, 3, false);
  private static final int FEWEST_OF_BINANCE = 6;

  /** The fields of a line, without the quotes around them. */
  static List<String> split(String line) {
    return Arrays.stream(line.split(",", -1))
        .map(field -> field.replace("\"", "").strip())
        .toList();
  }

  /** Whether a first line names columns. */
  static boolean isHeader(List<String> fields) {
    return find(fields, PRICE) >= 0;
  }

  /**
   * What the first line says, be it a header or a trade.
   *
   * @throws TradeReplayException when it is neither
   */
  static Columns of(List<String> fields) {
    if (isHeader(fields)) {
      boolean byMaker = find(fields, SIDE) < 0;
      return new Columns(
          required(fields, TIME, "time"),
          required(fields, PRICE, "price"),
          required(fields, QUANTITY, "quantity"),
          required(fields, byMaker ? MAKER : SIDE, "side"),
          byMaker);
    }
    if (fields.size() == 4) {
      return PLAIN;
    }
    int maker = firstFlag(fields);
    if (fields.size() < FEWEST_OF_BINANCE || maker < FEWEST_OF_BINANCE - 1) {
      throw new TradeReplayException(
          "line 1: "
              + String.join(",", fields)
              + " (expected: a header with time, price, quantity and side; or"
              + " time,price,quantity,side; or Binance's trades or aggTrades)");
    }
    return new Columns(maker - 1, 1, 2, maker, true);
  }

  private static int firstFlag(List<String> fields) {
    for (int i = 0; i < fields.size(); i++) {
      if (isFlag(fields.get(i))) {
        return i;
      }
    }
    return -1;
  }

  static boolean isFlag(String field) {
    return field.equalsIgnoreCase("true") || field.equalsIgnoreCase("false");
  }

  private static int required(List<String> header, List<String> names, String what) {
    int at = find(header, names);
    if (at < 0) {
      throw new TradeReplayException(
          "line 1: no column " + what + " (expected: one of " + String.join(", ", names) + ")");
    }
    return at;
  }

  /** -1: there is none. */
  private static int find(List<String> header, List<String> names) {
    for (int i = 0; i < header.size(); i++) {
      if (names.contains(header.get(i).toLowerCase(Locale.ROOT).replaceAll("[_ ]", ""))) {
        return i;
      }
    }
    return -1;
  }
}
