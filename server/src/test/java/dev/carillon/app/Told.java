package dev.carillon.app;

import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the clients of an exchange were told, by answers and by events: what a server that was
 * killed must still know. Any thread.
 */
final class Told {
  /** By its id, what was heard last of an order. */
  final Map<String, Heard> orders = new ConcurrentHashMap<>();

  /** By {@link #keyOf}. */
  final Map<String, JsonNode> fills = new ConcurrentHashMap<>();

  /** By their number. */
  final Map<Long, JsonNode> trades = new ConcurrentHashMap<>();

  /** By owner, the newest number of an account's events. */
  final Map<String, Long> sequences = new ConcurrentHashMap<>();

  /** What their clients call all orders that were sent, accepted or not. */
  final Set<String> sent;

  /**
   * What was asked for and not answered yet: new orders by what their clients call them, changes by
   * the order's id, ends of all orders by their owner.
   */
  final Queue<String> unanswered = new ConcurrentLinkedQueue<>();

  final AtomicLong answers = new AtomicLong();

  Told() {
    this(ConcurrentHashMap.newKeySet());
  }

  private Told(Set<String> sent) {
    this.sent = sent;
  }

  /**
   * An order as its owner knows it.
   *
   * @param sequence the account's number of the event; 0: it came with no number
   */
  record Heard(String owner, JsonNode state, long sequence) {
    Heard or(Heard other) {
      if (!isLive(state)) {
        return this;
      }
      return !isLive(other.state) || other.sequence > sequence ? other : this;
    }
  }

  /** What was told and sent until now; what is sent later is known to it, too. */
  Told copy() {
    Told copy = new Told(sent);
    copy.orders.putAll(orders);
    copy.fills.putAll(fills);
    copy.trades.putAll(trades);
    copy.sequences.putAll(sequences);
    copy.unanswered.addAll(unanswered);
    return copy;
  }

  void order(String owner, JsonNode data) {
    count(owner, data);
    Heard heard = new Heard(owner, stateOf(data), sequenceOf(data));
    orders.merge(data.get("order_id").asString(), heard, Heard::or);
  }

  /** Something that came unasked. */
  void event(String owner, JsonNode message) {
    JsonNode data = message.get("data");
    count(owner, data);
    switch (message.get("type").asString()) {
      case "order_update" -> order(owner, data);
      case "user_trade" -> fills.put(keyOf(data), data);
      case "trade" -> trades.put(Long.parseLong(data.get("trade_id").asString()), data);
      default -> {
        // How the connection stands, and balances: the audit works them out from the fills.
      }
    }
  }

  private void count(String owner, JsonNode data) {
    sequences.merge(owner, sequenceOf(data), Math::max);
  }

  private static long sequenceOf(JsonNode data) {
    return data.path("sequence").asLong(0);
  }

  static boolean isLive(JsonNode order) {
    String status = order.get("status").asString();
    return status.equals("open") || status.equals("partially_filled");
  }

  /** A fill is one order's side of a trade. */
  static String keyOf(JsonNode fill) {
    return fill.get("trade_id").asString() + " " + fill.get("order_id").asString();
  }

  /** The order without what belongs to the message. */
  static JsonNode stateOf(JsonNode data) {
    ObjectNode state = (ObjectNode) data.deepCopy();
    state.remove("sequence");
    state.remove("snapshot");
    return state;
  }
}
