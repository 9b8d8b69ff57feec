package dev.carillon.app;

import dev.carillon.testkit.ws.LiveClient;
import java.net.http.HttpClient;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads all that happens to John's account at the exchange. */
final class OrdersFollower extends Follower {
  private static final List<String> CHANNELS = List.of("orders", "user_trades", "account");

  OrdersFollower(HttpClient http) {
    super(http);
  }

  @Override
  String path() {
    return "/exchange/ws?token=" + ThreeProcesses.JOHN;
  }

  @Override
  void begin(LiveClient client, @Nullable String last) {
    String resume = last == null ? "" : ",\"resume_from\":" + last;
    for (String channel : CHANNELS) {
      client.say(
          "{\"id\":\"%1$s\",\"method\":\"subscribe\",\"params\":{\"channel\":\"%1$s\"%2$s}}"
              .formatted(channel, resume));
    }
    CHANNELS.forEach(channel -> client.await(text -> text.contains("\"id\":\"" + channel + "\"")));
  }

  @Override
  @Nullable String numberOf(JsonNode text) {
    JsonNode data = text.path("data");
    boolean isEvent = text.path("id").asString("").startsWith("p-");
    return isEvent && !data.path("snapshot").asBoolean(false)
        ? data.path("sequence").asString()
        : null;
  }

  @Override
  @Nullable String contentOf(JsonNode text) {
    boolean isOrder = text.path("type").asString("").equals("order_update");
    return isOrder ? text.get("data").path("client_order_id").asString("") : null;
  }

  /** What was missed comes channel by channel. */
  @Override
  @Nullable String last(List<String> numbers) {
    return numbers.stream().max(Comparator.comparing(Long::valueOf)).orElse(null);
  }

  @Override
  void check() {
    assertContiguous(numbers().stream().map(Long::valueOf).sorted().toList());
  }
}
