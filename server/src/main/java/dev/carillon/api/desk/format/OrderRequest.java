package dev.carillon.api.desk.format;

import dev.carillon.desk.DeskView;
import dev.carillon.desk.model.Command;
import dev.carillon.desk.model.Expiry;
import dev.carillon.desk.model.OrderState;
import dev.carillon.desk.model.OrderStatus;
import dev.carillon.desk.model.OrderTerms;
import dev.carillon.desk.model.OrderType;
import dev.carillon.desk.model.Origin;
import dev.carillon.desk.model.PositionState;
import dev.carillon.desk.quote.Symbol;
import dev.carillon.json.JsonException;
import dev.carillon.json.JsonObject;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads what is asked of orders and positions:
 *
 * <pre>{@code
 * {"symbol":"EURUSD","orderType":"BUY_LIMIT","volume":0.1,"price":1.082,"stopLoss":1.08,
 *  "takeProfit":1.09,"strategyId":"strategy_123","connectionId":"conn_123456"}
 * }</pre>
 *
 * <p>What a number must be by itself is checked here; what depends on the symbol, the quotes or the
 * account, the desk checks. What does not fit is a {@link JsonException} that names the member.
 */
public final class OrderRequest {
  /** A symbol that is not known is refused by the desk; till then its prices may be like any. */
  private static final int UNKNOWN_DIGITS = 8;

  private static final int MAX_ID_CHARS = 64;
  private static final int MOST_DEVIATION = 1_000_000;

  private OrderRequest() {}

  /** The command that a new order is, without its key. */
  public static Command.Place place(JsonObject json, String owner, Symbols symbols) {
    String name = json.string("symbol", 1, MAX_ID_CHARS);
    int digits = symbols.find(name).map(Symbol::digits).orElse(UNKNOWN_DIGITS);
    OrderTerms.Prices prices =
        new OrderTerms.Prices(
            Numbers.price(json, "price", digits).orElse(0L),
            Numbers.price(json, "limitPrice", digits).orElse(0L),
            Numbers.price(json, "stopLoss", digits).orElse(0L),
            Numbers.price(json, "takeProfit", digits).orElse(0L));
    OrderTerms terms =
        new OrderTerms(
            type(json),
            Numbers.volume(json, "volume")
                .orElseThrow(() -> json.mismatch("volume", "is required")),
            prices,
            json.optionalInteger("deviation", 0, MOST_DEVIATION).orElse(OrderTerms.ANY_PRICE),
            expiry(json).orElse(Expiry.GTC),
            new Origin(id(json, "connectionId"), id(json, "strategyId")));
    return new Command.Place(owner, name, terms, null);
  }

  private static OrderType type(JsonObject json) {
    String word = json.string("orderType");
    return Arrays.stream(OrderType.values())
        .filter(type -> type.name().equals(word))
        .findFirst()
        .orElseThrow(() ->
            json.mismatch(
                "orderType",
                Arrays.stream(OrderType.values())
                    .map(OrderType::name)
                    .collect(Collectors.joining(", ", "must be one of ", ""))));
  }

  private static @Nullable String id(JsonObject json, String name) {
    return json.has(name) ? json.string(name, 1, MAX_ID_CHARS) : null;
  }

  /** {@code "timeInForce":"GTC"}, {@code "DAY"}, or {@code "expiresAt"} a time. */
  private static Optional<Expiry> expiry(JsonObject json) {
    Optional<Expiry> date = Times.read(json, "expiresAt").map(Expiry::at);
    Optional<String> word = json.optionalString("timeInForce");
    if (word.isEmpty()) {
      return date;
    }
    if (date.isPresent() != word.get().equals("DATE")) {
      throw json.mismatch("expiresAt", "is for timeInForce DATE, and is required there");
    }
    return Optional.of(
        switch (word.get()) {
          case "GTC" -> Expiry.GTC;
          case "DAY" -> Expiry.DAY;
          case "DATE" -> date.orElseThrow();
          default -> throw json.mismatch("timeInForce", "must be one of GTC, DAY, DATE");
        });
  }

  /** The ticket that {@code ticket} or {@code orderId} names. */
  public static long ticket(JsonObject json) {
    if (json.has("ticket")) {
      return json.integer("ticket", 1, Long.MAX_VALUE);
    }
    return Ids.ORDER
        .parse(json.optionalString("orderId").orElseThrow(() -> ticketMissing(json)))
        .orElseThrow(() -> json.mismatch("orderId", "must be an id such as order_123"));
  }

  private static JsonException ticketMissing(JsonObject json) {
    return json.mismatch("ticket", "is required, or orderId");
  }

  /**
   * The command that changes a pending order, or the stops of an open position: whichever has the
   * ticket. On the desk's thread.
   *
   * @return empty: this account has neither
   */
  public static Optional<Command> change(
      JsonObject json, String owner, long ticket, DeskView view) {
    Optional<OrderState> order =
        view.order(owner, ticket).filter(known -> known.status() == OrderStatus.PENDING);
    if (order.isPresent()) {
      return Optional.of(modify(json, order.get()));
    }
    return view.position(owner, ticket).map(position -> protect(json, position));
  }

  /** The command that changes a pending order; null or 0 takes a price away. */
  public static Command.Modify modify(JsonObject json, OrderState order) {
    int digits = order.symbol().digits();
    Command.Modify command =
        new Command.Modify(
            order.owner(),
            order.ticket(),
            Numbers.price(json, "price", digits).orElse(null),
            Numbers.price(json, "limitPrice", digits).orElse(null),
            stop(json, "stopLoss", digits),
            stop(json, "takeProfit", digits),
            expiry(json).orElse(null));
    boolean isChange =
        command.price() != null
            || command.limitPrice() != null
            || command.stopLoss() != null
            || command.takeProfit() != null
            || command.expiry() != null;
    if (!isChange) {
      throw json.mismatch("price", "is required, or stopLoss, takeProfit, or another end");
    }
    return command;
  }

  /** The command that changes the stops of a position; null or 0 takes one away. */
  public static Command.Protect protect(JsonObject json, PositionState position) {
    int digits = position.symbol().digits();
    Long stopLoss = stop(json, "stopLoss", digits);
    Long takeProfit = stop(json, "takeProfit", digits);
    if (stopLoss == null && takeProfit == null) {
      throw json.mismatch("stopLoss", "is required, or takeProfit");
    }
    return new Command.Protect(position.owner(), position.ticket(), stopLoss, takeProfit);
  }

  /** Null: it is not named, and stays; 0: it goes. */
  private static @Nullable Long stop(JsonObject json, String name, int digits) {
    boolean isNull = json.names().contains(name) && !json.has(name);
    return isNull ? (Long) 0L : Numbers.price(json, name, digits).orElse(null);
  }

  /** The command that closes a position, without its key; without {@code volume} all of it. */
  public static Command.Close close(JsonObject json, String owner, long ticket) {
    Optional<Long> volume = Numbers.volume(json, "volume");
    if (volume.filter(hundredths -> hundredths == 0).isPresent()) {
      throw json.mismatch("volume", "must be more than 0");
    }
    return new Command.Close(owner, ticket, volume.orElse(0L), null);
  }
}
