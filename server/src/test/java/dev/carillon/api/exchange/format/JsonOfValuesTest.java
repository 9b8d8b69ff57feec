package dev.carillon.api.exchange.format;

import static dev.carillon.api.exchange.format.TestPairs.BTC;
import static dev.carillon.api.exchange.format.TestPairs.lots;
import static dev.carillon.api.exchange.format.TestPairs.ticks;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.json.Json;
import dev.carillon.json.JsonWriter;
import dev.carillon.ledger.Balance;
import dev.carillon.market.book.SelfTrade;
import dev.carillon.market.book.Side;
import dev.carillon.market.book.TimeInForce;
import dev.carillon.market.data.BookLevel;
import dev.carillon.market.data.BookSide;
import dev.carillon.market.data.BookSnapshot;
import dev.carillon.market.data.BookUpdate;
import dev.carillon.market.data.Candle;
import dev.carillon.market.data.Interval;
import dev.carillon.market.model.Fill;
import dev.carillon.market.model.OrderState;
import dev.carillon.market.model.OrderStatus;
import dev.carillon.market.model.OrderTerms;
import dev.carillon.market.model.OrderType;
import dev.carillon.market.model.PairStatus;
import dev.carillon.market.model.Reason;
import dev.carillon.market.model.Trade;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The document's values come out as the document shows them, with the same figures. */
class JsonOfValuesTest {
  private static final long NOW = 1_672_531_200_000L;
  private static final long CREATED = 1_672_531_100_000L;
  private static final String SAMPLE_ORDER = "123e4567-e89b-12d3-a456-426614174000";

  private static JsonNode written(Consumer<JsonWriter> members) {
    byte[] json =
        Json.bytes(writer -> {
          writer.beginObject();
          members.accept(writer);
          writer.endObject();
        });
    return SeedExamples.parse(new String(json, StandardCharsets.UTF_8));
  }

  private static void assertShown(String example, JsonNode actual) {
    JsonNode shown = SeedExamples.data(example);
    assertThat(SeedExamples.common(shown, actual).toString()).isEqualTo(shown.toString());
  }

  private static void assertShownWithOurIds(String example, JsonNode actual, long number) {
    String shown = SeedExamples.data(example).toString();
    assertThat(SeedExamples.common(SeedExamples.data(example), actual).toString())
        .isEqualTo(shown.replace(SAMPLE_ORDER, OrderIds.text(CREATED, number)));
  }

  @Test
  void aTrade() {
    Trade trade = new Trade(BTC, 987_654_321, ticks("45678.90"), lots("0.5"), Side.BUY, NOW);

    assertShown("10-trade", written(json -> MarketJson.trade(json, trade)));
  }

  @Test
  void aCandle() {
    Candle candle =
        new Candle(
            Interval.ONE_MINUTE,
            NOW,
            NOW + 59_999,
            new Candle.Prices(ticks("45600"), ticks("45700"), ticks("45550"), ticks("45678.90")),
            new Candle.Volume(lots("123.45678"), 5, 7),
            false);
    JsonNode actual = written(json -> MarketJson.candle(json, BTC, candle));

    // The document's lot is smaller than ours; what is shown is the same.
    JsonNode shown = SeedExamples.data("12-kline");
    assertThat(SeedExamples.common(shown, actual).toString())
        .isEqualTo(shown.toString().replace("123.45678900", "123.45678000"));
    assertThat(actual.get("quote_volume").asString()).isEqualTo("0.00000005");
    assertThat(actual.get("trades").asInt()).isEqualTo(7);
  }

  @Test
  void aBook() {
    BookSnapshot book =
        new BookSnapshot(
            List.of(level("45678.50", "1.25"), level("45678.00", "2.5")),
            List.of(level("45679.00", "0.75"), level("45679.50", "1.8")),
            123_456_789,
            42);
    JsonNode actual =
        written(
            json -> BookJson.snapshot(json, BTC, book, new BookJson.Stream(20, "e1", null), NOW));

    assertShown("07-orderbook_snapshot", actual);
    assertThat(actual.get("depth").asInt()).isEqualTo(20);
    assertThat(actual.get("checksum").asLong()).isEqualTo(42);
    assertThat(actual.get("epoch").asString()).isEqualTo("e1");
    assertThat(actual.has("reason")).isFalse();
  }

  private static BookLevel level(String price, String quantity) {
    return new BookLevel(ticks(price), lots(quantity));
  }

  @Test
  void anUpdateOfABook() {
    BookUpdate update =
        new BookUpdate(
            BookSide.BIDS, ticks("45678.50"), lots("1.25"), 123_456_790, true, 4_294_967_295L);
    JsonNode actual = written(json -> BookJson.update(json, BTC, update, NOW));

    assertShown("08-orderbook_update", actual);
    assertThat(actual.get("prev_sequence").asLong()).isEqualTo(123_456_789);
    assertThat(actual.get("final").asBoolean()).isTrue();
    assertThat(actual.get("checksum").asLong()).isEqualTo(4_294_967_295L);
  }

  @Test
  void rowQWhatGoesIsADeleteOfNothing() {
    BookUpdate update = new BookUpdate(BookSide.ASKS, ticks("45679"), 0, 8, false, -1);
    JsonNode actual = written(json -> BookJson.update(json, BTC, update, NOW));

    assertThat(actual.get("side").asString()).isEqualTo("sell");
    assertThat(actual.get("action").asString()).isEqualTo("delete");
    assertThat(actual.get("quantity").asString()).isEqualTo("0.00000000");
    assertThat(actual.has("final")).isFalse();
    assertThat(actual.has("checksum")).isFalse();
  }

