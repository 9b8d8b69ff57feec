package dev.carillon.api.desk;

import static dev.carillon.api.desk.DeskClient.all;
import static dev.carillon.api.desk.DeskClient.types;
import static dev.carillon.api.desk.format.Examples.assertShows;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.api.desk.format.Examples;
import dev.carillon.api.desk.format.Samples;
import dev.carillon.desk.model.AccountTerms;
import dev.carillon.desk.model.Answer;
import dev.carillon.desk.model.Command;
import dev.carillon.desk.model.MarginMode;
import dev.carillon.desk.quote.Symbol;
import dev.carillon.desk.quote.Tick;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The socket over the real desk, from the order to the document's own numbers. */
class RealDeskTest {
  private static final String BUY =
      "{'type':'order','action':'place','symbol':'EURUSD','orderType':'BUY','volume':0.1,"
          + "'stopLoss':1.08,'takeProfit':1.09,'strategyId':'strategy_123',"
          + "'connectionId':'conn_456'";

  private final DeskWorld world = DeskWorld.over(RealDesk::new);
  private final DeskClient john = world.connectAs("john");

  @BeforeEach
  void openAccounts() {
    does(new Command.DefineSymbol(Samples.EURUSD.with(new Symbol.Costs(500, 0, 0))));
    for (String owner : List.of("john", "jane")) {
      does(new Command.OpenAccount(owner, AccountTerms.of("USD", 100, MarginMode.BASE_UNITS)));
      does(new Command.Deposit(owner, 1_004_050, null));
    }
    does(new Command.AddConnection("john", "conn_456", "Terminal", null));
    does(new Command.AddStrategy("john", "strategy_123", "Breakout", null));
    quotes(108_499, 108_500);
    john.hears();
  }

  private void does(Command command) {
    List<Answer> answers = new ArrayList<>();
    world.engine.submit(command, answers::add);
    world.run();
    assertThat(answers).hasSize(1).noneMatch(Answer.Refused.class::isInstance);
  }

  private void quotes(long bid, long ask) {
    does(new Command.Quotes(List.of(new Tick("EURUSD", bid, ask, 0))));
  }

  /** Buys, and gives the ticket. */
  private long buys() {
    List<JsonNode> heard = john.hears(BUY + "}");
    JsonNode result = heard.getFirst();
    assertThat(result.get("status").asString()).as("%s", result).isEqualTo("success");
    return result.get("data").get("ticket").asLong();
  }

  @Test
  void anOrderIsAnsweredThenToldOnEveryChannel() {
    john.subscribed("'orders','trades','positions'");
    List<JsonNode> heard = john.hears(BUY + ",'id':1}");

    assertThat(types(heard)).startsWith("order_result").contains("order", "trade", "position");
    assertThat(types(heard)).hasSize(4);
    assertThat(all(heard, "ticket").stream().distinct()).hasSize(1);
    assertThat(heard.getFirst().get("data").get("status").asString()).isEqualTo("FILLED");
  }

  @Test
  void theDocumentsPositionHasTheDocumentsNumbers() {
    long ticket = buys();
    john.subscribed("'positions'");
    quotes(108_600, 108_601);
    world.pass(250);
    JsonNode position = john.hears().getLast();
    ObjectNode shown = (ObjectNode) Examples.json("06-position").get("data");
    shown.put("ticket", ticket);
    shown.put("duration", 0);
    shown.set("lastUpdate", position.get("data").get("lastUpdate"));

    assertShows(shown, position.get("data"));
  }

  @Test
  void aPositionIsProtectedClosedInPartAndClosed() {
    long ticket = buys();
    john.subscribed("'positions','trades'");
    List<JsonNode> protecting =
        john.hears("{'type':'order','action':'modify','ticket':" + ticket + ",'stopLoss':1.07}");
    List<JsonNode> half =
        john.hears("{'type':'order','action':'close','ticket':" + ticket + ",'volume':0.05}");
    List<JsonNode> rest =
        john.hears("{'type':'order','action':'close','orderId':'order_" + ticket + "'}");

    assertThat(types(protecting)).containsExactly("order_result", "position");
    assertThat(all(protecting, "stopLoss")).containsExactly("1.07", "1.07");
    assertThat(types(half)).containsExactly("order_result", "trade", "position");
    assertThat(half.get(1).get("data").get("status").asString()).isEqualTo("PARTIALLY_FILLED");
    assertThat(rest.get(1).get("data").get("status").asString()).isEqualTo("CLOSED");
    assertThat(rest.get(2).get("data").get("volume").asString()).isEqualTo("0.0");
  }

