package dev.carillon.api.desk;

import static dev.carillon.api.desk.DeskClient.all;
import static dev.carillon.api.desk.DeskClient.types;
import static dev.carillon.api.desk.format.Samples.EURUSD;
import static dev.carillon.api.desk.format.Samples.GBPUSD;
import static dev.carillon.api.desk.format.Samples.ORIGIN;
import static dev.carillon.api.desk.format.Samples.position;
import static dev.carillon.api.desk.format.Samples.trade;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.api.desk.format.Samples;
import dev.carillon.desk.model.Deal;
import dev.carillon.desk.model.DeskEvent;
import dev.carillon.desk.model.Origin;
import dev.carillon.desk.model.PositionState;
import dev.carillon.desk.quote.Symbol;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What one may subscribe to, and what is heard then. */
class SubscriptionsTest {
  private final DeskWorld world = new DeskWorld();
  private final DeskClient john = world.connectAs("john");

  private static Deal deal(String owner, long id, Symbol symbol, Origin origin) {
    return trade(owner, id, symbol, origin);
  }

  private void trades(Deal deal) {
    world.happens(new DeskEvent.Dealt(deal, world.next(deal.owner())));
  }

  @Test
  void row1NamesAndObjectsMayBeMixed() {
    JsonNode answer =
        john.answer(
            "{'type':'subscribe','channels':['trades',{'name':'orders'},"
                + "{'name':'positions','filters':{}},{'name':'alerts','filters':null},"
                + "{'name':'market-data','filters':{'symbol':'EURUSD'}}]}");

    assertThat(answer.get("status").asString()).isEqualTo("success");
    assertThat(answer.get("channels").toString())
        .isEqualTo(
            "[{\"name\":\"trades\",\"subscribed\":true,\"filters\":{}},"
                + "{\"name\":\"orders\",\"subscribed\":true,\"filters\":{}},"
                + "{\"name\":\"positions\",\"subscribed\":true,\"filters\":{}},"
                + "{\"name\":\"alerts\",\"subscribed\":true,\"filters\":{}},"
                + "{\"name\":\"market-data\",\"subscribed\":true,"
                + "\"filters\":{\"symbol\":\"EURUSD\"}}]");
  }

  @Test
  void row2WhatFailsIsListedWithTheOthers() {
    JsonNode answer =
        john.answer("{'type':'subscribe','id':'s1','channels':['trades','trade','orders']}");

    assertThat(answer.get("status").asString()).isEqualTo("partial");
    assertThat(answer.get("channels")).hasSize(3);
    assertThat(answer.get("channels").get(1).toString())
        .isEqualTo(
            "{\"name\":\"trade\",\"subscribed\":false,\"error\":\"Invalid channel\","
                + "\"code\":\"INVALID_CHANNEL\",\"message\":\"Channel 'trade' does not exist\","
                + "\"resolution\":\"Check channel name\"}");
    assertThat(john.refused("'trade'")).isEqualTo("Invalid channel");
  }

  @Test
  void row3AMessageThatTwoSubscriptionsMatchIsSentOnce() {
    john.subscribed("'trades'");
    john.subscribed("{'name':'trades','filters':{'symbol':'EURUSD'}}");
    john.subscribed("{'name':'trades','filters':{'symbol':['EURUSD','GBPUSD']}}");
    trades(deal("john", 1, EURUSD, ORIGIN));
    trades(deal("john", 2, GBPUSD, ORIGIN));

    assertThat(all(john.hears(), "ticket")).containsExactly("1", "2");
  }

  @Test
  void row3AnotherFilterAdds() {
    john.subscribed("{'name':'trades','filters':{'symbol':'EURUSD'}}");
    trades(deal("john", 1, GBPUSD, ORIGIN));
    john.subscribed("{'name':'trades','filters':{'symbol':'GBPUSD'}}");
    trades(deal("john", 2, GBPUSD, ORIGIN));
    trades(deal("john", 3, EURUSD, ORIGIN));
    trades(deal("john", 4, Samples.USDJPY, ORIGIN));

    assertThat(all(john.hears(), "ticket")).containsExactly("2", "3");
  }

