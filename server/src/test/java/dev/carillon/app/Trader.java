package dev.carillon.app;

import dev.carillon.testkit.ws.ClientFrame;
import dev.carillon.testkit.ws.RawWebSocket;
import dev.carillon.testkit.ws.ServerFrame;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One connection of an exchange's client, which orders one thing after the other, and writes down
 * all that it is told. One thread at a time.
 */
final class Trader implements AutoCloseable {
  static final String SYMBOL = "KIL/EUR";

  /** Beginning of what an order is called that ends with its connection. */
  static final String STAKED = "stake-";

  private static final JsonMapper JSON = new JsonMapper();
  private static final int MOST_LIVE = 8;

  /** Who it is. */
  record User(String id, String token) {}

  private final RawWebSocket socket;
  private final User user;
  private final String name;
  private final Told told;
  private final RandomGenerator random;

  /** Ids of its orders that may be changed. */
  private final List<String> live = new ArrayList<>();

  private int requests;

  private Trader(RawWebSocket socket, User user, String name, Told told, RandomGenerator random) {
    this.socket = socket;
    this.user = user;
    this.name = name;
    this.told = told;
    this.random = random;
  }

  /**
   * Connects.
   *
   * @param name of no other trader of the test
   */
  static Trader connect(int port, User user, String name, Told told, RandomGenerator random) {
    RawWebSocket socket = RawWebSocket.open(port, "/exchange/ws?token=" + user.token());
    return new Trader(socket, user, name, told, random);
  }

  /** From now on it hears all that happens to its user, and all trades. */
  void listen() {
    for (String channel : List.of("orders", "user_trades", "account", "trades")) {
      JsonNode answer =
          ask("subscribe", "{'channel':'%s','symbol':'%s'}".formatted(channel, SYMBOL))
              .orElseThrow();
      if (!answer.get("type").asString().equals("subscribed")) {
        throw new AssertionError("not subscribed: " + answer);
      }
    }
  }

  /** Orders until the connection is gone. */
  void tradeUntilGone() {
    tradeWhile(() -> true);
  }

  /** Orders as long as that holds, or until the connection is gone. */
  void tradeWhile(BooleanSupplier condition) {
    boolean goesOn = true;
    while (goesOn && condition.getAsBoolean()) {
      int dice = random.nextInt(100);
      if (dice == 0) {
        goesOn = cancelAll();
      } else if (live.size() < MOST_LIVE && (live.isEmpty() || dice < 60)) {
        goesOn = place();
      } else {
        goesOn = change(live.get(random.nextInt(live.size())));
      }
    }
  }

  private boolean place() {
    String called = (random.nextInt(20) == 0 ? STAKED : "") + name + "-" + requests;
    int lots = 1 + random.nextInt(500);
    String side = random.nextBoolean() ? "buy" : "sell";
    String terms =
        switch (random.nextInt(12)) {
          case 0 -> "'type':'market'";
          case 1 -> priced("'time_in_force':'IOC'");
          case 2 -> priced("'time_in_force':'FOK'");
          case 3 -> priced("'post_only':true");
          case 4 -> priced("'display_quantity':'" + quantity(1 + lots / 3) + "'");
          default -> priced("'time_in_force':'GTC'");
        };
    if (called.startsWith(STAKED)) {
      terms += ",'cancel_on_disconnect':true";
    }
    told.sent.add(called);
    told.unanswered.add(called);
    Optional<JsonNode> answer =
        ask(
            "order.place",
            "{'symbol':'%s','side':'%s','quantity':'%s','client_order_id':'%s',%s}"
                .formatted(SYMBOL, side, quantity(lots), called, terms));
    answer.filter(this::isDone).ifPresent(message -> heard(message.get("data")));
    return answer.isPresent() && told.unanswered.remove(called);
  }

  private String priced(String more) {
    return "'type':'limit','price':'" + price() + "'," + more;
  }

  private String price() {
    return BigDecimal.valueOf(9_990 + random.nextInt(21), 2).toPlainString();
  }

  private static String quantity(int lots) {
    return BigDecimal.valueOf(lots, 4).toPlainString();
  }

  private boolean change(String order) {
    told.unanswered.add(order);
    String id = "'order_id':'" + order + "'";
    Optional<JsonNode> answer =
        switch (random.nextInt(4)) {
          case 0 -> ask("order.amend", "{" + id + ",'price':'" + price() + "'}");
          case 1 -> {
            String quantity = quantity(1 + random.nextInt(500));
            yield ask("order.amend", "{" + id + ",'quantity':'" + quantity + "'}");
          }
          default -> ask("order.cancel", "{" + id + "}");
        };
    if (answer.isEmpty()) {
      return false;
    }
    JsonNode data = answer.get().get("data");
    if (isDone(answer.get())) {
      heard(data);
    } else if (data.path("reason").asString("").equals("UNKNOWN_ORDER")) {
      live.remove(order);
    }
    return told.unanswered.remove(order);
  }

  private boolean cancelAll() {
    told.unanswered.add(user.id());
    Optional<JsonNode> answer = ask("order.cancel_all", "{'symbol':'" + SYMBOL + "'}");
    answer
        .filter(this::isDone)
        .ifPresent(message -> {
          for (JsonNode order : message.get("data").get("orders")) {
            told.order(user.id(), order);
          }
          live.clear();
        });
    return answer.isPresent() && told.unanswered.remove(user.id());
  }

  /** An order of its own. */
  private void heard(JsonNode order) {
    told.order(user.id(), order);
    String id = order.get("order_id").asString();
    live.remove(id);
    if (Told.isLive(order)) {
      live.add(id);
    }
  }

  /** False: it was refused, for a reason that may come up. */
  private boolean isDone(JsonNode answer) {
    if (!answer.get("type").asString().equals("error")) {
      return true;
    }
    if (!answer.get("data").get("code").asString().equals("ORDER_REJECTED")) {
      throw new AssertionError(answer.toString());
    }
    return false;
  }

  /** The answer; empty: the connection is gone. In parameters ' stands for ". */
  private Optional<JsonNode> ask(String method, String params) {
    String id = name + "-" + requests++;
    String request = "{'id':'%s','method':'%s','params':%s}".formatted(id, method, params);
    try {
      socket.send(request.replace('\'', '"'));
      for (JsonNode message = next(); message != null; message = next()) {
        if (message.path("id").asString("").equals(id)) {
          told.answers.incrementAndGet();
          return Optional.of(message);
        }
        told.event(user.id(), message);
      }
    } catch (UncheckedIOException _) {
      // Cut off: what was asked was done or not.
    }
    return Optional.empty();
  }

  /** Null: the server is gone. */
  private @Nullable JsonNode next() {
    ServerFrame frame = socket.read();
    while (frame != null && frame.opcode() != ClientFrame.TEXT) {
      frame = socket.read();
    }
    return frame == null ? null : JSON.readTree(frame.text());
  }

  @Override
  public void close() {
    socket.close();
  }
}
