package dev.carillon.api.desk;

import static dev.carillon.api.desk.DeskClient.types;
import static dev.carillon.api.desk.format.Samples.EURUSD;
import static dev.carillon.api.desk.format.Samples.ORIGIN;
import static dev.carillon.api.desk.format.Samples.USDJPY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.api.desk.StagedDesk.Outcome;
import dev.carillon.api.desk.format.Samples;
import dev.carillon.desk.model.Answer;
import dev.carillon.desk.model.Command;
import dev.carillon.desk.model.DeskEvent;
import dev.carillon.desk.model.Expiry;
import dev.carillon.desk.model.OrderState;
import dev.carillon.desk.model.OrderStatus;
import dev.carillon.desk.model.OrderTerms;
import dev.carillon.desk.model.OrderType;
import dev.carillon.desk.model.Origin;
import dev.carillon.desk.model.PositionState;
import dev.carillon.desk.model.Reason;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Orders over the socket, which the document does not know (desk.md). */
class OrderEntryTest {
  private final DeskWorld world = new DeskWorld();
  private final DeskClient john = world.connectAs("john");
  private final OrderState order = Samples.order("john");
  private final PositionState position = Samples.position("john");

  private Command asked() {
    return world.desk.commands.getLast();
  }

  private static String frame(String members) {
    return "{'type':'order'," + members + "}";
  }

  @Test
  void anOrderIsAnsweredBeforeAnythingIsToldOfIt() {
    john.subscribed("'orders','trades','positions'");
    world.desk.answers(_ ->
        new Outcome(
            new Answer.Ordered(order),
            new DeskEvent.OrderChanged(order, world.next("john")),
            new DeskEvent.Dealt(Samples.trade("john"), world.next("john")),
            new DeskEvent.PositionChanged(position, world.next("john"))));
    List<JsonNode> heard =
        john.hears(
            frame("'id':'o1','action':'place','symbol':'EURUSD','orderType':'BUY','volume':0.1"));

    assertThat(types(heard)).containsExactly("order_result", "order", "trade", "position");
    assertThat(heard.getFirst().propertyNames())
        .containsExactly("type", "action", "status", "data", "timestamp", "id");
    assertThat(heard.getFirst().get("status").asString()).isEqualTo("success");
    assertThat(heard.getFirst().get("data")).isEqualTo(heard.get(1).get("data"));
    assertThat(heard.getFirst().get("id").asString()).isEqualTo("o1");
  }

  @Test
  void whatAnOrderSaysIsWhatTheDeskIsAsked() {
    john.hears(
        frame(
            "'action':'place','symbol':'USDJPY','orderType':'SELL_STOP_LIMIT','volume':1.25,"
                + "'price':150.5,'limitPrice':150.6,'stopLoss':151,'takeProfit':149.123,"
                + "'expiresAt':'2024-01-02T00:00:00Z','connectionId':'conn_456',"
                + "'strategyId':'strategy_123'"));

    assertThat(asked())
        .isEqualTo(
            new Command.Place(
                "john",
                "USDJPY",
                new OrderTerms(
                    OrderType.SELL_STOP_LIMIT,
                    125,
                    new OrderTerms.Prices(150_500, 150_600, 151_000, 149_123),
                    OrderTerms.ANY_PRICE,
                    Expiry.at(world.clock.millis() + 24 * DeskWorld.HOUR),
                    ORIGIN),
                null));
  }