  @Test
  void row3ANameEndsAllOfAChannelAndAFilterItsOwn() {
    john.subscribed("'trades',{'name':'trades','filters':{'symbol':'EURUSD'}}");
    john.subscribed("{'name':'trades','filters':{'symbol':'GBPUSD'}}");
    john.answer("{'type':'unsubscribe','channels':[{'name':'trades','filters':{}}]}");
    trades(deal("john", 1, EURUSD, ORIGIN));
    trades(deal("john", 2, Samples.USDJPY, ORIGIN));
    assertThat(all(john.hears(), "ticket")).containsExactly("1");
    john.answer(
        "{'type':'unsubscribe','channels':[{'name':'trades','filters':{'symbol':'EURUSD'}}]}");
    trades(deal("john", 3, EURUSD, ORIGIN));
    trades(deal("john", 4, GBPUSD, ORIGIN));
    assertThat(all(john.hears(), "ticket")).containsExactly("4");
    john.answer("{'type':'unsubscribe','channels':['trades']}");
    trades(deal("john", 5, GBPUSD, ORIGIN));

    assertThat(john.hears()).isEmpty();
  }

  @Test
  void row3FiftySubscriptionsAndNoMore() {
    DeskWorld limited = new DeskWorld(DeskSettings.DEFAULTS);
    DeskClient client = limited.connectAs("john");
    client.subscribed(
        IntStream.range(0, 49)
            .mapToObj(SubscriptionsTest::another)
            .collect(Collectors.joining(",")));
    JsonNode answer =
        client.answer(
            "{'type':'subscribe','channels':['alerts','orders'," + another(7) + ",'alerts']}");

    assertThat(answer.get("status").asString()).isEqualTo("partial");
    assertThat(answer.get("channels").get(0).get("subscribed").asBoolean()).isTrue();
    assertThat(answer.get("channels").get(1).get("error").asString())
        .isEqualTo("Rate limit exceeded");
    assertThat(answer.get("channels").get(2).get("subscribed").asBoolean()).isTrue();
    assertThat(answer.get("channels").get(3).get("subscribed").asBoolean()).isTrue();
    client.answer("{'type':'unsubscribe','channels':[" + another(7) + "]}");
    client.subscribed("'orders'");
  }

  /** Another subscription to trades for each number from 0 to 55. */
  private static String another(int number) {
    return "{'name':'trades','filters':{'symbol':"
        + chosen(List.of("EURUSD", "GBPUSD", "USDJPY"), number % 7 + 1)
        + (number / 7 % 4 == 0
            ? ""
            : ",'connectionId':" + chosen(List.of("conn_456", "conn_123456"), number / 7 % 4))
        + (number < 28 ? "" : ",'strategyId':'strategy_123'")
        + "}}";
  }

  /** Those whose bits are set. */
  private static String chosen(List<String> all, int bits) {
    return IntStream.range(0, all.size())
        .filter(i -> (bits >> i & 1) != 0)
        .mapToObj(i -> "'" + all.get(i) + "'")
        .collect(Collectors.joining(",", "[", "]"));
  }

  @Test
  void row3TheOrderOfAFiltersValuesDoesNotCount() {
    john.subscribed("{'name':'trades','filters':{'symbol':['GBPUSD','EURUSD','GBPUSD']}}");
    JsonNode answer =
        john.answer(
            "{'type':'unsubscribe','channels':"
                + "[{'name':'trades','filters':{'symbol':['EURUSD','GBPUSD']}}]}");
    trades(deal("john", 1, EURUSD, ORIGIN));

    assertThat(answer.get("status").asString()).isEqualTo("success");
    assertThat(john.hears()).isEmpty();
  }

