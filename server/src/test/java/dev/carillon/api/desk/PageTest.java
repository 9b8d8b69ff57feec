package dev.carillon.api.desk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.api.desk.StagedDesk.Outcome;
import dev.carillon.api.desk.feed.Condition;
import dev.carillon.api.desk.format.Examples;
import dev.carillon.api.desk.format.Samples;
import dev.carillon.desk.model.Answer;
import dev.carillon.desk.model.Command;
import dev.carillon.desk.model.DeskEvent;
import dev.carillon.desk.model.Expiry;
import dev.carillon.desk.model.OrderState;
import dev.carillon.desk.model.OrderStatus;
import dev.carillon.desk.model.OrderTerms;
import dev.carillon.desk.model.Period;
import dev.carillon.desk.model.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What docs/api/desk.md shows of the socket is what comes, value by value. */
class PageTest {
  private final DeskWorld world = new DeskWorld();
  private final DeskClient john = world.connectAs("john");

  private static List<String> blocks(String text) throws IOException {
    return Examples.blocks(Files.readString(Path.of("..", "docs", "api", "desk.md")), "json")
        .stream()
        .filter(block -> block.startsWith("{\"type\":") && block.contains(text))
        .toList();
  }

  /** The page's block of JSON that has this text. */
  private static String block(String text) throws IOException {
    List<String> found = blocks(text);
    assertThat(found).as(text).hasSize(1);
    return found.getFirst().strip();
  }

  /** The same but for the id of a message, which is another each time. */
  private static void assertShown(String text, JsonNode actual) throws IOException {
    ObjectNode shown = (ObjectNode) Examples.parse(block(text));
    if (actual.has("channel")) {
      assertThat(shown.get("id").asString()).startsWith("msg_");
      shown.set("id", actual.get("id"));
    }
    assertThat(actual.toString()).isEqualTo(shown.toString());
  }

  private JsonNode told(String channel, DeskEvent event) {
    john.subscribed("'" + channel + "'");
    world.happens(event);
    return john.hears().getFirst();
  }

  @Test
  void theMessagesOfTheChannels() throws IOException {
    assertShown(
        "\"type\":\"trade\"", told("trades", new DeskEvent.Dealt(Samples.trade("john"), 1)));
    assertShown(
        "\"type\":\"position\"",
        told("positions", new DeskEvent.PositionChanged(Samples.position("john"), 2)));
    assertShown(
        "\"type\":\"order\",\"channel\"",
        told("orders", new DeskEvent.OrderChanged(Samples.order("john"), 3)));
    assertShown(
        "\"type\":\"market_data\"",
        told("market-data", new DeskEvent.QuoteChanged(Samples.quote())));
    assertShown(
        "\"type\":\"alert\"",
        told("alerts", new DeskEvent.AlertChanged("john", Samples.alert("john"), 4)));
    assertShown(
        "\"type\":\"analytics\"",
        told(
            "analytics",
            new DeskEvent.AnalyticsChanged("john", List.of(Samples.analytics(Period.DAY)), 5)));
  }

  @Test
  void theStateOfTheServer() throws IOException {
    world.components.put("redis", Condition.NOT_CONFIGURED);
    world.happens(new DeskEvent.QuoteChanged(Samples.stale(Samples.quote())));
    world.pass(1_000);
    JsonNode status = john.subscribed("'system'").getFirst();
    String shown = block("\"type\":\"system\"").replace("00:00:00.000Z", "00:00:01.000Z");

    assertThat(status.get("data")).isEqualTo(Examples.parse(shown).get("data"));
  }

  @Test
  void subscribingWithAWrongName() throws IOException {
    assertShown("\"type\":\"subscription\"", john.answer(block("\"type\":\"subscribe\"")));
  }

  @Test
  void anError() throws IOException {
    assertShown("\"type\":\"error\"", john.answer("{'type':'subscribe','id':'s1'}"));
  }

  @Test
  void placingAnOrder() throws IOException {
    world.desk.answers(command -> {
      Command.Place place = (Command.Place) command;
      return new Outcome(
          new Answer.Ordered(
              new OrderState(
                  "john",
                  123_456,
                  Samples.EURUSD,
                  place.terms(),
                  OrderStatus.PENDING,
                  false,
                  null,
                  world.clock.millis(),
                  world.clock.millis(),
                  0,
                  0)));
    });
    assertShown(
        "\"action\":\"place\",\"status\":\"success\"",
        john.answer(block("\"action\":\"place\",\"id\":\"o1\"")));
    OrderTerms terms = ((Command.Place) world.desk.commands.getLast()).terms();

    assertThat(terms.expiry()).isEqualTo(Expiry.GTC);
    assertThat(terms.prices()).isEqualTo(new OrderTerms.Prices(108_200, 0, 108_000, 109_000));
  }

  @Test
  void closingWhatIsNotOpen() throws IOException {
    world.desk.answers(_ ->
        new Outcome(
            StagedDesk.refused(
                Reason.UNKNOWN_POSITION, "ticket: no open position of this account has it")));
    assertShown(
        "\"action\":\"close\"",
        john.answer("{'type':'order','action':'close','id':'o2','ticket':7}"));
  }

  @Test
  void everyBlockIsOneOfThese() throws IOException {
    assertThat(blocks("").stream().map(block -> Examples.parse(block).get("type").asString()))
        .containsExactlyInAnyOrder(
            "connection",
            "subscribe",
            "subscription",
            "trade",
            "position",
            "order",
            "market_data",
            "analytics",
            "system",
            "order",
            "order_result",
            "order_result",
            "alert",
            "error");
  }
}
