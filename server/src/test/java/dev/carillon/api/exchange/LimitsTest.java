package dev.carillon.api.exchange;

import static dev.carillon.api.exchange.ExchangeClient.error;
import static dev.carillon.api.exchange.ExchangeClient.types;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.limit.Rate;
import dev.carillon.core.session.CloseReason;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class LimitsTest {
  private static final String PING = "{'method':'ping'}";

  private final ExchangeWorld world = new ExchangeWorld();
  private final ExchangeClient client = world.connect();

  LimitsTest() {
    client.hears();
  }

  private List<JsonNode> sends(int messages) {
    for (int i = 0; i < messages; i++) {
      client.say(PING);
    }
    return client.hears();
  }

  @Test
  void rowLAThousandMessagesMayComeAtOnceAndTheNextIsIgnored() {
    List<JsonNode> heard = sends(1_001);

    assertThat(types(heard.subList(0, 1_000))).containsOnly("pong");
    assertThat(error(heard.getLast()))
        .isEqualTo("RATE_LIMIT_EXCEEDED the message was ignored; try again in 60 ms");
    assertThat(heard.getLast().get("data").get("retry_after_ms").asLong()).isEqualTo(60);
    assertThat(client.closed()).isNull();

    world.pass(60);
    assertThat(types(client.hears(PING))).containsExactly("pong");
  }

  @Test
  void rowLABurstIsNoAbuse() {
    sends(1_500);
    world.pass(30_000);
    sends(1_500);

    assertThat(client.closed()).isNull();
  }

  @Test
  void rowLMoreThanTwiceTheRateForTenSecondsIsAbuse() {
    sends(1_000);
    for (int second = 0; second < 9; second++) {
      sends(40);
      world.pass(1_000);
    }
    assertThat(client.closed()).isNull();
    for (int second = 0; second < 3 && client.closed() == null; second++) {
      sends(40);
      world.pass(1_000);
    }

    assertThat(client.closed())
        .isEqualTo(CloseReason.policy("sustained abuse of the message rate"));
  }

  @Test
  void rowLTwiceTheRateIsRefusedAndLivesOn() {
    sends(1_000);
    for (int second = 0; second < 30; second++) {
      sends(30);
      world.pass(1_000);
    }

    assertThat(client.closed()).isNull();
  }

  @Test
  void aHundredResubscribesAtOncePass() {
    for (int i = 0; i < 100; i++) {
      client.say(
          "{'id':"
              + i
              + ",'method':'subscribe','params':{'channel':'kline','symbol':'"
              + (i % 2 == 0 ? "BTC/USDT" : "ETH/USDT")
              + "','interval':'"
              + List.of("1m", "3m", "5m", "15m", "30m").get(i % 5)
              + "'}}");
    }

    assertThat(client.hears()).hasSize(100);
  }

  @Test
  void rowMTheRateAndTheCountHaveErrorsOfTheirOwn() {
    ExchangeSettings.Limits one = new ExchangeSettings.Limits(1, 1, 1, Rate.perMinute(2), null);
    ExchangeWorld small = new ExchangeWorld(ExchangeSettings.DEFAULTS.withLimits(one));
    ExchangeClient few = small.connect();
    few.subscribed("'channel':'trades','symbol':'BTC/USDT'");

    assertThat(few.error("subscribe", "'channel':'trades','symbol':'ETH/USDT'"))
        .startsWith("SUBSCRIPTION_LIMIT");
    assertThat(few.error("subscribe", "'channel':'trades','symbol':'ETH/USDT'"))
        .startsWith("RATE_LIMIT_EXCEEDED");
  }

  @Test
  void withLimitsOffThereAreNone() {
    ExchangeWorld open =
        new ExchangeWorld(ExchangeSettings.DEFAULTS.withLimits(ExchangeSettings.Limits.OFF));
    for (int i = 0; i < 50; i++) {
      open.connectAs("none");
    }
    ExchangeClient any = open.connectAs("john");
    any.hears();
    for (int i = 0; i < 1_200; i++) {
      any.say(PING);
    }

    assertThat(types(any.hears())).containsOnly("pong").hasSize(1_200);
    assertThat(any.answer("{'method':'status'}").get("data").get("rate_limits").toString())
        .startsWith("{\"subscriptions_remaining\":2147483647,\"connections_remaining\":");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "7", "{'a':1,'a':2}", "{'method':'ping'} x"})
  void whatIsNoJsonObjectIsSaidAndTheConnectionLives(String broken) {
    assertThat(error(client.answer(broken))).startsWith("INVALID_REQUEST ");
    assertThat(client.closed()).isNull();
  }

  @Test
  void tenBrokenMessagesInARowEndTheConnection() {
    for (int i = 0; i < 9; i++) {
      client.hears("{");
    }
    client.hears(PING);
    for (int i = 0; i < 9; i++) {
      client.hears("{");
    }
    assertThat(client.closed()).isNull();
    client.hears("{");

    assertThat(client.closed()).isEqualTo(CloseReason.TOO_MANY_BROKEN_MESSAGES);
  }

  @Test
  void aBinaryMessageEndsTheConnection() {
    world.loop.run(() -> client.session.receiveBinary(new byte[1], 0, 1, world.clock.nanos()));

    assertThat(client.closed()).isEqualTo(CloseReason.BINARY_NOT_ACCEPTED);
  }

  @Test
  void aReaderThatIsTooSlowForItsTradesIsSentAway() {
    ExchangeWorld narrow =
        new ExchangeWorld(new ExchangeSettings(2_000, ExchangeSettings.Limits.DEFAULTS));
    ExchangeClient slow = narrow.connect();
    slow.subscribed("'channel':'trades','symbol':'BTC/USDT'");
    slow.link.stall();
    for (int i = 0; i < 20; i++) {
      narrow.trades("100", "1");
    }

    assertThat(slow.closed()).isEqualTo(CloseReason.SLOW_CONSUMER);
  }
}
