package dev.carillon.api.exchange.format;

import dev.carillon.json.JsonWriter;
import dev.carillon.market.MarketView;
import dev.carillon.market.book.Side;
import dev.carillon.market.data.Candle;
import dev.carillon.market.data.Ticker;
import dev.carillon.market.model.Pair;
import dev.carillon.market.model.PairStatus;
import dev.carillon.market.model.Trade;

/**
 * What a market shows of itself, as members of JSON: the document's in its order, additions behind
 * them. A price that there is not, such as a bid when nobody bids, is 0 (row W).
 */
public final class MarketJson {
  private MarketJson() {}

  /** The last 24 hours. On the engine's thread. */
  public static JsonWriter ticker(JsonWriter json, MarketView market, long nowMillis) {
    Pair pair = market.pair();
    Ticker ticker = market.ticker().orElse(new Ticker(0, 1, 0, 0, 0, 0, nowMillis));
    boolean traded = ticker.last() != 0;
    json.field("symbol", pair.symbol());
    Decimals.price(json, "price", pair, ticker.last());
    Decimals.price(json, "change_24h", pair, traded ? ticker.change() : 0);
    Decimals.member(json, "change_percent_24h", traded ? ticker.changePercentHundredths() : 0, 2);
    Decimals.volume(json, "volume_24h", pair, ticker.lots());
    Decimals.price(json, "high_24h", pair, ticker.high());
    Decimals.price(json, "low_24h", pair, ticker.low());
    Decimals.price(json, "bid", pair, market.bestPrice(Side.BUY));
    Decimals.price(json, "ask", pair, market.bestPrice(Side.SELL));
    json.field("timestamp", nowMillis);
    return Decimals.amount(json, "quote_volume_24h", ticker.quoteUnits());
  }

  /** An execution; {@code side} is the taker's. */
  public static JsonWriter trade(JsonWriter json, Trade trade) {
    Pair pair = trade.pair();
    json.field("symbol", pair.symbol()).field("trade_id", Long.toString(trade.id()));
    Decimals.price(json, "price", pair, trade.price());
    Decimals.quantity(json, "quantity", pair, trade.quantity());
    return json.field("side", Words.of(trade.side())).field("timestamp", trade.timeMillis());
  }

  /** A candle, open or closed. */
  public static JsonWriter candle(JsonWriter json, Pair pair, Candle candle) {
    json.field("symbol", pair.symbol())
        .field("interval", candle.interval().label())
        .field("open_time", candle.openTime())
        .field("close_time", candle.closeTime());
    Decimals.price(json, "open", pair, candle.prices().open());
    Decimals.price(json, "high", pair, candle.prices().high());
    Decimals.price(json, "low", pair, candle.prices().low());
    Decimals.price(json, "close", pair, candle.prices().close());
    Decimals.volume(json, "volume", pair, candle.volume().lots());
    json.field("is_closed", candle.closed());
    Decimals.amount(json, "quote_volume", candle.volume().quoteUnits());
    return json.field("trades", candle.volume().trades());
  }

  /** A pair and its rules: what a client must know to make an order. */
  public static JsonWriter symbol(JsonWriter json, Pair pair, PairStatus status) {
    Pair.Scale scale = pair.scale();
    json.field("symbol", pair.symbol())
        .field("base", pair.base())
        .field("quote", pair.quote())
        .field("status", status.name())
        .field("price_decimals", scale.priceDecimals())
        .field("quantity_decimals", Pair.AMOUNT_DECIMALS);
    Decimals.price(json, "tick_size", pair, 1);
    Decimals.quantity(json, "lot_size", pair, 1);
    Decimals.quantity(json, "max_quantity", pair, pair.limits().maxLots());
    Decimals.amount(json, "min_notional", pair.limits().minNotional());
    Decimals.member(json, "price_band_percent", pair.limits().bandBps(), 2);
    Decimals.member(json, "market_protection_percent", pair.limits().protectionBps(), 2);
    json.field("max_open_orders", pair.limits().maxOrders());
    Decimals.member(json, "maker_fee_percent", pair.fees().makerBps(), 2);
    Decimals.member(json, "taker_fee_percent", pair.fees().takerBps(), 2);
    return json.field("fed", pair.fed());
  }
}
