package dev.carillon.api.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.market.book.Side;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * The document's two clients, as far as they look at messages: which of their callbacks are called,
 * and with what. Both subscribe once the socket is open: that they do so before is theirs to mend.
 */
class DocumentClientsTest {
  private final ExchangeWorld world = new ExchangeWorld();
  private final ExchangeClient socket = world.connectAs("john");
  private final Map<String, List<JsonNode>> called = new HashMap<>();

  /** The JavaScript class: {@code `${message.channel}_${message.data?.symbol}`}. */
  private void javaScript(JsonNode message) {
    JsonNode data = message.get("data");
    String symbol =
        data == null || !data.has("symbol") ? "undefined" : data.get("symbol").asString();
    String channel = message.has("channel") ? message.get("channel").asString() : "undefined";
    called.getOrDefault(channel + "_" + symbol, new ArrayList<>()).add(data);
  }

  private void subscribe(String channel, String symbol) {
    called.put(channel + "_" + symbol, new ArrayList<>());
    socket.say(
        "{'id':'sub_1','method':'subscribe','params':{'channel':'"
            + channel
            + "','symbol':'"
            + symbol
            + "'}}");
  }

  @Test
  void rowACTheJavaScriptClassOnceOpenIsCalledWithDataAlone() {
    for (String channel : List.of("ticker", "orderbook", "trades", "kline", "orders")) {
      subscribe(channel, "BTC/USDT");
    }
    socket.hears().forEach(this::javaScript);
    world.trades("100", "1");
    world.rests("john", Side.BUY, "99", "1");
    socket.hears().forEach(this::javaScript);

    called.forEach((key, data) -> {
      assertThat(data).as(key).isNotEmpty();
      assertThat(data).as(key).allMatch(one -> one.get("symbol").asString().equals("BTC/USDT"));
      assertThat(data).as(key).noneMatch(one -> one.has("rate_limits"));
    });
    assertThat(called.getOrDefault("ticker_BTC/USDT", List.of()))
        .first()
        .extracting(data -> data.get("price").asString())
        .isEqualTo("0.00");
  }

  @Test
  void rowACThePythonClassOnceOpenGetsItsTickers() {
    List<String> prices = new ArrayList<>();
    socket.say("{'method':'subscribe','params':{'channel':'ticker','symbol':'BTC/USDT'}}");
    world.trades("100", "1");
    world.pass(100);
    for (JsonNode message : socket.hears()) {
      if (message.get("type").asString().equals("ticker")
          && message.get("data").get("symbol").asString().equals("BTC/USDT")) {
        prices.add(message.get("data").get("price").asString());
      }
    }

    assertThat(prices).isNotEmpty().last().isEqualTo("100.00");
  }
}
