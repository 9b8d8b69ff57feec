package dev.carillon.desk.books;

import dev.carillon.desk.model.Side;
import dev.carillon.desk.quote.Amounts;
import dev.carillon.desk.quote.Conversion;
import dev.carillon.desk.quote.Conversion.Rate;
import dev.carillon.desk.quote.Quote;
import java.util.ArrayList;
import java.util.List;

/**
 * The positions in one symbol of all accounts in one currency: they are valued with the same rates.
 */
final class Group {
  private final Market market;
  private final String currency;
  private final List<Position> positions = new ArrayList<>();
  private Conversion conversion;

  Group(Market market, String currency, Conversion conversion) {
    this.market = market;
    this.currency = currency;
    this.conversion = conversion;
  }

  Market market() {
    return market;
  }

  String currency() {
    return currency;
  }

  /** From the symbol's quote currency into the accounts'. */
  Conversion conversion() {
    return conversion;
  }

  void convertBy(Conversion other) {
    conversion = other;
  }

  void add(Position position) {
    position.setPlace(positions.size());
    positions.add(position);
  }

  /** The order does not matter: what depends on it is sorted by account later. */
  void remove(Position position) {
    Position last = positions.removeLast();
    if (last != position) {
      positions.set(position.place(), last);
      last.setPlace(position.place());
    }
  }

  /** Values all positions at the quotes as they are now. */
  void revalue(Touched touched) {
    if (positions.isEmpty()) {
      return;
    }
    Quote quote = market.quote();
    Rate gain = conversion.bid();
    Rate loss = conversion.ask();
    for (int i = 0; i < positions.size(); i++) {
      Position position = positions.get(i);
      value(position, profit(position, position.volume(), quote, gain, loss));
      touched.add(position.account());
    }
  }

  /** Values one position. */
  void revalue(Position position) {
    value(position, profit(position, position.volume()));
  }

  /** What a part of a position has gained at the quotes as they are now, in cents. */
  long profit(Position position, long volume) {
    return profit(position, volume, market.quote(), conversion.bid(), conversion.ask());
  }

  private static void value(Position position, long profit) {
    position.account().addFloating(profit - position.profit());
    position.setProfit(profit);
  }

  private static long profit(Position position, long volume, Quote quote, Rate gain, Rate loss) {
    long open = position.opening().price();
    long points = position.side() == Side.BUY ? quote.bid() - open : open - quote.ask();
    Rate rate = points >= 0 ? gain : loss;
    return Amounts.ratio(
        points,
        position.market().units(volume),
        rate.multiply(),
        quote.pointsPerUnit(),
        rate.divide());
  }
}