  @Test
  void aStopLossThatIsReachedIsToldWithoutBeingAskedFor() {
    buys();
    john.subscribed("'trades','positions','analytics'");
    quotes(107_990, 107_991);
    List<JsonNode> heard = john.hears();

    assertThat(types(heard)).startsWith("trade", "position").contains("analytics");
    assertThat(heard.getFirst().get("data").get("cause").asString()).isEqualTo("STOP_LOSS");
  }

  @Test
  void aPendingOrderWaitsIsChangedAndCancelled() {
    john.subscribed("'orders'");
    String limit =
        "{'type':'order','action':'place','symbol':'EURUSD','orderType':'BUY_LIMIT',"
            + "'volume':0.1,'price':1.08}";
    JsonNode placed = john.hears(limit).getFirst();
    long ticket = placed.get("data").get("ticket").asLong();
    List<JsonNode> changed =
        john.hears("{'type':'order','action':'modify','ticket':" + ticket + ",'price':1.081}");
    List<JsonNode> cancelled =
        john.hears("{'type':'order','action':'cancel','ticket':" + ticket + "}");

    assertThat(placed.get("data").get("status").asString()).isEqualTo("PENDING");
    assertThat(all(changed, "price")).containsExactly("1.081", "1.081");
    assertThat(all(cancelled, "status")).containsExactly("CANCELLED", "CANCELLED");
  }

  @Test
  void theSameOrderUnderTheSameKeyIsOneOrder() {
    String keyed = BUY + ",'idempotencyKey':'once'}";
    JsonNode first = john.answer(keyed);
    JsonNode second = john.answer(keyed);
    JsonNode other = john.answer(keyed.replace("0.1", "0.2"));

    assertThat(second.get("data").get("ticket")).isEqualTo(first.get("data").get("ticket"));
    assertThat(second.get("data").get("repeated").asBoolean()).isTrue();
    assertThat(other.get("data").get("reason").asString()).isEqualTo("IDEMPOTENCY_KEY_REUSED");
    assertThat(john.subscribed("'positions'")).hasSize(1);
  }

  @Test
  void whatIsAnothersCantBeTouched() {
    long ticket = buys();
    DeskClient jane = world.connectAs("jane");
    for (String action : List.of("close", "cancel", "modify")) {
      JsonNode result =
          jane.answer(
              "{'type':'order','action':'" + action + "','ticket':" + ticket + ",'stopLoss':1.07}");
      assertThat(result.get("data").get("code").asString()).as(action).isEqualTo("NOT_FOUND");
    }
    JsonNode foreign = jane.answer(BUY + "}");

    assertThat(foreign.get("data").get("error").asString()).isEqualTo("Permission denied");
    assertThat(jane.subscribed("'positions','orders'")).isEmpty();
  }

  @Test
  void anUnknownSymbolIsRefusedByTheDesk() {
    JsonNode result = john.answer(BUY.replace("EURUSD", "NOSUCH") + "}");

    assertThat(result.get("data").get("reason").asString()).isEqualTo("UNKNOWN_SYMBOL");
  }

  @Test
  void quotesThatDontComeAreAnAlertAndADegradedBroker() {
    john.subscribed("'alerts'");
    world.pass(5_000);
    world.pass(1_000);
    List<JsonNode> heard = john.hears();
    assertThat(types(heard)).containsExactly("alert");
    assertThat(heard.getFirst().get("data").get("type").asString()).isEqualTo("PRICE_STALE");
    JsonNode status = john.subscribed("'system'").getFirst().get("data");
    assertThat(status.get("components").get("broker").asString()).isEqualTo("DEGRADED");
    String id = heard.getFirst().get("data").get("alertId").asString();
    List<JsonNode> acknowledged =
        john.hears("{'type':'alert_action','action':'ACKNOWLEDGE','alertId':'" + id + "'}");

    assertThat(types(acknowledged)).containsExactly("alert_action", "alert");
    assertThat(acknowledged.getLast().get("data").get("status").asString())
        .isEqualTo("ACKNOWLEDGED");
    assertThat(john.subscribed("'alerts'")).isEmpty();
  }
}
