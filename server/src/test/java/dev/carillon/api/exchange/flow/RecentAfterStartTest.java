package dev.carillon.api.exchange.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.api.exchange.format.TestPairs;
import dev.carillon.market.book.Side;
import dev.carillon.market.model.Command;
import dev.carillon.market.model.OrderTerms;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * What {@code recent} repeats is the same before and after a start, though the feed itself then
 * remembers only what was done since the snapshot before the last.
 */
class RecentAfterStartTest {
  private static final int TRADES = 150;

  private final FlowWorld world =
      new FlowWorld(Instant.parse("2024-05-05T05:05:05Z"), new FlowWorld.Sizes(64, 20));

  @BeforeEach
  void trade() {
    world.does(new Command.DefinePair(TestPairs.BTC));
    world.does(new Command.DefinePair(TestPairs.ETH));
    for (String owner : List.of("john", "jane")) {
      for (String currency : List.of("BTC", "ETH", "USDT")) {
        world.does(new Command.Deposit(owner, currency, 1_000_000_00000000L, null));
      }
    }
    for (int i = 0; i < TRADES; i++) {
      trade(i % 3 == 0 ? TestPairs.ETH.symbol() : TestPairs.BTC.symbol());
    }
  }

  @AfterEach
  void close() {
    world.close();
  }

  private void trade(String symbol) {
    world.clock.advanceMillis(10);
    place("jane", symbol, Side.SELL);
    place("john", symbol, Side.BUY);
  }

  private void place(String owner, String symbol, Side side) {
    OrderTerms terms = OrderTerms.limit(side, 10_000, 1_000_000);
    world.does(new Command.Place(owner, symbol, terms, null));
  }

  private List<JsonNode> recent(String channel, String params) {
    FlowClient john = world.connectAs("john");
    boolean _ = world.run();
    john.says(
        "{'method':'subscribe','params':{'channel':'" + channel + "'" + params + "}}",
        world.clock.nanos());
    boolean _ = world.run();
    return john.takes().stream().filter(message -> message.has("channel")).toList();
  }

  private static List<String> numbers(List<JsonNode> trades) {
    return trades.stream().map(trade -> trade.get("data").get("trade_id").asString()).toList();
  }

  @Test
  void tradesOfTheLastLifeAreRepeated() {
    String params = ",'symbol':'BTC/USDT','recent':70";
    List<JsonNode> before = recent("trades", params);
    assertThat(numbers(before)).hasSize(70).startsWith("31").endsWith("100");

    world.restart(Duration.ofSeconds(5));
    assertThat(recent("trades", params)).isEqualTo(before);

    trade("BTC/USDT");
    assertThat(numbers(recent("trades", params))).hasSize(70).startsWith("32").endsWith("101");
  }

  @Test
  void onesOwnTradesOfTheLastLifeAreRepeated() {
    for (String params : List.of(",'recent':100", ",'recent':40,'symbol':'ETH/USDT'")) {
      List<JsonNode> before = recent("user_trades", params);
      assertThat(before).hasSizeGreaterThanOrEqualTo(40);

      world.restart(Duration.ofSeconds(5));
      assertThat(recent("user_trades", params)).isEqualTo(before);

      trade("ETH/USDT");
      List<JsonNode> after = recent("user_trades", params);
      assertThat(after).hasSameSizeAs(before).startsWith(before.get(1));
    }
  }

  @Test
  void whoDoesNotAskForThePastGetsNone() {
    world.restart(Duration.ofSeconds(5));

    assertThat(recent("trades", ",'symbol':'BTC/USDT'")).isEmpty();
    assertThat(recent("user_trades", "")).isEmpty();
  }
}
