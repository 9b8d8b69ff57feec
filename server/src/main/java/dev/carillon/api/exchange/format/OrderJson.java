package dev.carillon.api.exchange.format;

import dev.carillon.json.JsonWriter;
import dev.carillon.market.model.Fill;
import dev.carillon.market.model.OrderState;
import dev.carillon.market.model.OrderTerms;
import dev.carillon.market.model.Pair;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * Orders and fills as JSON: the document's members in its order, additions behind them.
 *
 * <pre>{@code
 * {"order_id":"018b...","symbol":"BTC/USDT","side":"buy","type":"limit","status":"filled",
 *  "quantity":"1.00000000","price":"45678.90",...,"time_in_force":"GTC"}
 * }</pre>
 */
public final class OrderJson {
  private OrderJson() {}

  /** An order as one object. */
  public static JsonWriter order(JsonWriter json, OrderState order) {
    return members(json.beginObject(), order).endObject();
  }

  /** The members of an order. */
  public static JsonWriter members(JsonWriter json, OrderState order) {
    Pair pair = order.pair();
    OrderTerms terms = order.terms();
    json.field("order_id", OrderIds.text(order.createdAt(), order.id()))
        .field("symbol", pair.symbol())
        .field("side", Words.of(terms.side()))
        .field("type", Words.of(terms.type()))
        .field("status", Words.of(order.status()));
    Decimals.quantity(json, "quantity", pair, terms.quantity());
    Decimals.price(json, "price", pair, terms.price());
    Decimals.quantity(json, "filled_quantity", pair, order.filled());
    Decimals.quantity(json, "remaining_quantity", pair, order.remaining());
    Decimals.member(json, "average_price", averagePrice(order), pair.scale().priceDecimals());
    Decimals.amount(json, "fees", order.fees());
    json.field("fee_currency", order.feeCurrency())
        .field("created_at", order.createdAt())
        .field("updated_at", order.updatedAt());
    return additions(json, order);
  }

  private static JsonWriter additions(JsonWriter json, OrderState order) {
    OrderTerms terms = order.terms();
    json.field("time_in_force", Words.timeInForce(terms));
    if (terms.clientOrderId() != null) {
      json.field("client_order_id", terms.clientOrderId());
    }
    if (terms.options().expireAt() != 0) {
      json.field("expire_at", terms.options().expireAt());
    }
    if (terms.options().postOnly()) {
      json.field("post_only", true);
    }
    if (terms.type().isStop()) {
      Decimals.price(json, "stop_price", order.pair(), terms.stopPrice());
      json.field("triggered", order.triggered());
    }
    if (terms.display() != 0) {
      Decimals.quantity(json, "display_quantity", order.pair(), terms.display());
    }
    if (order.reason() != null) {
      json.field("reason", order.reason().name());
    }
    return json;
  }

  /** What it traded at, in units of the price's last decimal, rounded half up; 0: it did not. */
  private static long averagePrice(OrderState order) {
    if (order.filled() == 0) {
      return 0;
    }
    // Quote units of 10^-8 by base units of 10^-8 is the price; the product may exceed a long.
    BigInteger base = BigInteger.valueOf(order.pair().baseUnits(order.filled()));
    BigInteger scaled =
        BigInteger.valueOf(order.notional())
            .multiply(BigInteger.TEN.pow(order.pair().scale().priceDecimals()));
    return scaled.shiftLeft(1).add(base).divide(base.shiftLeft(1)).longValueExact();
  }

  /**
   * The members of a fill. Its trade has the number of the public one, so that they can be joined.
   *
   * @param orderCreatedAt when its order was made, milliseconds since 1970
   * @param clientOrderId what its owner calls the order; null: nothing
   */
  public static JsonWriter fill(
      JsonWriter json, Fill fill, long orderCreatedAt, @Nullable String clientOrderId) {
    Pair pair = fill.trade().pair();
    json.field("trade_id", "trade_" + fill.trade().id())
        .field("order_id", OrderIds.text(orderCreatedAt, fill.orderId()))
        .field("symbol", pair.symbol())
        .field("side", Words.of(fill.side()));
    Decimals.quantity(json, "quantity", pair, fill.trade().quantity());
    Decimals.price(json, "price", pair, fill.trade().price());
    Decimals.amount(json, "fee", fill.fee());
    json.field("fee_currency", fill.feeCurrency())
        .field("role", fill.taker() ? "taker" : "maker")
        .field("timestamp", fill.trade().timeMillis());
    if (clientOrderId != null) {
      json.field("client_order_id", clientOrderId);
    }
    return json;
  }
}