  @Test
  void balances() {
    List<Balance> balances =
        List.of(
            new Balance("BTC", 125_000_000, 50_000_000),
            new Balance("USDT", 1_000_000_000_000L, 500_000_000_000L));
    JsonNode actual = written(json -> AccountJson.balances(json, balances));

    assertThat(actual.get("balances").toString())
        .isEqualTo(SeedExamples.data("14-account_update").get("balances").toString());
  }

  @Test
  void anOrder() {
    OrderTerms terms = OrderTerms.limit(Side.BUY, ticks("45678.90"), lots("1"));
    JsonNode actual =
        written(json ->
            OrderJson.members(
                json,
                new OrderState(
                    7,
                    "john",
                    BTC,
                    terms,
                    OrderStatus.FILLED,
                    null,
                    lots("1"),
                    BTC.notional(ticks("45678.90"), lots("1")),
                    100_000,
                    true,
                    CREATED,
                    NOW)));

    assertShownWithOurIds("16-order_update", actual, 7);
    assertThat(actual.get("time_in_force").asString()).isEqualTo("GTC");
  }

  @Test
  void rowTFillsHaveTheNumberOfTheirTrade() {
    Trade trade = new Trade(BTC, 123_456_789, ticks("45678.90"), lots("0.5"), Side.BUY, NOW);
    Fill fill = new Fill(trade, "john", 7, Side.BUY, 50_000, "BTC", true);
    JsonNode actual = written(json -> OrderJson.fill(json, fill, CREATED, "mine"));

    assertShownWithOurIds("18-user_trade", actual, 7);
    assertThat(actual.get("client_order_id").asString()).isEqualTo("mine");
  }

  @Test
  void rowWWhatHasNoPriceShowsZero() {
    JsonNode actual =
        written(json -> OrderJson.members(json, order(OrderTerms.market(Side.SELL, 5))));

    assertThat(actual.get("type").asString()).isEqualTo("market");
    assertThat(actual.get("price").asString()).isEqualTo("0.00");
    assertThat(actual.get("average_price").asString()).isEqualTo("0.00");
    assertThat(actual.get("fee_currency").asString()).isEqualTo("USDT");
  }

  @Test
  void theAveragePriceIsRoundedToThePairsDecimals() {
    OrderTerms terms = OrderTerms.limit(Side.BUY, 102, 3);
    OrderState bought =
        new OrderState(
            1,
            "john",
            BTC,
            terms,
            OrderStatus.FILLED,
            null,
            3,
            BTC.notional(100, 2) + BTC.notional(102, 1),
            0,
            true,
            1,
            1);

    // (1.00 + 1.00 + 1.02) / 3
    assertThat(written(json -> OrderJson.members(json, bought)).get("average_price").asString())
        .isEqualTo("1.01");
  }

  @Test
  void whatAnOrderHasBesideItsFiguresIsShown() {
    OrderTerms terms =
        new OrderTerms(
            Side.SELL,
            OrderType.STOP_LIMIT,
            TimeInForce.GTC,
            new OrderTerms.Figures(10, 200, 300, 5),
            new OrderTerms.Options(true, SelfTrade.NONE, NOW, "mine", 4));
    JsonNode actual = written(json -> OrderJson.members(json, order(terms)));

    assertThat(actual.get("type").asString()).isEqualTo("stop_limit");
    assertThat(actual.get("time_in_force").asString()).isEqualTo("GTD");
    assertThat(actual.get("expire_at").asLong()).isEqualTo(NOW);
    assertThat(actual.get("stop_price").asString()).isEqualTo("3.00");
    assertThat(actual.get("triggered").asBoolean()).isFalse();
    assertThat(actual.get("display_quantity").asString()).isEqualTo("0.00005000");
    assertThat(actual.get("post_only").asBoolean()).isTrue();
    assertThat(actual.get("client_order_id").asString()).isEqualTo("mine");
    assertThat(actual.get("reason").asString()).isEqualTo("PRICE_BAND");
  }

  private static OrderState order(OrderTerms terms) {
    return new OrderState(
        1, "john", BTC, terms, OrderStatus.REJECTED, Reason.PRICE_BAND, 0, 0, 0, false, 1, 1);
  }

  @Test
  void aPairSaysWhatAnOrderMustKeepTo() {
    assertThat(written(json -> MarketJson.symbol(json, TestPairs.FED, PairStatus.HALT)).toString())
        .isEqualTo(
            "{\"symbol\":\"FED/USDT\",\"base\":\"FED\",\"quote\":\"USDT\",\"status\":\"HALT\","
                + "\"price_decimals\":4,\"quantity_decimals\":8,\"tick_size\":\"0.0005\","
                + "\"lot_size\":\"0.00100000\",\"max_quantity\":\"1000000.00000000\","
                + "\"min_notional\":\"5.00000000\",\"price_band_percent\":\"50.00\","
                + "\"market_protection_percent\":\"5.00\",\"max_open_orders\":200,"
                + "\"maker_fee_percent\":\"0.10\",\"taker_fee_percent\":\"0.10\",\"fed\":true}");
  }
}
