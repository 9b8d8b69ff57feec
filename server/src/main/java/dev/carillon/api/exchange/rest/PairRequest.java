package dev.carillon.api.exchange.rest;

import dev.carillon.api.exchange.format.Figures;
import dev.carillon.json.JsonObject;
import dev.carillon.market.model.Pair;
import dev.carillon.market.model.Pair.Fees;
import dev.carillon.market.model.Pair.Limits;
import dev.carillon.market.model.Pair.Scale;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what an administrator says of a pair, in people's decimals:
 *
 * <pre>{@code
 * {"symbol":"BTC/USDT","price_decimals":2,"tick_size":"0.01","lot_size":"0.00001",
 *  "max_quantity":"1000","min_notional":"5","price_band_percent":"50.00",
 *  "market_protection_percent":"5.00","max_open_orders":200,
 *  "maker_fee_percent":"0.10","taker_fee_percent":"0.10","fed":false}
 * }</pre>
 *
 * The symbol, the decimals and the two sizes are required and never change; the rest has defaults.
 */
final class PairRequest {
  private static final Pattern SYMBOL = Pattern.compile("([A-Z0-9]{1,16})/([A-Z0-9]{1,16})");

  /** Until an administrator says otherwise: any price, fees as in the document's example. */
  private static final Limits LIMITS = new Limits(0, 0, 0, 500, 200);

  private static final Fees FEES = new Fees(10, 10);
  private static final int PERCENT_DECIMALS = 2;
  private static final long HUNDRED_PERCENT = 10_000;
  private static final int MOST_ORDERS = 100_000;
  private static final List<String> CHANGEABLE =
      List.of(
          "max_quantity",
          "min_notional",
          "price_band_percent",
          "market_protection_percent",
          "max_open_orders",
          "maker_fee_percent",
          "taker_fee_percent",
          "status");
  private static final List<String> FIXED =
      List.of("symbol", "price_decimals", "tick_size", "lot_size", "fed");

  private final JsonObject json;

  private PairRequest(JsonObject json) {
    this.json = json;
  }

  /**
   * A new pair.
   *
   * @throws dev.carillon.json.JsonException when a member is not what it must be
   */
  static Pair define(JsonObject json) {
    List<String> known = new ArrayList<>(FIXED);
    known.addAll(CHANGEABLE);
    return new PairRequest(json).expecting(known).pair();
  }

  /**
   * A pair with other limits and fees, as far as they are named.
   *
   * @throws dev.carillon.json.JsonException when a member is not what it must be, or can't change
   */
  static Pair change(JsonObject json, Pair pair) {
    PairRequest request = new PairRequest(json).expecting(CHANGEABLE);
    return new Pair(
        pair.symbol(),
        pair.base(),
        pair.quote(),
        pair.scale(),
        request.limits(pair.scale(), pair.limits()),
        request.fees(pair.fees()),
        pair.fed());
  }

  private PairRequest expecting(List<String> known) {
    for (String name : json.names()) {
      if (!known.contains(name)) {
        throw json.mismatch(name, "is not one of " + String.join(", ", known));
      }
    }
    return this;
  }

  private Pair pair() {
    String symbol = json.string("symbol");
    Matcher currencies = SYMBOL.matcher(symbol);
    if (!currencies.matches() || currencies.group(1).equals(currencies.group(2))) {
      throw json.mismatch("symbol", "must be two currencies, such as BTC/USDT");
    }
    Scale scale = scale();
    Limits limits = limits(scale, LIMITS);
    return new Pair(
        symbol,
        currencies.group(1),
        currencies.group(2),
        scale,
        limits.maxLots() > 0 ? limits : unbounded(limits, scale),
        fees(FEES),
        json.optionalBool("fed").orElse(false));
  }

  /** As much as can be counted at a price of one tick. */
  private static Limits unbounded(Limits limits, Scale scale) {
    return new Limits(
        Long.MAX_VALUE / Math.max(scale.lotUnits(), scale.notionalUnits()),
        limits.minNotional(),
        limits.bandBps(),
        limits.protectionBps(),
        limits.maxOrders());
  }

  private Scale scale() {
    int decimals = (int) json.integer("price_decimals", 0, Pair.AMOUNT_DECIMALS);
    long tick = required("tick_size", decimals);
    long lot = required("lot_size", Pair.AMOUNT_DECIMALS);
    try {
      return new Scale(decimals, tick, lot);
    } catch (IllegalArgumentException | ArithmeticException _) {
      throw json.mismatch(
          "lot_size", "times tick_size must be a whole number of 0.00000001 of the quote currency");
    }
  }

  private long required(String name, int decimals) {
    long units =
        Figures.units(json, name, decimals).orElseThrow(() -> json.mismatch(name, "is required"));
    if (units == 0) {
      throw json.mismatch(name, "must be above 0");
    }
    return units;
  }

  private Limits limits(Scale scale, Limits otherwise) {
    return new Limits(
        maxLots(scale, otherwise.maxLots()),
        Figures.units(json, "min_notional", Pair.AMOUNT_DECIMALS).orElse(otherwise.minNotional()),
        percent("price_band_percent", otherwise.bandBps()),
        percent("market_protection_percent", otherwise.protectionBps()),
        json.optionalInteger("max_open_orders", 1, MOST_ORDERS)
            .orElse((long) otherwise.maxOrders())
            .intValue());
  }

  private long maxLots(Scale scale, long otherwise) {
    if (!json.has("max_quantity")) {
      return otherwise;
    }
    long units = required("max_quantity", Pair.AMOUNT_DECIMALS);
    if (units % scale.lotUnits() != 0) {
      throw json.mismatch("max_quantity", "must be a multiple of the lot size");
    }
    return units / scale.lotUnits();
  }

  private Fees fees(Fees otherwise) {
    return new Fees(
        percent("maker_fee_percent", otherwise.makerBps()),
        percent("taker_fee_percent", otherwise.takerBps()));
  }

  /** In 1/10,000. */
  private int percent(String name, int otherwise) {
    long hundredths = Figures.units(json, name, PERCENT_DECIMALS).orElse((long) otherwise);
    if (hundredths > HUNDRED_PERCENT) {
      throw json.mismatch(name, "must be at most 100");
    }
    return (int) hundredths;
  }
}