  @Test
  void row4AttributesAreAllAskedForAndOneOfTheirValuesIsEnough() {
    john.subscribed(
        "{'name':'trades','filters':{'symbol':['EURUSD','GBPUSD'],'strategyId':'strategy_123'}}");
    trades(deal("john", 1, EURUSD, new Origin(null, "strategy_123")));
    trades(deal("john", 2, EURUSD, Origin.NONE));
    trades(deal("john", 3, Samples.USDJPY, ORIGIN));
    trades(deal("john", 4, GBPUSD, ORIGIN));

    assertThat(all(john.hears(), "ticket")).containsExactly("1", "4");
  }

  @Test
  void row4PositionsAreFilteredByTheConnectionTheyCameFrom() {
    PositionState here = position("john", 1, EURUSD, 10, 108_600, ORIGIN);
    PositionState there = position("john", 2, EURUSD, 10, 108_600, new Origin("conn_123456", null));
    world.happens(
        new DeskEvent.PositionChanged(here, world.next("john")),
        new DeskEvent.PositionChanged(there, world.next("john")));

    assertThat(
            all(
                john.subscribed("{'name':'positions','filters':{'connectionId':'conn_123456'}}"),
                "ticket"))
        .containsExactly("2");
    world.happens(
        new DeskEvent.PositionChanged(Samples.with(here, 5), world.next("john")),
        new DeskEvent.PositionChanged(Samples.with(there, 5), world.next("john")));
    assertThat(all(john.hears(), "ticket")).containsExactly("2");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "connectionId,conn_jane",
        "connectionId,conn_nobody",
        "strategyId,strategy_jane",
        "strategyId,strategy_nobody"
      })
  void row4WhatIsAnothersIsDenied(String attribute, String id) {
    assertThat(john.refused("{'name':'trades','filters':{'" + attribute + "':['" + id + "']}}"))
        .isEqualTo("Permission denied");
    assertThat(world.feed.interest().topics()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'name':'trades','filters':{'ticket':'1'}}",
        "{'name':'trades','filters':{'symbol':7}}",
        "{'name':'trades','filters':{'symbol':[]}}",
        "{'name':'trades','filters':{'symbol':['EURUSD',7]}}",
        "{'name':'trades','filters':{'symbol':'NOSUCH'}}",
        "{'name':'trades','filters':'EURUSD'}",
        "{'name':'market-data','filters':{'strategyId':'strategy_123'}}",
        "{'name':'analytics','filters':{'symbol':'EURUSD'}}",
        "{'name':'system','filters':{'symbol':'EURUSD'}}"
      })
  void row4WhatIsNoFilterIsAnInvalidSubscription(String channel) {
    assertThat(john.refused(channel)).isEqualTo("Invalid subscription");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'id':9,'type':'subscribe'}",
        "{'id':9,'type':'subscribe','channels':'trades'}",
        "{'id':9,'type':'subscribe','channels':[]}",
        "{'id':9,'type':'subscribe','channels':[7]}",
        "{'id':9,'type':'subscribe','channels':[null]}",
        "{'id':9,'type':'subscribe','channels':[{'filters':{}}]}",
        "{'id':9,'type':'unsubscribe','channels':{}}"
      })
  void whatIsNoListOfChannelsIsAnInvalidSubscription(String frame) {
    JsonNode error = john.answer(frame);

    assertThat(error.get("type").asString()).isEqualTo("error");
    assertThat(error.get("data").get("error").asString()).isEqualTo("Invalid subscription");
    assertThat(error.get("id").asInt()).isEqualTo(9);
  }

  @Test
  void row5AnswersAreFlatAndRepeatTheId() {
    JsonNode subscribed = john.answer("{'type':'subscribe','id':'a','channels':['trades']}");
    JsonNode unsubscribed = john.answer("{'type':'unsubscribe','id':'b','channels':['trades']}");

    assertThat(subscribed.propertyNames())
        .containsExactly("type", "status", "channels", "timestamp", "id");
    assertThat(unsubscribed.toString())
        .isEqualTo(
            "{\"type\":\"unsubscription\",\"status\":\"success\",\"channels\":[\"trades\"],"
                + "\"timestamp\":\"2024-01-01T00:00:00.000Z\",\"id\":\"b\"}");
  }

  @Test
  void unsubscribingFromWhatWasNotHeardIsNoError() {
    assertThat(john.answer("{'type':'unsubscribe','channels':['orders']}").get("status").asString())
        .isEqualTo("success");
  }

  @Test
  void unsubscribingFromWhatDoesNotExistIsToldSo() {
    JsonNode answer = john.answer("{'type':'unsubscribe','channels':['order','trades']}");

    assertThat(answer.get("status").asString()).isEqualTo("partial");
    assertThat(answer.get("channels").toString()).isEqualTo("[\"trades\"]");
    assertThat(answer.get("errors").get(0).get("error").asString()).isEqualTo("Invalid channel");
  }

  @Test
  void answersComeInTheOrderOfTheRequests() {
    john.hears();
    john.say("{'type':'subscribe','id':1,'channels':['trades','market-data']}");
    john.say("{'type':'ping','id':2}");
    john.say("{'type':'unsubscribe','id':3,'channels':['trades']}");
    john.say("{'type':'subscribe','id':4,'channels':['system']}");
    john.say("{'type':'ping','id':5}");

    assertThat(
            john.hears().stream()
                .filter(message -> !message.has("channel"))
                .map(message -> message.get("id").asString()))
        .containsExactly("1", "2", "3", "4", "5");
  }

  @Test
  void aDeskThatIsBusyIsToldAndNothingIsSubscribed() {
    world.desk.setBusy(true);
    assertThat(john.refused("'trades'")).isEqualTo("Service unavailable");
    world.desk.setBusy(false);
    trades(deal("john", 1, EURUSD, ORIGIN));

    assertThat(john.hears()).isEmpty();
    assertThat(world.feed.interest().topics()).isZero();
    john.subscribed("'trades'");
  }

  @Test
  void whatHappensBeforeTheAcknowledgementIsNotHeardAndWhatHappensBehindItIs() {
    john.hears();
    world.desk.happens(new DeskEvent.Dealt(deal("john", 1, EURUSD, ORIGIN), world.next("john")));
    john.say("{'type':'subscribe','channels':['trades']}");
    john.deliverWaiting();
    world.desk.happens(new DeskEvent.Dealt(deal("john", 2, EURUSD, ORIGIN), world.next("john")));
    List<JsonNode> heard = john.hears();

    assertThat(types(heard)).containsExactly("subscription", "trade");
    assertThat(heard.getLast().get("data").get("ticket").asLong()).isEqualTo(2);
  }

  @Test
  void nothingIsHeardBehindTheAcknowledgementOfTheUnsubscribe() {
    john.subscribed("'trades'");
    world.desk.happens(new DeskEvent.Dealt(deal("john", 1, EURUSD, ORIGIN), world.next("john")));
    world.desk.runBatch(1);
    john.say("{'type':'unsubscribe','channels':['trades']}");
    john.session.onLoop(() -> {});
    List<JsonNode> heard = john.hears();

    assertThat(types(heard)).endsWith("unsubscription");
  }

  private void readsSlowly() {
    john.link.stall();
    john.link.setBacklogBytes(100_000);
  }

  private static String unsubscribe(String channel, String filters) {
    return "{'type':'unsubscribe','channels':[{'name':'%s','filters':{%s}}]}"
        .formatted(channel, filters);
  }

  @Test
  void aSlowReaderThatDropsOneFilterStillGetsTheNewestOfTheOthers() {
    john.subscribed("{'name':'market-data','filters':{'symbol':'EURUSD'}}");
    john.subscribed("{'name':'market-data','filters':{'symbol':'GBPUSD'}}");
    readsSlowly();
    world.happens(
        new DeskEvent.QuoteChanged(Samples.quote(EURUSD, 108_500, 1)),
        new DeskEvent.QuoteChanged(Samples.quote(GBPUSD, 125_000, 1)));
    List<JsonNode> heard = john.hears(unsubscribe("market-data", "'symbol':'GBPUSD'"));
    assertThat(types(heard)).containsExactly("unsubscription");
    john.reads();

    assertThat(all(john.hears(), "symbol")).containsExactly("EURUSD");
  }

  @Test
  void aSlowReaderThatHeardAllQuotesIsToldThoseItStillWants() {
    john.subscribed("'market-data',{'name':'market-data','filters':{'symbol':'EURUSD'}}");
    readsSlowly();
    world.happens(
        new DeskEvent.QuoteChanged(Samples.quote(EURUSD, 108_500, 1)),
        new DeskEvent.QuoteChanged(Samples.quote(GBPUSD, 125_000, 1)));
    List<JsonNode> heard = john.hears(unsubscribe("market-data", ""));
    john.reads();

    assertThat(types(heard)).containsExactly("unsubscription", "market_data");
    assertThat(heard.getLast().get("data").get("symbol").asString()).isEqualTo("EURUSD");
    assertThat(john.hears()).isEmpty();
  }

  @Test
  void aSlowReaderThatDropsAFilterStillHearsThatAPositionWasClosed() {
    PositionState position = position("john", 1, EURUSD, 10, 108_600, ORIGIN);
    world.happens(new DeskEvent.PositionChanged(position, world.next("john")));
    john.subscribed("'positions',{'name':'positions','filters':{'symbol':'EURUSD'}}");
    readsSlowly();
    world.happens(
        new DeskEvent.PositionChanged(Samples.with(position, 0), world.next("john")),
        new DeskEvent.PositionChanged(
            position("john", 2, GBPUSD, 10, 108_600, ORIGIN), world.next("john")));
    john.hears(unsubscribe("positions", ""));
    john.reads();

    assertThat(all(john.hears(), "status")).containsExactly("CLOSED");
  }

  @Test
  void anotherAccountsMessagesAreNeverHeard() {
    DeskClient jane = world.connectAs("jane");
    john.subscribed("'trades','positions','orders','alerts','analytics'");
    jane.subscribed("'trades','positions','orders','alerts','analytics'");
    world.happens(
        new DeskEvent.Dealt(trade("jane"), world.next("jane")),
        new DeskEvent.PositionChanged(position("jane"), world.next("jane")),
        new DeskEvent.OrderChanged(Samples.order("jane"), world.next("jane")),
        new DeskEvent.AlertChanged("jane", Samples.alert("jane"), world.next("jane")));

    assertThat(types(jane.hears())).containsExactly("trade", "position", "order", "alert");
    assertThat(john.hears()).isEmpty();
  }

  @Test
  void row19AnEventHasOneIdForAllWhoHearIt() {
    DeskClient other = world.connectAs("john");
    john.subscribed("'trades'");
    other.subscribed("{'name':'trades','filters':{'symbol':'EURUSD'}}");
    trades(deal("john", 1, EURUSD, ORIGIN));
    trades(deal("john", 2, EURUSD, ORIGIN));
    List<JsonNode> heard = john.hears();

    assertThat(other.hears()).isEqualTo(heard);
    assertThat(heard.getFirst().get("id").asString()).startsWith("msg_");
    assertThat(heard.getFirst().get("id")).isNotEqualTo(heard.getLast().get("id"));
  }

  @Test
  void nothingIsWrittenThatNobodyHears() {
    String before = id(john.subscribed("'system'").getFirst());
    trades(deal("john", 1, EURUSD, ORIGIN));
    john.subscribed("'trades'");
    trades(deal("john", 2, EURUSD, ORIGIN));

    assertThat(before).endsWith("_s1");
    assertThat(id(john.hears().getFirst())).endsWith("_1");
  }

  private static String id(JsonNode message) {
    return message.get("id").asString();
  }
}
