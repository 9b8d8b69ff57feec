package dev.carillon.desk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.desk.model.AccountState;
import dev.carillon.desk.model.Deal;
import dev.carillon.desk.model.DeskEvent;
import dev.carillon.desk.model.DeskEvent.Dealt;
import dev.carillon.desk.model.MarginMode;
import dev.carillon.desk.model.PositionState;
import dev.carillon.desk.model.Side;
import dev.carillon.desk.quote.QuoteState;
import dev.carillon.desk.quote.Symbol;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the figures of an account must be, worked out anew from its deals, its positions and the
 * quotes, with decimals, by the formulas of markets.md 3.1.
 */
final class Reference {
  private static final MathContext EXACT = new MathContext(60);

  private final Desk desk = new Desk(this::happened);
  private final DeskView view = desk.view();
  private final Map<String, Long> booked = new HashMap<>();

  /** From the base currency into the account's, when each position was opened. */
  private final Map<Long, BigDecimal> marginRates = new HashMap<>();

  /** The desk that is looked at. */
  Desk desk() {
    return desk;
  }

  /** Money came in, or went out when negative. */
  void moved(String owner, long cents) {
    booked.merge(owner, cents, Long::sum);
  }

  private void happened(DeskEvent event) {
    if (event instanceof Dealt(var deal, _)) {
      dealt(deal);
    }
  }

  private void dealt(Deal deal) {
    booked.merge(deal.owner(), deal.profit() + deal.swap() - deal.commission(), Long::sum);
    if (deal.status() == Deal.Status.FILLED) {
      var terms = view.account(deal.owner()).orElseThrow().terms();
      marginRates.put(
          deal.ticket(),
          terms.marginMode() == MarginMode.BASE_UNITS
              ? BigDecimal.ONE
              : rate(deal.symbol().base(), terms.currency(), false));
    }
  }

  /** Compares all figures of an account. */
  void check(String owner) {
    AccountState account = view.account(owner).orElseThrow();
    List<PositionState> positions = view.positions(owner);
    long floating = 0;
    long margin = 0;
    for (PositionState position : positions) {
      long profit = profit(position, account.terms().currency());
      assertThat(position.profit()).as("profit of %s", position).isEqualTo(profit);
      long held = margin(position, account);
      assertThat(position.margin()).as("margin of %s", position).isEqualTo(held);
      floating += profit + position.swap();
      margin += held;
    }
    assertThat(account.balance()).isEqualTo(booked.getOrDefault(owner, 0L));
    assertThat(account.floating()).isEqualTo(floating);
    assertThat(account.equity()).isEqualTo(account.balance() + floating);
    assertThat(account.margin()).isEqualTo(margin);
    assertThat(account.positions()).isEqualTo(positions.size());
  }

  private long profit(PositionState position, String currency) {
    Symbol symbol = position.symbol();
    QuoteState quote = view.quote(symbol.name()).orElseThrow();
    long points =
        position.side() == Side.BUY
            ? quote.bid() - position.openPrice()
            : position.openPrice() - quote.ask();
    BigDecimal price = BigDecimal.valueOf(points, symbol.digits());
    BigDecimal lots = BigDecimal.valueOf(position.volume(), 2);
    BigDecimal amount = price.multiply(BigDecimal.valueOf(symbol.contract().size())).multiply(lots);
    return cents(amount.multiply(rate(symbol.quote(), currency, points >= 0)));
  }

  private long margin(PositionState position, AccountState account) {
    Symbol symbol = position.symbol();
    BigDecimal rate = marginRates.getOrDefault(position.ticket(), BigDecimal.ONE);
    BigDecimal units =
        BigDecimal.valueOf(symbol.contract().size())
            .multiply(BigDecimal.valueOf(position.volume(), 2));
    return cents(
        units
            .multiply(rate)
            .multiply(BigDecimal.valueOf(symbol.contract().marginPercent(), 2))
            .divide(BigDecimal.valueOf(account.terms().leverage()), EXACT));
  }

  /** How much of one currency another is worth: a profit is sold at the bid. */
  private BigDecimal rate(String from, String to, boolean bid) {
    return from.equals(to)
        ? BigDecimal.ONE
        : direct(from, to, bid)
            .or(() ->
                direct(from, "USD", bid)
                    .flatMap(first ->
                        direct("USD", to, bid).map(second -> first.multiply(second, EXACT))))
            .orElseThrow();
  }

  private Optional<BigDecimal> direct(String from, String to, boolean bid) {
    Optional<BigDecimal> straight = view.quote(from + to).map(quote -> price(quote, bid));
    return straight.isPresent()
        ? straight
        : view.quote(to + from).map(quote -> BigDecimal.ONE.divide(price(quote, !bid), EXACT));
  }

  private static BigDecimal price(QuoteState quote, boolean bid) {
    return BigDecimal.valueOf(bid ? quote.bid() : quote.ask(), quote.symbol().digits());
  }

  private static long cents(BigDecimal amount) {
    // What the divisions above left uncertain is far behind the sixty digits.
    return amount
        .round(new MathContext(50))
        .setScale(2, RoundingMode.HALF_UP)
        .unscaledValue()
        .longValueExact();
  }
}