  @Test
  void aMarketOrderNeedsNoMore() {
    john.hears(
        frame("'action':'place','symbol':'EURUSD','orderType':'BUY','volume':0.1,'deviation':3"));

    assertThat(asked())
        .isEqualTo(
            new Command.Place(
                "john",
                "EURUSD",
                new OrderTerms(
                    OrderType.BUY, 10, OrderTerms.Prices.NONE, 3, Expiry.GTC, Origin.NONE),
                null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'symbol':'EURUSD','orderType':'BUY'|volume: is required",
        "'symbol':'EURUSD','orderType':'BUY','volume':0.001|volume: must have at most 2 decimals",
        "'symbol':'EURUSD','orderType':'BUY','volume':-1|volume: must be a number of ordinary size, not below 0",
        "'symbol':'EURUSD','orderType':'BUY','volume':'1'|volume: must be a number",
        "'symbol':'EURUSD','orderType':'BUY','volume':1e999999999|volume: must be a number of ordinary size, not below 0",
        "'symbol':'EURUSD','orderType':'BUY','volume':1e10|volume: must be at most 1000000000.00",
        "'orderType':'BUY','volume':1|symbol: is required",
        "'symbol':'EURUSD','volume':1|orderType: is required",
        "'symbol':'EURUSD','orderType':'BUY_LIMIT','volume':1,'price':1.085001|price: must have at most 5 decimals",
        "'symbol':'EURUSD','orderType':'BUY_LIMIT','volume':1,'price':99999|price: must be at most 10000.00000",
        "'symbol':'EURUSD','orderType':'BUY','volume':1,'expiresAt':'soon'|expiresAt: must be a time such as 2024-01-01T00:00:00.000Z",
        "'symbol':'EURUSD','orderType':'BUY','volume':1,'expiresAt':'+10000-01-01T00:00:00Z'|expiresAt: must be a time such as 2024-01-01T00:00:00.000Z",
        "'symbol':'EURUSD','orderType':'BUY','volume':1,'expiresAt':'1969-12-31T23:59:59Z'|expiresAt: must be a time such as 2024-01-01T00:00:00.000Z",
        "'symbol':'EURUSD','orderType':'BUY','volume':1,'timeInForce':'DATE'|expiresAt: is for timeInForce DATE, and is required there",
        "'symbol':'EURUSD','orderType':'BUY','volume':1,'timeInForce':'FOK'|timeInForce: must be one of GTC, DAY, DATE",
        "'symbol':'EURUSD','orderType':'BUY','volume':1,'idempotencyKey':''|idempotencyKey: must have 1 to 128 characters, not 0"
      })
  void whatIsNoOrderIsToldSo(String members, String message) {
    JsonNode result = john.answer(frame("'id':3,'action':'place'," + members));

    assertThat(result.get("type").asString()).isEqualTo("order_result");
    assertThat(result.get("status").asString()).isEqualTo("error");
    assertThat(result.get("data").get("code").asString()).isEqualTo("INVALID_MESSAGE");
    assertThat(result.get("data").get("message").asString()).isEqualTo(message);
    assertThat(result.get("id").asInt()).isEqualTo(3);
    assertThat(world.desk.commands).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"'action':'buy'", "'action':7", "'symbol':'EURUSD'"})
  void whatIsNoActionIsToldSo(String members) {
    JsonNode result = john.answer(frame(members));

    assertThat(result.get("type").asString()).isEqualTo("order_result");
    assertThat(result.get("data").get("message").asString()).startsWith("action: ");
  }

