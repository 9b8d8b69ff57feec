package dev.carillon.api.desk.format;

import dev.carillon.desk.model.Alert;
import dev.carillon.desk.model.Analytics;
import dev.carillon.desk.model.Deal;
import dev.carillon.desk.model.Expiry;
import dev.carillon.desk.model.OrderState;
import dev.carillon.desk.model.OrderStatus;
import dev.carillon.desk.model.OrderTerms;
import dev.carillon.desk.model.OrderType;
import dev.carillon.desk.model.Origin;
import dev.carillon.desk.model.Period;
import dev.carillon.desk.model.PositionState;
import dev.carillon.desk.model.Side;
import dev.carillon.desk.quote.QuoteState;
import dev.carillon.desk.quote.Symbol;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Values as the document shows them, and others like them. */
public final class Samples {
  /** The time of all examples of the document. */
  public static final long NEW_YEAR = Instant.parse("2024-01-01T00:00:00Z").toEpochMilli();

  public static final Symbol EURUSD = Symbol.pair("EURUSD", 5);
  public static final Symbol GBPUSD = Symbol.pair("GBPUSD", 5);
  public static final Symbol USDJPY = Symbol.pair("USDJPY", 3);

  /** Where the document's trade comes from. */
  public static final Origin ORIGIN = new Origin("conn_456", "strategy_123");

  private static final OrderTerms.Prices STOPS = new OrderTerms.Prices(0, 0, 108_000, 109_000);

  private Samples() {}

  /** The document's trade. */
  public static Deal trade(String owner) {
    return new Deal(
        123,
        owner,
        123_456,
        EURUSD,
        Side.BUY,
        10,
        108_500,
        0,
        STOPS.stopLoss(),
        STOPS.takeProfit(),
        0,
        0,
        50,
        0,
        Deal.Status.FILLED,
        Deal.Cause.CLIENT,
        ORIGIN,
        NEW_YEAR);
  }

  /** An execution like the document's. */
  public static Deal trade(String owner, long id, Symbol symbol, Origin origin) {
    Deal deal = trade(owner);
    return new Deal(
        id,
        owner,
        id,
        symbol,
        Side.SELL,
        deal.volume(),
        deal.openPrice(),
        deal.openPrice() + 100,
        0,
        0,
        -1_000,
        -12,
        50,
        -1_112,
        Deal.Status.CLOSED,
        Deal.Cause.STOP_LOSS,
        origin,
        NEW_YEAR);
  }

  /** The document's position: opened an hour ago. */
  public static PositionState position(String owner) {
    return position(owner, 123_456, EURUSD, 10, 108_600, ORIGIN);
  }

  /** A position like the document's. */
  public static PositionState position(
      String owner, long ticket, Symbol symbol, long volume, long price, Origin origin) {
    return new PositionState(
        owner,
        ticket,
        symbol,
        Side.BUY,
        volume,
        108_500,
        price,
        STOPS.stopLoss(),
        STOPS.takeProfit(),
        volume * (price - 108_500),
        0,
        50,
        10_000,
        1_005_000L,
        origin,
        NEW_YEAR - 3_600_000,
        NEW_YEAR);
  }

  /** The same at another price. */
  public static PositionState at(PositionState position, long price) {
    return position(
        position.owner(),
        position.ticket(),
        position.symbol(),
        position.volume(),
        price,
        position.origin());
  }

  /** The same with another volume; 0: closed. */
  public static PositionState with(PositionState position, long volume) {
    return position(
        position.owner(),
        position.ticket(),
        position.symbol(),
        volume,
        position.currentPrice(),
        position.origin());
  }

  /** The document's order. */
  public static OrderState order(String owner) {
    return order(owner, 123_456, EURUSD, OrderStatus.FILLED, new Origin(null, "strategy_123"));
  }

  /** An order like the document's. */
  public static OrderState order(
      String owner, long ticket, Symbol symbol, OrderStatus status, Origin origin) {
    boolean filled = status == OrderStatus.FILLED;
    return new OrderState(
        owner,
        ticket,
        symbol,
        new OrderTerms(
            OrderType.BUY_LIMIT,
            10,
            new OrderTerms.Prices(108_200, 0, 0, 0),
            OrderTerms.ANY_PRICE,
            Expiry.GTC,
            origin),
        status,
        false,
        null,
        NEW_YEAR - 1_000,
        NEW_YEAR,
        filled ? NEW_YEAR : 0,
        filled ? 108_200 : 0);
  }

  /** The document's quote. */
  public static QuoteState quote() {
    return quote(EURUSD, 108_500, 1);
  }

  /** A quote like the document's. */
  public static QuoteState quote(Symbol symbol, long bid, long version) {
    return new QuoteState(
        symbol, bid, bid + 1, 100, NEW_YEAR, 108_600, 108_200, 108_300, 108_490, false, version);
  }

  /** The same, but nothing newer came. */
  public static QuoteState stale(QuoteState quote) {
    return new QuoteState(
        quote.symbol(),
        quote.bid(),
        quote.ask(),
        quote.volume(),
        quote.timeMillis(),
        quote.dayHigh(),
        quote.dayLow(),
        quote.open(),
        quote.close(),
        true,
        quote.version());
  }

  /** The document's alert. */
  public static Alert alert(@Nullable String owner) {
    return alert(123, owner, new Alert.Entity(Alert.Entity.Kind.USER, "user_456"));
  }

  /** An alert like the document's. */
  public static Alert alert(long id, @Nullable String owner, Alert.Entity entity) {
    return new Alert(
        id,
        owner,
        Alert.Type.RISK_LIMIT,
        Alert.Severity.WARNING,
        "Daily Loss Limit Approaching",
        "Daily loss has reached 80% of the maximum limit",
        800L,
        805L,
        entity,
        NEW_YEAR,
        false);
  }

  /** The document's figures of the day. */
  public static Analytics analytics(Period period) {
    return new Analytics(
        period, 15, 10, 25_000, 10_000, 5_000, 4_000, 1_010_000, 2_500, 5_000, null);
  }
}
