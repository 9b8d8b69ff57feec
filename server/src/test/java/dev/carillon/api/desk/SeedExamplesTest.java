package dev.carillon.api.desk;

import static dev.carillon.api.desk.format.Examples.assertShows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.carillon.api.desk.feed.Condition;
import dev.carillon.api.desk.feed.Condition.Health;
import dev.carillon.api.desk.format.Examples;
import dev.carillon.api.desk.format.Samples;
import dev.carillon.desk.model.DeskEvent;
import dev.carillon.desk.model.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Every JSON example of the document: what the document's clients send is sent, and what it shows
 * is what comes, member by member and value by value; additions stand behind.
 */
class SeedExamplesTest {
  private final DeskWorld world = new DeskWorld();
  private final DeskClient john = world.connectAs("john");

  @Test
  void theKeptExamplesAreAllOfTheDocumentsExamples() {
    Optional<String> document = Examples.document();
    assumeTrue(document.isPresent(), "shared/seeds/desk-fx.md is not beside the repository");

    assertThat(Examples.NAMES.stream().map(Examples::text))
        .isEqualTo(Examples.blocks(document.orElseThrow(), "json"));
  }

  /** As the example but for its id, which is a name of ours. */
  private static void assertLike(String example, JsonNode actual) {
    ObjectNode shown = (ObjectNode) Examples.json(example);
    if (shown.has("id")) {
      assertThat(actual.get("id").asString()).startsWith("msg_");
      shown.set("id", actual.get("id"));
    }
    assertShows(shown, actual);
  }

  private JsonNode told(String channel, DeskEvent event) {
    john.subscribed("'" + channel + "'");
    world.happens(event);
    List<JsonNode> heard = john.hears();
    assertThat(heard).hasSize(1);
    return heard.getFirst();
  }

  @Test
  void everyMessageHasTheDocumentsEnvelope() {
    JsonNode message = told("trades", new DeskEvent.Dealt(Samples.trade("john"), 1));

    assertThat(new ArrayList<>(message.propertyNames()))
        .isEqualTo(new ArrayList<>(Examples.json("01-message").propertyNames()));
  }

  @Test
  void connecting() {
    JsonNode connection = john.hears().getFirst();
    ObjectNode shown = (ObjectNode) Examples.json("02-connection");

    assertThat(connection.propertyNames()).containsExactlyElementsOf(shown.propertyNames());
    assertThat(connection.get("status")).isEqualTo(shown.get("status"));
    assertThat(connection.get("timestamp")).isEqualTo(shown.get("timestamp"));
    assertThat(connection.get("sessionId").asString()).matches("session_[0-9]+");
  }

  @Test
  void row2SubscribingAsTheDocumentDoesListsBothChannels() {
    JsonNode answer =
        john.answer(
            """
            {"type":"subscribe","channels":[
              {"name":"trades","filters":{"symbol":"EURUSD","strategyId":"strategy_123"}},
              {"name":"positions","filters":{"connectionId":"conn_123456"}}]}
            """);
    ObjectNode shown = (ObjectNode) Examples.json("03-subscription");

    assertThat(answer.propertyNames()).containsExactlyElementsOf(shown.propertyNames());
    assertThat(answer.get("status")).isEqualTo(shown.get("status"));
    assertThat(answer.get("channels")).hasSize(2);
    assertThat(answer.get("channels").get(0)).isEqualTo(shown.get("channels").get(0));
    assertThat(answer.get("channels").get(1).toString())
        .isEqualTo(
            "{\"name\":\"positions\",\"subscribed\":true,"
                + "\"filters\":{\"connectionId\":\"conn_123456\"}}");
  }

  @Test
  void unsubscribing() {
    john.subscribed("'trades'");

    assertThat(john.answer("{'type':'unsubscribe','channels':['trades']}"))
        .isEqualTo(Examples.json("04-unsubscription"));
  }

  @Test
  void trade() {
    assertLike("05-trade", told("trades", new DeskEvent.Dealt(Samples.trade("john"), 1)));
  }

  @Test
  void row11AndRow12PositionWithEqualProfitsAndTheAccountsLevel() {
    assertLike(
        "06-position",
        told("positions", new DeskEvent.PositionChanged(Samples.position("john"), 1)));
  }

  @Test
  void row10OrderPositionAndTradeMayHaveOneTicket() {
    JsonNode order = told("orders", new DeskEvent.OrderChanged(Samples.order("john"), 1));
    // The document's names are separate pictures: an id here is that of its ticket.
    ((ObjectNode) order.get("data")).put("orderId", "order_123");

    assertLike("07-order", order);
  }

  @Test
  void marketData() {
    assertLike("08-market_data", told("market-data", new DeskEvent.QuoteChanged(Samples.quote())));
  }

  @Test
  void alert() {
    assertLike(
        "09-alert", told("alerts", new DeskEvent.AlertChanged("john", Samples.alert("john"), 1)));
  }

  @Test
  void row13AnalyticsWithTheDrawdownInMoney() {
    JsonNode message =
        told(
            "analytics",
            new DeskEvent.AnalyticsChanged("john", List.of(Samples.analytics(Period.DAY)), 1));

    assertLike("10-analytics", message);
    assertThat(message.get("data").get("metrics").get("currentDrawdownPercent").asString())
        .isEqualTo("0.25");
  }

  @Test
  void row14SystemHealthyThoughTheBrokerIsNot() {
    JsonNode shown = Examples.json("11-system");
    world.components.put("redis", Condition.HEALTHY);
    world.components.put(
        "broker", new Condition(Health.DEGRADED, shown.get("data").get("message").asString()));
    world.feed.system().looked(world.components, world.clock.millis());
    JsonNode status = john.subscribed("'system'").getFirst();

    assertThat(status.get("data").get("status")).isEqualTo(shown.get("data").get("status"));
    assertThat(status.get("data").get("message")).isEqualTo(shown.get("data").get("message"));
    assertThat(status.get("data").get("components").get("broker").asString()).isEqualTo("DEGRADED");
    assertThat(status.propertyNames()).containsExactlyElementsOf(shown.propertyNames());
  }
}
