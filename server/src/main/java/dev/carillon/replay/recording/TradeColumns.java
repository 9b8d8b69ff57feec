package dev.carillon.replay.recording;

import java.util.List;
import java.util.Locale;
import java.util.Set;

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
 * @param symbol the pair of all trades
 * @param taker who took, {@code buy} or {@code sell}; or, {@code byMaker}, whether the buyer was
 *     the maker
 */
record TradeColumns(
    boolean named, String symbol, int time, int price, int quantity, int taker, boolean byMaker)
    implements Kind.Columns {
  private static final List<String> TIME =
      List.of("time", "timestamp", "transacttime", "date", "datetime");
  private static final List<String> PRICE = List.of("price");
  private static final List<String> QUANTITY = List.of("quantity", "qty", "size", "amount");
  private static final List<String> SIDE = List.of("side");
  private static final List<String> MAKER = List.of("isbuyermaker");

  private static final int PLAIN = 4;
  private static final int FEWEST_OF_BINANCE = 6;

  /** Every trade would hear the same. */
  private static final Set<String> HOPELESS =
      Set.of("INVALID_SYMBOL", "UNKNOWN_SYMBOL", "FED_PAIR");

  /** Trades of a pair that is fed. */
  static Kind of(String symbol) {
    return new Kind(
        "trades", "/api/feeds/trades", 1_000, HOPELESS, first -> TradeColumns.of(first, symbol));
  }

  private static TradeColumns of(Line first, String symbol) {
    if (first.find(PRICE) >= 0) {
      boolean byMaker = first.find(SIDE) < 0;
      return new TradeColumns(
          true,
          symbol,
          first.require(TIME, "time"),
          first.require(PRICE, "price"),
          first.require(QUANTITY, "quantity"),
          first.require(byMaker ? MAKER : SIDE, "side"),
          byMaker);
    }
    List<String> fields = first.fields();
    if (fields.size() == PLAIN) {
      return new TradeColumns(false, symbol, 0, 1, 2, 3, false);
    }
    int maker = firstFlag(fields);
    if (fields.size() < FEWEST_OF_BINANCE || maker < FEWEST_OF_BINANCE - 1) {
      throw first.problem(
          String.join(",", fields)
              + " (expected: a header with time, price, quantity and side; or"
              + " time,price,quantity,side; or Binance's trades or aggTrades)");
    }
    return new TradeColumns(false, symbol, maker - 1, 1, 2, maker, true);
  }

  private static int firstFlag(List<String> fields) {
    for (int i = 0; i < fields.size(); i++) {
      if (isFlag(fields.get(i))) {
        return i;
      }
    }
    return -1;
  }

  private static boolean isFlag(String field) {
    return field.equalsIgnoreCase("true") || field.equalsIgnoreCase("false");
  }

  @Override
  public Item read(Line line) {
    boolean buy = byMaker ? !isBuyerMaker(line) : isBuy(line);
    return new Item.Trade(
        line.number(),
        line.millis(time),
        symbol,
        line.figure(price, "price"),
        line.figure(quantity, "quantity"),
        buy);
  }

  private boolean isBuyerMaker(Line line) {
    String flag = line.field(taker, "is_buyer_maker");
    if (!isFlag(flag)) {
      throw line.wrong("is_buyer_maker", flag, "true or false");
    }
    return flag.equalsIgnoreCase("true");
  }

  private boolean isBuy(Line line) {
    String side = line.field(taker, "side");
    return switch (side.toLowerCase(Locale.ROOT)) {
      case "buy", "b" -> true;
      case "sell", "s" -> false;
      default -> throw line.wrong("side", side, "buy or sell");
    };
  }
}
