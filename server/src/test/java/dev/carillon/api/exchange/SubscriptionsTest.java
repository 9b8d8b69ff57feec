package dev.carillon.api.exchange;

import static dev.carillon.api.exchange.ExchangeClient.error;
import static dev.carillon.api.exchange.ExchangeClient.only;
import static dev.carillon.api.exchange.ExchangeClient.types;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.market.book.Side;
import dev.carillon.market.model.Command;
import dev.carillon.market.model.OrderTerms;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class SubscriptionsTest {
  private static final String TRADES = "'channel':'trades','symbol':'BTC/USDT'";
  private static final String BOOK = "'channel':'orderbook','symbol':'BTC/USDT'";

  private final ExchangeWorld world = new ExchangeWorld();
  private final ExchangeClient john = world.connectAs("john");

  @Test
  void rowAAcknowledgementsAreNotTakenForData() {
    john.hears();
    JsonNode ack = john.answer("{'id':'sub_1','method':'subscribe','params':{" + TRADES + "}}");

    assertThat(ack.has("channel")).isFalse();
    assertThat(ack.get("data").has("symbol")).isFalse();
    assertThat(ack.toString())
        .isEqualTo(
            "{\"id\":\"sub_1\",\"type\":\"subscribed\",\"data\":{\"channel\":\"trades\","
                + "\"params\":{\"channel\":\"trades\",\"symbol\":\"BTC/USDT\"},"
                + "\"rate_limits\":{\"subscriptions_remaining\":99,\"connections_remaining\":9,"
                + "\"private_subscriptions_remaining\":50,\"messages_remaining\":999}},"
                + "\"timestamp\":"
                + world.clock.millis()
                + "}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"'a b'", "7", "-1.50e3", "true", "null", "12345678901234567890"})
  void rowBAnyScalarIsAnIdAndComesBackAsItWas(String id) {
    john.hears();
    String sent = "{'id':" + id + ",'method':'subscribe','params':{" + TRADES + "}}";
    john.hears(sent);
    john.say(sent);
    world.run();

    assertThat(john.link.takeTexts())
        .singleElement()
        .asString()
        .startsWith(("{'id':" + id + ",'type':'subscribed'").replace('\'', '"'));
  }

  @Test
  void rowBWithoutAnIdNoneComesBack() {
    john.hears();

    assertThat(john.asks("subscribe", TRADES).getFirst().has("id")).isFalse();
    assertThat(john.asks("subscribe", "'channel':'x'").getFirst().has("id")).isFalse();
  }

  @Test
  void rowDErrorsHaveTheIdAndTheNameOfTheRequest() {
    john.hears();
    JsonNode error = john.answer("{'id':9,'method':'subscribe','params':{'channel':'x'}}");

    assertThat(error.get("id").asInt()).isEqualTo(9);
    assertThat(error.get("data").get("request").asString()).isEqualTo("subscribe");
    assertThat(error(error)).isEqualTo("INVALID_CHANNEL Channel 'x' does not exist");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'symbol':'BTC/USDT'                    | INVALID_CHANNEL Parameter 'channel' is required
          'channel':5                            | INVALID_CHANNEL channel: must be a string
          'channel':'ticker'                     | INVALID_SYMBOL Parameter 'symbol' is required
          'channel':'ticker','symbol':null       | INVALID_SYMBOL Parameter 'symbol' is required
          'channel':'ticker','symbol':7          | INVALID_PARAMS symbol: must be a string
          'channel':'ticker','symbol':'X/Y'      | INVALID_SYMBOL Symbol 'X/Y' does not exist
          'channel':'orders','symbol':'X/Y'      | INVALID_SYMBOL Symbol 'X/Y' does not exist
          'channel':'trades','symbol':'BTC/USDT','recent':101 | INVALID_PARAMS recent: must be an integer in 0..100
          'channel':'orders','resume_from':-1    | INVALID_PARAMS resume_from: must be an integer in 0..9223372036854775807
          """)
  void rowEWhatIsMissingOrWrongIsNamed(String params, String error) {
    john.hears();

    assertThat(john.error("subscribe", params)).isEqualTo(error);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'id':1}                            | INVALID_REQUEST method: is required
          {'id':1,'method':7}                 | INVALID_REQUEST method: must be a string
          {'id':1,'method':'ping','params':[]}| INVALID_REQUEST params: must be an object
          {'id':{},'method':'ping'}           | INVALID_REQUEST id: must be a string, a number, true, false or null
          """)
  void rowEWhatIsNoRequestIsSaid(String message, String error) {
    john.hears();

    assertThat(error(john.answer(message))).isEqualTo(error);
  }

  @Test
  void rowEAnUnknownMethodIsToldWhichThereAre() {
    john.hears();

    assertThat(error(john.answer("{'method':'sub'}")))
        .isEqualTo(
            "INVALID_REQUEST method: must be one of subscribe, unsubscribe, list_subscriptions,"
                + " auth, ping, status, order.place, order.amend, order.cancel,"
                + " order.cancel_all");
  }

  @ParameterizedTest
  @ValueSource(strings = {"btc/usdt", "BTCUSDT", "BTC-USDT", "btc_usdt"})
  void rowZASymbolInOtherLettersIsToldItsCanonicalForm(String symbol) {
    john.hears();

    assertThat(john.error("subscribe", "'channel':'ticker','symbol':'" + symbol + "'"))
        .isEqualTo(
            "INVALID_SYMBOL Symbol '"
                + symbol
                + "' does not exist; the canonical form is 'BTC/USDT'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "2", "1000", "-5"})
  void rowODepthsAreOneOfAList(String depth) {
    john.hears();

    assertThat(john.error("subscribe", BOOK + ",'depth':" + depth))
        .isEqualTo("INVALID_PARAMS depth: must be one of 1, 5, 10, 20, 50, 100, 500");
  }

  @Test
  void rowOTheDepthIsTwentyUnlessAnotherIsNamed() {
    john.hears();
    JsonNode ack = john.asks("subscribe", BOOK).getFirst();

    assertThat(ack.get("data").get("params").get("depth").asInt()).isEqualTo(20);
  }

  @Test
  void rowOAConnectionHasOneDepthOfAPair() {
    john.subscribed(BOOK + ",'depth':5");
    List<JsonNode> anew = john.subscribed(BOOK + ",'depth':1");
    world.rests("jane", Side.BUY, "100", "1");
    world.rests("jane", Side.BUY, "99", "1");

    assertThat(anew.getFirst().get("data").get("depth").asInt()).isEqualTo(1);
    assertThat(types(john.hears())).containsExactly("orderbook_update");
    assertThat(listed())
        .containsExactly("{\"channel\":\"orderbook\",\"symbol\":\"BTC/USDT\",\"depth\":1}");
    assertThat(world.feed.interest().topics()).isEqualTo(1);
  }

  private List<String> listed() {
    JsonNode answer = john.asks("list_subscriptions", "").getFirst();
    assertThat(answer.get("type").asString()).isEqualTo("subscriptions");
    return answer.get("data").get("subscriptions").values().stream()
        .map(JsonNode::toString)
        .toList();
  }

  @Test
  void rowPAnIntervalIsAMinuteUnlessAnotherIsNamed() {
    john.hears();
    JsonNode ack = john.asks("subscribe", "'channel':'kline','symbol':'BTC/USDT'").getFirst();

    assertThat(ack.get("data").get("params").get("interval").asString()).isEqualTo("1m");
    assertThat(john.error("subscribe", "'channel':'kline','symbol':'BTC/USDT','interval':'1M '"))
        .isEqualTo(
            "INVALID_PARAMS interval: must be one of 1m, 3m, 5m, 15m, 30m, 1h, 2h, 4h, 6h, 8h,"
                + " 12h, 1d, 3d, 1w, 1M");
  }

  @Test
  void rowPSeveralIntervalsOfAPairAreHeardAtOnce() {
    for (String interval : List.of("1m", "1M", "1h")) {
      john.subscribed("'channel':'kline','symbol':'BTC/USDT','interval':'" + interval + "'");
    }
    world.trades("100", "1");

    assertThat(john.hears())
        .extracting(message -> message.get("data").get("interval").asString())
        .containsExactlyInAnyOrder("1m", "1M", "1h");
  }

  @Test
  void rowNASecondSubscribeIsAcknowledgedAndNotCounted() {
    john.subscribed(TRADES);
    john.hears();
    JsonNode again = john.answer("{'id':2,'method':'subscribe','params':{" + TRADES + "}}");
    world.trades("100", "1");

    assertThat(again.get("type").asString()).isEqualTo("subscribed");
    assertThat(again.get("data").get("rate_limits").get("subscriptions_remaining").asInt())
        .isEqualTo(99);
    assertThat(types(john.hears())).containsExactly("trade");
  }

  @Test
  void rowNOfABookASecondSubscribeGetsAFreshSnapshot() {
    john.subscribed(BOOK);
    world.rests("jane", Side.BUY, "100", "1");
    john.hears();
    List<JsonNode> again = john.subscribed(BOOK);
    world.rests("jane", Side.BUY, "99", "1");
    List<JsonNode> update = john.hears();

    assertThat(types(again)).containsExactly("orderbook_snapshot");
    assertThat(again.getFirst().get("data").get("bids").toString())
        .isEqualTo("[[\"100.00\",\"1.00000000\"]]");
    assertThat(types(update)).containsExactly("orderbook_update");
    assertThat(update.getFirst().get("data").get("prev_sequence").asLong())
        .isEqualTo(again.getFirst().get("data").get("sequence").asLong());
  }

  @Test
  void manySubscribesAtOnceGetOneSnapshot() {
    john.hears();
    for (int i = 0; i < 3; i++) {
      john.say("{'id':" + i + ",'method':'subscribe','params':{" + BOOK + "}}");
    }

    assertThat(types(john.hears()))
        .containsExactly("subscribed", "subscribed", "subscribed", "orderbook_snapshot");
  }

  @Test
  void rowABWithoutASymbolTheWholeChannelEnds() {
    john.subscribed(TRADES);
    john.subscribed("'channel':'trades','symbol':'ETH/USDT'");
    john.subscribed(BOOK);
    JsonNode ack = john.answer("{'id':3,'method':'unsubscribe','params':{'channel':'trades'}}");
    world.trades("100", "1");

    assertThat(ack.get("type").asString()).isEqualTo("unsubscribed");
    assertThat(ack.get("data").get("count").asInt()).isEqualTo(2);
    assertThat(only(john.hears(), "trade")).isEmpty();
    assertThat(listed()).hasSize(1);
  }

  @Test
  void rowABWhatIsNotSubscribedIsAcknowledgedWithACountOfNone() {
    john.hears();
    JsonNode data = john.asks("unsubscribe", TRADES).getFirst().get("data");

    assertThat(data.get("count").asInt()).isZero();
    assertThat(data.get("code").asString()).isEqualTo("NOT_SUBSCRIBED");
    assertThat(john.error("unsubscribe", "'channel':'x'")).startsWith("INVALID_CHANNEL");
    assertThat(john.error("unsubscribe", "'channel':'trades','symbol':'x'"))
        .startsWith("INVALID_SYMBOL");
    assertThat(john.error("unsubscribe", "'channel':'kline','symbol':'BTC/USDT','interval':'x'"))
        .startsWith("INVALID_PARAMS interval");
  }

  @Test
  void ofCandlesAllIntervalsOfAPairEndUnlessOneIsNamed() {
    String kline = "'channel':'kline','symbol':'BTC/USDT'";
    for (String interval : List.of("1m", "1h", "1d")) {
      john.subscribed(kline + ",'interval':'" + interval + "'");
    }
    john.hears();

    assertThat(
            john.asks("unsubscribe", kline + ",'interval':'1h'")
                .getFirst()
                .get("data")
                .get("count")
                .asInt())
        .isEqualTo(1);
    assertThat(john.asks("unsubscribe", kline).getFirst().get("data").get("count").asInt())
        .isEqualTo(2);
  }

  /** Gives an order; the engine has not done it yet. */
  private void places(String owner, Side side, long price) {
    OrderTerms terms = OrderTerms.limit(side, price, 100_000);
    world.engine.submit(new Command.Place(owner, "BTC/USDT", terms, null), _ -> {});
  }

  @Test
  void nothingComesBehindTheAcknowledgementOfAnUnsubscribe() {
    john.subscribed(TRADES);
    john.comesIn("{'method':'unsubscribe','params':{" + TRADES + "}}");
    places("market", Side.SELL, 10_000);
    places("jane", Side.BUY, 10_000);
    world.engine.runBatch(2);

    // The trade was published before the loop has read the request.
    assertThat(types(john.hears())).containsExactly("unsubscribed");
  }

  @Test
  void anUnsubscribeBeforeTheBeginningCancels() {
    john.hears();
    john.say("{'id':1,'method':'subscribe','params':{" + BOOK + "}}");
    john.say("{'id':2,'method':'unsubscribe','params':{" + BOOK + "}}");

    assertThat(types(john.hears())).containsExactly("subscribed", "unsubscribed");
    assertThat(world.feed.interest().topics()).isZero();
  }

  @Test
  void aHundredPublicAndFiftyPrivateSubscriptionsMayBeHad() {
    john.hears();
    ExchangeSettings.Limits few = new ExchangeSettings.Limits(2, 1, 10, null, null);
    ExchangeWorld small = new ExchangeWorld(ExchangeSettings.DEFAULTS.withLimits(few));
    ExchangeClient client = small.connectAs("john");
    client.subscribed(TRADES);
    client.subscribed(BOOK);
    client.subscribed("'channel':'orders'");
    client.subscribed(BOOK + ",'depth':1");

    assertThat(client.error("subscribe", "'channel':'ticker','symbol':'BTC/USDT'"))
        .isEqualTo("SUBSCRIPTION_LIMIT at most 2 public subscriptions of a connection");
    assertThat(client.error("subscribe", "'channel':'account'"))
        .isEqualTo("SUBSCRIPTION_LIMIT at most 1 private subscriptions of a connection");
    client.asks("unsubscribe", TRADES);
    client.subscribed("'channel':'ticker','symbol':'BTC/USDT'");

    assertThat(ExchangeSettings.Limits.DEFAULTS.publicSubscriptions()).isEqualTo(100);
    assertThat(ExchangeSettings.Limits.DEFAULTS.privateSubscriptions()).isEqualTo(50);
  }

  @Test
  void rowJPrivateChannelsMayBeHadPairByPair() {
    john.subscribed("'channel':'orders','symbol':'ETH/USDT'");
    john.subscribed("'channel':'orders','symbol':'BTC/USDT'");
    JsonNode left = john.answer("{'method':'status'}").get("data").get("rate_limits");
    world.rests("john", Side.BUY, "100", "1");
    List<JsonNode> heard = john.hears();

    assertThat(left.get("private_subscriptions_remaining").asInt()).isEqualTo(48);
    assertThat(heard).hasSize(1);
    assertThat(heard.getFirst().get("data").get("symbol").asString()).isEqualTo("BTC/USDT");
  }

  @Test
  void rowJOfAnotherPairNothingIsHeard() {
    john.subscribed("'channel':'orders','symbol':'ETH/USDT'");
    john.subscribed("'channel':'user_trades','symbol':'ETH/USDT'");
    world.rests("market", Side.SELL, "100", "1");
    world.rests("john", Side.BUY, "100", "1");

    assertThat(john.hears()).isEmpty();
  }

  @Test
  void anEngineThatTakesNothingIsSaidAndNothingIsSubscribed() {
    john.hears();
    world.engine.setBusy(true);
    JsonNode error = john.answer("{'id':4,'method':'subscribe','params':{" + TRADES + "}}");
    world.engine.setBusy(false);

    assertThat(error.get("id").asInt()).isEqualTo(4);
    assertThat(error(error)).startsWith("SERVICE_UNAVAILABLE");
    assertThat(error.get("data").get("retry_after_ms").asLong()).isEqualTo(1_000);
    assertThat(listed()).isEmpty();
    assertThat(world.feed.interest().topics()).isZero();
  }

  @Test
  void whoIsGoneIsListenedForNoMore() {
    john.subscribed(TRADES);
    john.subscribed(BOOK);
    john.subscribed("'channel':'orders'");
    john.vanish();

    assertThat(world.feed.interest().topics()).isZero();
    assertThat(world.api.users().count("john")).isZero();
    assertThat(world.api.connections()).isZero();
  }

  @Test
  void whatHappensBetweenTheEnginesWordAndTheLoopIsNotMissed() {
    john.hears();
    john.say("{'method':'subscribe','params':{" + BOOK + "}}");
    john.deliverWaiting();
    world.engine.runBatch(1);
    // The snapshot is made; the loop has not seen it yet.
    IntStream.range(0, 5).forEach(i -> places("jane", Side.BUY, 10_000 + i));
    world.engine.runBatch(3);
    List<JsonNode> heard = john.hears();

    assertThat(types(heard).subList(0, 2)).containsExactly("subscribed", "orderbook_snapshot");
    long sequence = heard.get(1).get("data").get("sequence").asLong();
    assertThat(heard.subList(2, heard.size()))
        .extracting(message -> message.get("data").get("sequence").asLong())
        .containsExactly(sequence + 1, sequence + 2, sequence + 3, sequence + 4, sequence + 5);
  }

  @Test
  void whoIsTooLateForTheHistoryBeginsAgain() {
    john.hears();
    john.say("{'method':'subscribe','params':{" + BOOK + "}}");
    john.deliverWaiting();
    world.engine.runBatch(1);
    places("jane", Side.BUY, 10_000);
    world.engine.runBatch(1);
    // The update is older now than what the history keeps.
    world.clock.advanceMillis(11_000);
    List<JsonNode> heard = john.hears();

    assertThat(types(heard)).containsExactly("subscribed", "orderbook_snapshot");
    assertThat(heard.get(1).get("data").get("bids").size()).isEqualTo(1);
  }
}
