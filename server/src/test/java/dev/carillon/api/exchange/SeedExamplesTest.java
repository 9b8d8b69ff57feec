package dev.carillon.api.exchange;

import static dev.carillon.api.exchange.ExchangeClient.only;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.carillon.api.exchange.format.SeedExamples;
import dev.carillon.market.book.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Every JSON example of the document: what the document sends is sent, and what it shows is what
 * comes, member by member and with as many decimals. That the same figures give the same bytes,
 * {@code JsonOfValuesTest} says.
 */
class SeedExamplesTest {
  private final ExchangeWorld world = new ExchangeWorld();
  private final ExchangeClient john = world.connectAs("john");

  @Test
  void theKeptExamplesAreAllOfTheDocumentsExamples() {
    Optional<String> document = SeedExamples.document();
    assumeTrue(
        document.isPresent(), "shared/seeds/exchange-finalex.md is not beside the repository");

    assertThat(SeedExamples.NAMES.stream().map(SeedExamples::text))
        .isEqualTo(SeedExamples.blocks(document.orElseThrow(), "json"));
  }

  private List<JsonNode> sent(String example) {
    return john.hears(SeedExamples.text(example));
  }

  /** As the example: its members, each of its kind; additions stand behind. */
  private static void assertLike(String example, JsonNode actual) {
    JsonNode shown = SeedExamples.json(example);
    like(example, shown, actual);
    SeedExamples.common(shown, actual);
  }

  private static void like(String path, JsonNode shown, JsonNode actual) {
    assertThat(actual.getNodeType()).as("%s: %s", path, actual).isEqualTo(shown.getNodeType());
    if (shown.isObject()) {
      for (Map.Entry<String, JsonNode> member : shown.properties()) {
        assertThat(actual.has(member.getKey()))
            .as("%s has %s: %s", path, member.getKey(), actual)
            .isTrue();
        like(path + "." + member.getKey(), member.getValue(), actual.get(member.getKey()));
      }
    } else if (shown.isArray()) {
      assertThat(actual.isEmpty()).as("%s: %s", path, actual).isFalse();
      like(path + "[0]", shown.get(0), actual.get(0));
    } else if (shown.isString() && isDecimal(shown) && !path.contains("volume_24h")) {
      assertThat(isDecimal(actual)).as("%s: %s", path, actual).isTrue();
      assertThat(decimals(actual)).as("%s: %s", path, actual).isEqualTo(decimals(shown));
    }
  }

  private static boolean isDecimal(JsonNode text) {
    return text.asString().matches("-?[0-9]+\\.[0-9]+");
  }

  private static int decimals(JsonNode text) {
    return text.asString().length() - text.asString().indexOf('.');
  }

  @Test
  void everyMessageHasTheDocumentsEnvelope() {
    world.trades("100", "1");
    john.hears();

    assertThat(new ArrayList<>(sent("04-subscribe_ticker").getLast().propertyNames()))
        .isEqualTo(new ArrayList<>(SeedExamples.json("01-message").propertyNames()));
  }

  @Test
  void subscribingAndUnsubscribing() {
    john.hears();
    JsonNode subscribed = sent("02-subscribe").getFirst();
    JsonNode unsubscribed = sent("03-unsubscribe").getFirst();

    assertThat(subscribed.get("id").asString()).isEqualTo("sub_001");
    assertThat(subscribed.get("type").asString()).isEqualTo("subscribed");
    assertThat(unsubscribed.get("id").asString()).isEqualTo("unsub_001");
    assertThat(unsubscribed.get("type").asString()).isEqualTo("unsubscribed");
  }

  @Test
  void ticker() {
    world.trades("45678.90", "0.5");
    assertLike("05-ticker", only(sent("04-subscribe_ticker"), "ticker").getFirst());
  }

  @Test
  void orderbook() {
    world.rests("jane", Side.BUY, "45678.50", "1.25");
    world.rests("jane", Side.SELL, "45679.00", "0.75");
    List<JsonNode> heard = sent("06-subscribe_orderbook");
    assertLike("07-orderbook_snapshot", only(heard, "orderbook_snapshot").getFirst());

    world.rests("jane", Side.BUY, "45678.00", "1.25");
    assertLike("08-orderbook_update", john.hears().getFirst());
  }

  @Test
  void trade() {
    sent("09-subscribe_trades");
    world.trades("45678.90", "0.5");
    assertLike("10-trade", john.hears().getFirst());
  }

  @Test
  void kline() {
    world.trades("45678.90", "0.5");
    assertLike("12-kline", only(sent("11-subscribe_kline"), "kline").getFirst());
  }

  @Test
  void account() {
    assertLike(
        "14-account_update", only(sent("13-subscribe_account"), "account_update").getFirst());
  }

  @Test
  void ordersAndUserTrades() {
    sent("15-subscribe_orders");
    sent("17-subscribe_user_trades");
    world.rests("market", Side.SELL, "45678.90", "0.5");
    world.rests("john", Side.BUY, "45678.90", "0.5");
    List<JsonNode> heard = john.hears();

    assertLike("16-order_update", only(heard, "order_update").getLast());
    assertThat(only(heard, "order_update").getLast().get("data").get("status").asString())
        .isEqualTo("filled");
    assertLike("18-user_trade", only(heard, "user_trade").getFirst());
  }

  @Test
  void error() {
    john.hears();
    JsonNode error = john.asks("subscribe", "'channel':'invalid_channel'").getFirst();

    assertLike("19-error", error);
    assertThat(SeedExamples.common(SeedExamples.data("19-error"), error.get("data")))
        .isEqualTo(SeedExamples.data("19-error"));
  }

  @Test
  void connectionStatus() {
    assertLike("20-connection_status", john.hears().getFirst());
  }
}
