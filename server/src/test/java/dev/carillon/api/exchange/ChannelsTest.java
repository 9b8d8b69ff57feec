package dev.carillon.api.exchange;

import static dev.carillon.api.exchange.ExchangeClient.only;
import static dev.carillon.api.exchange.ExchangeClient.types;
import static dev.carillon.api.exchange.format.TestPairs.lots;
import static dev.carillon.api.exchange.format.TestPairs.ticks;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.api.exchange.feed.FeedSettings;
import dev.carillon.market.book.Side;
import dev.carillon.market.model.Command;
import dev.carillon.market.model.OrderTerms;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ChannelsTest {
  private static final String TICKER = "'channel':'ticker','symbol':'BTC/USDT'";
  private static final String TRADES = "'channel':'trades','symbol':'BTC/USDT'";
  private static final String KLINE = "'channel':'kline','symbol':'BTC/USDT'";
  private static final String BOOK = "'channel':'orderbook','symbol':'BTC/USDT'";

  private final ExchangeWorld world = new ExchangeWorld();
  private final ExchangeClient client = world.connect();

  private static String text(JsonNode message, String member) {
    return message.get("data").get(member).asString();
  }

  private static List<String> texts(List<JsonNode> messages, String member) {
    return messages.stream().map(message -> text(message, member)).toList();
  }

  @Test
  void aTickerBeginsWithTheCurrentOne() {
    world.trades("100", "1");
    world.trades("110", "2");
    world.rests("jane", Side.BUY, "99", "1");
    JsonNode ticker = client.subscribed(TICKER).getFirst();

    assertThat(ticker.get("data").toString())
        .isEqualTo(
            "{\"symbol\":\"BTC/USDT\",\"price\":\"110.00\",\"change_24h\":\"10.00\","
                + "\"change_percent_24h\":\"10.00\",\"volume_24h\":\"3.00000000\","
                + "\"high_24h\":\"110.00\",\"low_24h\":\"100.00\",\"bid\":\"99.00\","
                + "\"ask\":\"0.00\",\"timestamp\":"
                + world.clock.millis()
                + ",\"quote_volume_24h\":\"320.00000000\"}");
  }

  @Test
  void rowAEATickerIsThereBeforeTheFirstTradeWithStringsOfTheUsualScale() {
    JsonNode ticker = client.subscribed(TICKER).getFirst();

    assertThat(texts(List.of(ticker), "price")).containsExactly("0.00");
    assertThat(text(ticker, "change_percent_24h")).isEqualTo("0.00");
    assertThat(text(ticker, "volume_24h")).isEqualTo("0.00000000");
  }

  @Test
  void rowUTheVolumeIsOfTheBaseCurrencyAndThatOfTheQuoteCurrencyStandsBehind() {
    world.trades("100.50", "0.5");
    JsonNode ticker = client.subscribed(TICKER).getFirst();

    assertThat(text(ticker, "volume_24h")).isEqualTo("0.50000000");
    assertThat(text(ticker, "quote_volume_24h")).isEqualTo("50.25000000");
  }

  @Test
  void aTickerComesAtMostOnceInATenthOfASecondAndTheLatestWins() {
    client.subscribed(TICKER);
    world.pass(100);
    world.trades("100", "1");
    world.trades("101", "1");
    world.trades("102", "1");
    List<JsonNode> first = client.hears();
    world.pass(99);
    List<JsonNode> early = client.hears();
    world.pass(1);
    List<JsonNode> due = client.hears();
    world.pass(1_000);

    assertThat(first).hasSize(1);
    assertThat(early).isEmpty();
    assertThat(texts(due, "price")).containsExactly("102.00");
    assertThat(client.hears()).isEmpty();
  }

  @Test
  void whatOneBeginsWithCountsAsTheFirstInItsTime() {
    world.trades("100", "1");
    assertThat(client.subscribed(TICKER)).hasSize(1);
    assertThat(client.subscribed(KLINE)).hasSize(1);
    world.pass(10);
    world.trades("101", "1");
    world.pass(89);
    assertThat(client.hears()).isEmpty();
    world.pass(1);
    assertThat(types(client.hears())).containsExactly("ticker");
    world.pass(150);
    assertThat(types(client.hears())).containsExactly("kline");
  }

  @Test
  void whoComesLaterDoesNotPutOffWhatOthersWaitFor() {
    client.subscribed(TICKER);
    world.pass(100);
    world.trades("100", "1");
    world.trades("101", "1");
    client.hears();
    world.pass(60);
    world.connectAs("jane").subscribed(TICKER);
    world.pass(40);

    assertThat(texts(client.hears(), "price")).containsExactly("101.00");
  }

  @Test
  void aBestPriceThatIsAnotherIsNewsOfTheTicker() {
    client.subscribed(TICKER);
    world.pass(100);
    world.rests("jane", Side.BUY, "99", "1");
    assertThat(texts(client.hears(), "bid")).containsExactly("99.00");

    world.pass(200);
    world.rests("jane", Side.BUY, "98", "1");
    assertThat(client.hears()).isEmpty();
  }

  @Test
  void rowSTheSideOfATradeIsTheTakers() {
    client.subscribed(TRADES);
    world.rests("market", Side.SELL, "100", "1");
    world.rests("jane", Side.BUY, "100", "0.25");
    world.rests("market", Side.BUY, "90", "1");
    world.rests("jane", Side.SELL, "90", "0.5");
    List<JsonNode> trades = client.hears();

    assertThat(texts(trades, "side")).containsExactly("buy", "sell");
    assertThat(texts(trades, "trade_id")).containsExactly("1", "2");
    assertThat(texts(trades, "quantity")).containsExactly("0.25000000", "0.50000000");
    assertThat(trades.getFirst().get("id").asString()).isEqualTo("t-BTC/USDT-1");
  }

  @Test
  void tradesBeginWithTheLastOnesThatAreAskedForOldestFirst() {
    for (int i = 1; i <= 5; i++) {
      world.trades("10" + i, "1");
    }

    assertThat(client.subscribed(TRADES)).isEmpty();
    assertThat(texts(world.connect().subscribed(TRADES + ",'recent':3"), "trade_id"))
        .containsExactly("3", "4", "5");
    assertThat(world.connect().subscribed(TRADES + ",'recent':100")).hasSize(5);
  }

  @Test
  void aCandleBeginsWithTheCurrentOneAndNothingBeforeTheFirstTrade() {
    assertThat(client.subscribed(KLINE)).isEmpty();
    world.trades("100", "1");
    world.trades("90", "2");
    JsonNode candle = world.connect().subscribed(KLINE).getFirst();

    assertThat(candle.get("data").toString())
        .isEqualTo(
            "{\"symbol\":\"BTC/USDT\",\"interval\":\"1m\",\"open_time\":1762862400000,"
                + "\"close_time\":1762862459999,\"open\":\"100.00\",\"high\":\"100.00\","
                + "\"low\":\"90.00\",\"close\":\"90.00\",\"volume\":\"3.00000000\","
                + "\"is_closed\":false,\"quote_volume\":\"280.00000000\",\"trades\":2}");
  }

  @Test
  void anOpenCandleComesAtMostFourTimesASecond() {
    client.subscribed(KLINE);
    world.trades("100", "1");
    world.trades("101", "1");
    assertThat(texts(client.hears(), "close")).containsExactly("100.00");

    world.pass(249);
    assertThat(client.hears()).isEmpty();
    world.pass(1);
    assertThat(texts(client.hears(), "close")).containsExactly("101.00");
  }

  @Test
  void aCandleIsClosedOnceOnTimeAndAnEmptyOneIsFlat() {
    client.subscribed(KLINE);
    world.trades("100", "1");
    world.trades("105", "1");
    client.hears();
    world.pass(60_000);
    List<JsonNode> closed = client.hears();
    world.pass(60_000);
    List<JsonNode> flat = client.hears();

    assertThat(closed).hasSize(1);
    assertThat(closed.getFirst().get("data").get("is_closed").asBoolean()).isTrue();
    assertThat(text(closed.getFirst(), "close")).isEqualTo("105.00");
    assertThat(texts(flat, "open")).containsExactly("105.00");
    assertThat(texts(flat, "volume")).containsExactly("0.00000000");
    assertThat(flat.getFirst().get("data").get("is_closed").asBoolean()).isTrue();
  }

  @Test
  void aSlowReaderMissesOpenCandlesAndNoClosedOne() {
    client.subscribed(KLINE);
    client.link.stall();
    client.link.setBacklogBytes(1 << 17);
    for (int minute = 0; minute < 3; minute++) {
      world.trades("10" + minute, "1");
      world.pass(20_000);
      world.trades("11" + minute, "1");
      world.pass(40_000);
    }
    assertThat(client.hears()).isEmpty();
    client.reads();
    List<JsonNode> heard = client.hears();

    assertThat(heard.stream().filter(m -> m.get("data").get("is_closed").asBoolean())).hasSize(3);
    assertThat(heard).hasSize(4);
  }

  @Test
  void rowRTheSequenceOfABookIsContiguousInItsStream() {
    JsonNode snapshot = client.subscribed(BOOK + ",'depth':5").getFirst();
    long sequence = snapshot.get("data").get("sequence").asLong();
    for (int i = 1; i <= 3; i++) {
      world.rests("jane", Side.BUY, "10" + i, "1");
    }
    List<JsonNode> updates = client.hears();

    assertThat(updates)
        .extracting(message -> message.get("data").get("sequence").asLong())
        .containsExactly(sequence + 1, sequence + 2, sequence + 3);
    assertThat(updates)
        .extracting(message -> message.get("data").get("prev_sequence").asLong())
        .containsExactly(sequence, sequence + 1, sequence + 2);
    assertThat(updates).allMatch(message -> message.get("data").get("final").asBoolean());
  }

  @Test
  void whatLeavesTheWindowIsDeletedAndItsSuccessorComesIn() {
    world.rests("jane", Side.BUY, "100", "1");
    world.rests("jane", Side.BUY, "99", "2");
    client.subscribed(BOOK + ",'depth':1");
    world.rests("jane", Side.BUY, "101", "3");
    List<JsonNode> better = client.hears();
    world.does(new Command.CancelAll("jane", null));
    List<JsonNode> gone = client.hears();

    assertThat(gist(better))
        .containsExactly("delete 100.00 0.00000000", "update 101.00 3.00000000 final");
    assertThat(gist(gone)).containsExactly("delete 101.00 0.00000000 final");
  }

  @Test
  void whatOneBatchChangesShowsOneTimeAndOneEnd() {
    world.rests("market", Side.SELL, "100", "1");
    world.rests("market", Side.SELL, "101", "1");
    client.subscribed(BOOK);
    world.places("jane", OrderTerms.limit(Side.BUY, ticks("101"), lots("1.5")));
    List<JsonNode> updates = client.hears();

    assertThat(gist(updates))
        .containsExactly("delete 100.00 0.00000000", "update 101.00 0.50000000 final");
    assertThat(updates.stream().map(message -> message.get("timestamp")).distinct()).hasSize(1);
    assertThat(updates.getLast().get("data").get("checksum").asLong()).isPositive();
  }

  private static List<String> gist(List<JsonNode> updates) {
    return updates.stream()
        .map(update ->
            text(update, "action")
                + " "
                + text(update, "price")
                + " "
                + text(update, "quantity")
                + (update.get("data").has("final") ? " final" : ""))
        .toList();
  }

  @Test
  void aSlowReaderOfABookGetsAFreshSnapshotAndNeverAGap() {
    client.subscribed(BOOK);
    client.link.stall();
    client.link.setBacklogBytes(1 << 17);
    for (int i = 1; i <= 3; i++) {
      world.rests("jane", Side.BUY, "10" + i, "1");
    }
    assertThat(client.hears()).isEmpty();
    client.reads();
    List<JsonNode> heard = client.hears();

    assertThat(types(heard)).containsExactly("orderbook_snapshot");
    assertThat(text(heard.getFirst(), "reason")).isEqualTo("lagging");
    assertThat(heard.getFirst().get("data").get("bids").size()).isEqualTo(3);
    world.rests("jane", Side.BUY, "104", "1");
    assertThat(client.hears().getFirst().get("data").get("prev_sequence").asLong())
        .isEqualTo(heard.getFirst().get("data").get("sequence").asLong());
  }

  @Test
  void aBookThatCannotComeAnewEndsAndThatIsSaid() {
    client.subscribed(BOOK);
    client.link.stall();
    client.link.setBacklogBytes(1 << 17);
    world.rests("jane", Side.BUY, "101", "1");
    world.engine.setBusy(true);
    client.reads();
    world.engine.setBusy(false);
    world.rests("jane", Side.BUY, "102", "1");
    List<JsonNode> heard = client.hears();

    assertThat(heard).hasSize(1);
    assertThat(ExchangeClient.error(heard.getFirst()))
        .isEqualTo(
            "SLOW_CONSUMER Updates of 'BTC/USDT' were left out, and no snapshot can be had now:"
                + " subscribe again");
    assertThat(types(client.subscribed(BOOK))).containsExactly("orderbook_snapshot");
  }

  @Test
  void allWhoHearABookGetTheSameBytes() {
    ExchangeClient other = world.connectAs("john");
    client.subscribed(BOOK);
    other.subscribed(BOOK);
    client.link.takeTexts();
    other.link.takeTexts();
    world.rests("jane", Side.BUY, "100", "1");

    assertThat(client.link.texts()).hasSize(1).isEqualTo(other.link.texts());
  }

  @Test
  void aBookIsDroppedAWhileAfterTheLastHasGoneAndCountsOnFromThere() {
    JsonNode before = client.subscribed(BOOK).getFirst();
    client.asks("unsubscribe", BOOK);
    world.rests("jane", Side.BUY, "100", "1");
    assertThat(world.feed.openBooks()).isEqualTo(1);
    world.pass(FeedSettings.DEFAULTS.bookLingerMillis() + 1_000);
    world.rests("jane", Side.BUY, "101", "1");
    assertThat(world.feed.openBooks()).isZero();
    JsonNode after = client.subscribed(BOOK).getFirst();

    assertThat(after.get("data").get("sequence").asLong())
        .isGreaterThan(before.get("data").get("sequence").asLong());
    assertThat(after.get("data").get("bids").size()).isEqualTo(2);
  }

  @Test
  void nothingIsMadeThatNobodyHears() {
    world.trades("100", "1");
    world.rests("jane", Side.BUY, "99", "1");

    assertThat(world.feed.nextTimerMillis()).isEqualTo(Long.MAX_VALUE);
    assertThat(world.feed.openBooks()).isZero();
  }

  @Test
  void aFedPairHasTradesAndCandlesFromOutside() {
    client.subscribed("'channel':'trades','symbol':'FED/USDT'");
    client.subscribed("'channel':'kline','symbol':'FED/USDT'");
    world.does(new Command.ImportTrade("FED/USDT", Side.SELL, 20_001, 7, 0));
    List<JsonNode> heard = client.hears();

    assertThat(texts(only(heard, "trade"), "price")).containsExactly("10.0005");
    assertThat(texts(only(heard, "kline"), "volume")).containsExactly("0.00700000");
  }
}
