package dev.carillon.api.exchange.format;

import dev.carillon.json.JsonObject;
import dev.carillon.market.book.SelfTrade;
import dev.carillon.market.book.Side;
import dev.carillon.market.book.TimeInForce;
import dev.carillon.market.model.Command;
import dev.carillon.market.model.Command.OrderName;
import dev.carillon.market.model.OrderTerms;
import dev.carillon.market.model.OrderType;
import dev.carillon.market.model.Pair;
import dev.carillon.market.model.RequestKey;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Reads orders:
 *
 * <pre>{@code
 * {"symbol":"BTC/USDT","side":"buy","type":"limit","quantity":"0.5","price":"45678.90",
 *  "time_in_force":"GTD","expire_at":1672531200000,"client_order_id":"mine-1"}
 * }</pre>
 *
 * <p>What an order must be by itself is checked here; what depends on the market or the account,
 * the engine checks.
 */
public final class OrderRequest {
  /** The longest {@code client_order_id}. */
  static final int MAX_CLIENT_ID = 64;

  private static final long FOREVER = Long.MAX_VALUE;
  private static final Command.Written NO_FIGURES = new Command.Written(null, null, null);

  private final JsonObject json;
  private final Pair pair;

  private OrderRequest(JsonObject json, Pair pair) {
    this.json = json;
    this.pair = pair;
  }

  /**
   * Who asks.
   *
   * @param connection what an order with {@code cancel_on_disconnect} ends with; 0: nothing does
   * @param key by which the same request is known; null: it can't be
   */
  public record From(String owner, long connection, @Nullable RequestKey key) {}

  /** The command that a new order is. */
  public static Parsed<Command.Place> read(JsonObject json, Pairs pairs, From from) {
    return switch (pairs.of(json)) {
      case Parsed.Bad<Pair>(var fault) -> new Parsed.Bad<>(fault);
      case Parsed.Good<Pair>(var pair) ->
          Parsed.by(() ->
              new Command.Place(
                  from.owner(),
                  pair.symbol(),
                  new OrderRequest(json, pair).terms(from.connection()),
                  from.key()));
    };
  }

  /** The command that changes a live order. */
  public static Parsed<Command.Change> change(JsonObject json, String owner, OrderName order) {
    return Parsed.by(() -> {
      Command.Written figures = Figures.written(json);
      if (figures.equals(NO_FIGURES)) {
        throw json.mismatch("quantity", "is required, or price, or stop_price");
      }
      return new Command.Change(owner, order, figures);
    });
  }

  /**
   * The order that {@code order_id} or {@code client_order_id} names; empty: no order of ours can
   * be called so.
   */
  public static Parsed<Optional<OrderName>> order(JsonObject json) {
    return Parsed.by(() -> {
      Optional<String> id = json.optionalString("order_id");
      if (id.isPresent()) {
        OptionalLong number = OrderIds.parse(id.get());
        return number.isPresent()
            ? Optional.of(OrderName.of(number.getAsLong()))
            : Optional.empty();
      }
      String name =
          json.optionalString("client_order_id")
              .orElseThrow(() -> json.mismatch("order_id", "is required, or client_order_id"));
      boolean canBe = name.codePointCount(0, name.length()) <= MAX_CLIENT_ID;
      return canBe ? Optional.of(OrderName.of(name)) : Optional.empty();
    });
  }

  /** An amount of a currency in 10^-8, above 0: of a deposit or a withdrawal. */
  public static Parsed<Long> amount(JsonObject json, String name) {
    return Parsed.by(() -> Figures.amount(json, name));
  }

  private OrderTerms terms(long connection) {
    Side side = required("side", Words.all(Side.class));
    OrderType type = required("type", Words.all(OrderType.class));
    OrderTerms.Figures figures = figures(type);
    Optional<Long> expireAt = json.optionalInteger("expire_at", 1, FOREVER);
    TimeInForce time = timeInForce(type, expireAt.isPresent());
    OrderTerms.Options options =
        new OrderTerms.Options(
            json.optionalBool("post_only").orElse(false),
            Words.read(json, "self_trade_prevention", Words.all(SelfTrade.class))
                .orElse(SelfTrade.EXPIRE_TAKER),
            expireAt.orElse(0L),
            json.has("client_order_id") ? json.string("client_order_id", 1, MAX_CLIENT_ID) : null,
            cancelsOnDisconnect(connection) ? connection : 0);
    return new OrderTerms(side, type, time, figures, options);
  }

  private <E extends Enum<E>> E required(String name, List<E> allowed) {
    return Words.read(json, name, allowed).orElseThrow(() -> json.mismatch(name, "is required"));
  }

  private OrderTerms.Figures figures(OrderType type) {
    Figures figures = new Figures(json, pair);
    long quantity = figures.quantity("quantity");
    if (quantity == 0) {
      throw json.mismatch("quantity", "is required");
    }
    return new OrderTerms.Figures(
        quantity,
        belonging("price", figures.price("price"), type, type.isPriced()),
        belonging("stop_price", figures.price("stop_price"), type, type.isStop()),
        figures.quantity("display_quantity"));
  }

  private long belonging(String name, long ticks, OrderType type, boolean belongs) {
    if (belongs && ticks == 0) {
      throw json.mismatch(name, "is required for type " + Words.of(type));
    }
    if (!belongs && ticks != 0) {
      throw json.mismatch(name, "is not for type " + Words.of(type));
    }
    return ticks;
  }

  /** A market order is over at once: it can't be good till anything. */
  private TimeInForce timeInForce(OrderType type, boolean expires) {
    boolean waits = type != OrderType.MARKET;
    Optional<String> word = json.optionalString("time_in_force");
    if (expires && !word.filter(Words.GTD::equalsIgnoreCase).isPresent()) {
      throw json.mismatch("expire_at", "is for time_in_force GTD alone");
    }
    if (word.isEmpty()) {
      return waits ? TimeInForce.GTC : TimeInForce.IOC;
    }
    if (waits && word.get().equalsIgnoreCase(Words.GTD)) {
      if (!expires) {
        throw json.mismatch("expire_at", "is required for time_in_force GTD");
      }
      return TimeInForce.GTC;
    }
    return Words.all(TimeInForce.class).stream()
        .filter(constant -> waits || constant != TimeInForce.GTC)
        .filter(constant -> constant.name().equalsIgnoreCase(word.get()))
        .findFirst()
        .orElseThrow(() ->
            json.mismatch(
                "time_in_force",
                waits
                    ? "must be one of GTC, IOC, FOK, GTD"
                    : "must be one of IOC, FOK for a market order"));
  }

  private boolean cancelsOnDisconnect(long connection) {
    boolean wanted = json.optionalBool("cancel_on_disconnect").orElse(false);
    if (wanted && connection == 0) {
      throw json.mismatch("cancel_on_disconnect", "is for orders over a socket alone");
    }
    return wanted;
  }
}
