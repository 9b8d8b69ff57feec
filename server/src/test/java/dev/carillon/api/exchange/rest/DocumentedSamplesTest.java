package dev.carillon.api.exchange.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.api.exchange.feed.Stream;
import dev.carillon.api.exchange.format.OrderIds;
import dev.carillon.api.exchange.format.TestPairs;
import dev.carillon.market.data.Interval;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What docs/api/exchange.md shows is what comes, member by member. */
class DocumentedSamplesTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String PAGE = page();
  private static final String ORDER = RestClient.limit("buy", "45000", "1");

  private final RestWorld world = RestWorld.withMoney(TestPairs.BTC, TestPairs.FED);

  private static String page() {
    try {
      return Files.readString(Path.of("..", "docs", "api", "exchange.md"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @AfterEach
  void close() {
    world.close();
  }

  /** The page's blocks of JSON that have this text. */
  private static List<JsonNode> samples(String text) {
    return Pattern.compile("(?m)^```json\n(.*)\n```$")
        .matcher(PAGE)
        .results()
        .map(block -> block.group(1))
        .filter(block -> block.contains(text))
        .map(JSON::readTree)
        .toList();
  }

  private static JsonNode sample(String text) {
    List<JsonNode> found = samples(text);
    assertThat(found).describedAs(text).hasSize(1);
    return found.getFirst();
  }

  /** Names in their order, and kinds of values. */
  private static Object shape(JsonNode node) {
    if (node.isObject()) {
      List<Object> members = new ArrayList<>();
      node.properties().forEach(member -> members.add(member.getKey() + shape(member.getValue())));
      return members;
    }
    return node.isArray() && !node.isEmpty() ? List.of(shape(node.get(0))) : node.getNodeType();
  }

  private static JsonNode answer(RestClient.Answer answer) {
    return JSON.readTree(answer.raw());
  }

  @Test
  void messagesOfChannelsAreAsShown() {
    world.listensTo(
        new Stream.Ticker("BTC/USDT"),
        new Stream.Trades("BTC/USDT"),
        new Stream.Kline("BTC/USDT", Interval.ONE_MINUTE),
        new Stream.Account("john"),
        new Stream.Orders("john"),
        new Stream.UserTrades("john"));
    world.as("jane").places("sell", "45002", "1");
    world.as("jane").places("sell", "45001", "1");
    world.as("john").places("buy", "45000", "1");
    world.listensTo(new Stream.Book("BTC/USDT", 20));
    String named = RestClient.limit("buy", "45001", "0.5").replace("}", ",'client_order_id':'m'}");
    world.as("john").post("/api/exchange/orders", named).is(201);
    world.time();

    Map<String, Object> heard = new LinkedHashMap<>();
    for (byte[] message : world.published()) {
      JsonNode json = JSON.readTree(message);
      heard.put(json.get("type").asString(), shape(json));
    }
    assertThat(heard.keySet())
        .containsExactlyInAnyOrder(
            "ticker",
            "trade",
            "kline",
            "orderbook_snapshot",
            "orderbook_update",
            "account_update",
            "order_update",
            "user_trade");
    heard.forEach((type, shape) ->
        assertThat(shape(sample("\"type\":\"" + type + "\""))).describedAs(type).isEqualTo(shape));
  }

  @Test
  void answersOverHttpAreAsShown() {
    assertThat(answer(world.asNobody().get("/api/exchange/symbols/BTC%2FUSDT")))
        .isEqualTo(sample("\"success\":true,\"data\":{\"symbol\""));
    JsonNode rejected =
        answer(
            world
                .as("john")
                .post("/api/exchange/orders", RestClient.limit("buy", "1.00", "0.00001")));
    assertThat(withoutIds(rejected)).isEqualTo(withoutIds(sample("\"success\":false")));
    JsonNode fed =
        answer(
            world
                .as("feeder")
                .post(
                    "/api/feeds/trades",
                    "{'trades':[{'symbol':'FED/USDT','price':'1','quantity':'1','side':'buy'},"
                        + "{'symbol':'X','price':'1','quantity':'1','side':'buy'}]}"));
    assertThat(fed).isEqualTo(sample("\"accepted\":1"));
  }

  @Test
  void anOrderIsAnsweredOverTheSocketAsOverHttp() {
    JsonNode placed =
        answer(
                world
                    .as("john")
                    .post("/api/exchange/orders", ORDER.replace("}", ",'client_order_id':'m'}")))
            .get("data");
    List<Object> expected = new ArrayList<>(List.of(shape(placed)));

    JsonNode shown = sample("\"type\":\"order_placed\"").get("data");
    assertThat(shape(shown).toString())
        .isEqualTo(expected.getFirst().toString().replaceFirst("]$", ", sequenceNUMBER]"));
  }

  @Test
  void idsOfOrdersAreOurs() {
    List<String> ids =
        Pattern.compile("\"order_id\":\"([^\"]+)\"")
            .matcher(PAGE)
            .results()
            .map(found -> found.group(1))
            .toList();

    assertThat(ids)
        .hasSizeGreaterThan(3)
        .allSatisfy(id -> assertThat(OrderIds.parse(id)).isPresent());
  }

  @Test
  void theShownBookHasTheShownChecksums() {
    JsonNode snapshot = sample("\"type\":\"orderbook_snapshot\"").get("data");
    JsonNode update = sample("\"type\":\"orderbook_update\"").get("data");
    String before = digits(snapshot.get("asks")) + digits(snapshot.get("bids"));
    String after =
        digits(snapshot.get("asks"))
            + digits(
                JSON.readTree(
                    snapshot
                        .get("bids")
                        .toString()
                        .replace("1.25000000", update.get("quantity").asString())));

    assertThat(crc(before)).isEqualTo(snapshot.get("checksum").asLong());
    assertThat(crc(after)).isEqualTo(update.get("checksum").asLong());
    assertThat(update.get("prev_sequence").asLong()).isEqualTo(snapshot.get("sequence").asLong());
  }

  @Test
  void requestsInTheReferenceOfHttpAreThoseOfThePage() {
    List<String> paths =
        world.router.routes().stream()
            .map(route -> route.template().replaceFirst("/\\{.*", ""))
            .distinct()
            .toList();

    assertThat(paths).isNotEmpty().allSatisfy(path -> assertThat(PAGE).contains(path));
  }

  private static JsonNode withoutIds(JsonNode node) {
    return JSON.readTree(
        node.toString().replaceAll("\"order_id\":\"[^\"]+\"", "\"order_id\":\"\""));
  }

  private static String digits(JsonNode levels) {
    StringBuilder digits = new StringBuilder();
    for (MatchResult number :
        Pattern.compile("\"([0-9.]+)\"").matcher(levels.toString()).results().toList()) {
      digits.append(number.group(1).replace(".", "").replaceFirst("^0+", ""));
    }
    return digits.toString();
  }

  private static long crc(String digits) {
    CRC32 crc = new CRC32();
    crc.update(digits.getBytes(StandardCharsets.US_ASCII));
    return crc.getValue();
  }
}