  @ParameterizedTest
  @CsvSource({
    "MARKET_CLOSED,ORDER_REJECTED",
    "UNKNOWN_SYMBOL,ORDER_REJECTED",
    "INSUFFICIENT_MARGIN,ORDER_REJECTED",
    "UNKNOWN_ORDER,NOT_FOUND",
    "UNKNOWN_CONNECTION,PERMISSION_DENIED",
    "UNAVAILABLE,SERVICE_UNAVAILABLE"
  })
  void whatTheDeskRefusesIsToldWithItsReason(Reason reason, String code) {
    OrderState rejected = Samples.order("john", 9, EURUSD, OrderStatus.REJECTED, Origin.NONE);
    world.desk.answers(_ -> new Outcome(new Answer.Refused(reason, "why", rejected)));
    JsonNode data =
        john.answer(frame("'action':'place','symbol':'X','orderType':'BUY','volume':1"))
            .get("data");

    assertThat(data.get("code").asString()).isEqualTo(code);
    assertThat(data.get("reason").asString()).isEqualTo(reason.name());
    assertThat(data.get("message").asString()).isEqualTo("why");
    assertThat(data.get("order").get("orderId").asString()).isEqualTo("order_9");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'action':'place','symbol':'EURUSD','orderType':'BUY','volume':1",
        "'action':'modify','ticket':5,'stopLoss':1",
        "'action':'cancel','ticket':5",
        "'action':'close','ticket':5"
      })
  void aDeskThatIsBusySaysSo(String members) {
    world.desk.setBusy(true);
    JsonNode data = john.answer(frame(members)).get("data");

    assertThat(data.get("error").asString()).isEqualTo("Service unavailable");
    assertThat(data.get("retryAfterMs").asLong()).isEqualTo(1_000);
    assertThat(john.link.isPaused()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"'ticket':123456", "'orderId':'order_123456'"})
  void anOrderIsCancelledByItsTicketOrItsId(String name) {
    world.desk.answers(_ -> new Outcome(new Answer.Ordered(order)));
    JsonNode result = john.answer(frame("'action':'cancel'," + name));

    assertThat(asked()).isEqualTo(new Command.Cancel("john", 123_456));
    assertThat(result.get("action").asString()).isEqualTo("cancel");
    assertThat(result.get("data").get("ticket").asLong()).isEqualTo(123_456);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'x':1",
        "'ticket':0",
        "'orderId':'123'",
        "'orderId':'order_'",
        "'orderId':'order_01'",
        "'orderId':'order_99999999999999999999'"
      })
  void whatNamesNoOrderIsToldSo(String name) {
    JsonNode data = john.answer(frame("'action':'cancel'," + name)).get("data");

    assertThat(data.get("code").asString()).isEqualTo("INVALID_MESSAGE");
  }

  @Test
  void aPendingOrderIsModifiedInTheDigitsOfItsSymbol() {
    world.happens(
        new DeskEvent.OrderChanged(
            Samples.order("john", 5, USDJPY, OrderStatus.PENDING, ORIGIN), world.next("john")));
    john.hears(frame("'action':'modify','ticket':5,'price':150.5,'stopLoss':0,'takeProfit':null"));

    assertThat(asked()).isEqualTo(new Command.Modify("john", 5, 150_500L, null, 0L, 0L, null));
  }

  @Test
  void theStopsOfAPositionAreModified() {
    world.happens(
        new DeskEvent.OrderChanged(order, world.next("john")),
        new DeskEvent.PositionChanged(position, world.next("john")));
    world.desk.answers(_ -> new Outcome(new Answer.Positioned(position)));
    JsonNode result = john.answer(frame("'action':'modify','ticket':123456,'stopLoss':1.08"));

    assertThat(asked()).isEqualTo(new Command.Protect("john", 123_456, 108_000L, null));
    assertThat(result.get("data").get("stopLoss").asString()).isEqualTo("1.08");
  }

  @Test
  void whatIsNeitherOrderNorPositionCantBeModified() {
    world.happens(new DeskEvent.OrderChanged(order, world.next("john")));

    assertThat(
            john.answer(frame("'action':'modify','ticket':123456,'stopLoss':1.08"))
                .get("data")
                .get("code")
                .asString())
        .isEqualTo("NOT_FOUND");
  }

  @Test
  void aModificationOfNothingIsToldSo() {
    world.happens(
        new DeskEvent.PositionChanged(position, world.next("john")),
        new DeskEvent.OrderChanged(
            Samples.order("john", 5, USDJPY, OrderStatus.PENDING, ORIGIN), world.next("john")));

    assertThat(message(frame("'action':'modify','ticket':123456"))).startsWith("stopLoss: ");
    assertThat(message(frame("'action':'modify','ticket':5"))).startsWith("price: ");
  }

  private String message(String frame) {
    return john.answer(frame).get("data").get("message").asString();
  }

  @Test
  void whatComesBehindAModificationIsAskedBehindIt() {
    world.happens(new DeskEvent.PositionChanged(position, world.next("john")));
    john.say(frame("'id':1,'action':'modify','ticket':123456,'stopLoss':1.08"));
    john.say(frame("'id':2,'action':'close','ticket':123456"));
    john.hears();

    assertThat(world.desk.commands)
        .containsExactly(
            new Command.Protect("john", 123_456, 108_000L, null),
            new Command.Close("john", 123_456, 0, null));
  }

  @Test
  void aPositionIsClosedInPartOrWhole() {
    world.desk.answers(_ ->
        new Outcome(
            new Answer.Closed(
                Samples.trade("john", 8, EURUSD, ORIGIN), Samples.with(position, 0))));
    JsonNode data = john.answer(frame("'action':'close','ticket':5,'volume':0.05")).get("data");

    assertThat(asked()).isEqualTo(new Command.Close("john", 5, 5, null));
    assertThat(data.get("trade").get("executionId").asString()).isEqualTo("exec_8");
    assertThat(data.get("position").get("status").asString()).isEqualTo("CLOSED");
    assertThat(message(frame("'action':'close','ticket':5,'volume':0")))
        .isEqualTo("volume: must be more than 0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"idempotencyKey", "clientOrderId"})
  void anOrderMadeAgainIsKnownByItsKey(String name) {
    String place =
        frame(
            "'action':'place','symbol':'EURUSD','orderType':'BUY','volume':0.1,'"
                + name
                + "':'mine'");
    john.hears(place);
    Command first = asked();
    world.happens(new DeskEvent.OrderChanged(order, world.next("john")));
    world.desk.answers(_ -> new Outcome(new Answer.Repeated("123456")));
    JsonNode data = john.answer(place).get("data");

    assertThat(asked()).isEqualTo(first);
    assertThat(((Command.Place) first).key()).isNotNull();
    assertThat(data.get("orderId").asString()).isEqualTo("order_123456");
    assertThat(data.get("repeated").asBoolean()).isTrue();
    assertThat(data.get("status").asString()).isEqualTo("FILLED");
  }

  @Test
  void aRepeatedOrderThatIsNotKeptAnyMoreIsToldByItsTicket() {
    world.desk.answers(_ -> new Outcome(new Answer.Repeated("77")));
    JsonNode result = john.answer(frame("'action':'close','ticket':77,'idempotencyKey':'once'"));

    assertThat(result.get("data").toString()).isEqualTo("{\"ticket\":77,\"repeated\":true}");
  }

  @Test
  void anotherOrderUnderTheSameKeyHasAnotherFingerprint() {
    String start = "'action':'place','symbol':'EURUSD','orderType':'BUY','idempotencyKey':'k'";
    john.hears(frame(start + ",'volume':0.1"));
    john.hears(frame(start + ",'volume':0.10"));
    john.hears(frame(start + ",'volume':0.2"));

    assertThat(world.desk.commands.get(1)).isEqualTo(world.desk.commands.getFirst());
    assertThat(((Command.Place) asked()).key())
        .isNotEqualTo(((Command.Place) world.desk.commands.getFirst()).key());
  }
}
