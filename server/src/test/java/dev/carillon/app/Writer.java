package dev.carillon.app;

import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** Writes to all APIs at one node, and keeps what was acknowledged. */
final class Writer {
  private static final int CREATED = 201;

  private final NodeProcess node;
  private final String name;

  /** What was acknowledged, as it was written. */
  final Queue<String> messages = new ConcurrentLinkedQueue<>();

  final Queue<String> chats = new ConcurrentLinkedQueue<>();
  final Queue<String> orders = new ConcurrentLinkedQueue<>();

  /** Answers that are neither an acknowledgement nor a documented "not now". */
  final Queue<String> strange = new ConcurrentLinkedQueue<>();

  final AtomicInteger refused = new AtomicInteger();
  final DeskWriter desk;
  final AtomicLong slowestNanos = new AtomicLong();

  /**
   * Writes nothing yet.
   *
   * @param name begins all that it writes
   */
  Writer(NodeProcess node, String name) {
    this.node = node;
    this.name = name;
    this.desk = new DeskWriter(node, name, strange, refused);
  }

  NodeProcess node() {
    return node;
  }

  /** Writes a message, a chat message, orders: each of these one thread at a time. */
  Stream<Runnable> kinds() {
    AtomicInteger message = new AtomicInteger();
    AtomicInteger chat = new AtomicInteger();
    AtomicInteger order = new AtomicInteger();
    return Stream.of(
        () -> writeMessage(name + "-" + message.getAndIncrement()),
        () -> writeChat(name + "-" + chat.getAndIncrement()),
        () -> writeOrder(name + "-" + order.getAndIncrement()),
        desk);
  }

  private void writeMessage(String text) {
    write("/api/messages", "{'content':'%s'}".formatted(text), text, messages);
  }

  private void writeChat(String text) {
    String path = "/api/channels/" + ChatFollower.CHANNEL + "/messages";
    write(path, "{'content':'%s'}".formatted(text), text, chats);
  }

  /** One that the dealer's order fills, and that does not stay. */
  private void writeOrder(String text) {
    String body =
        "{'symbol':'BTC/USDT','side':'buy','type':'limit','price':'100.00','quantity':'0.1',"
            + "'time_in_force':'IOC','client_order_id':'"
            + text
            + "'}";
    write("/api/exchange/orders", body, text, orders);
  }

  private void write(String path, String body, String text, Queue<String> acknowledged) {
    long begin = System.nanoTime();
    Optional<HttpResponse<String>> answer = node.post(path, ThreeProcesses.JOHN, body);
    slowestNanos.accumulateAndGet(System.nanoTime() - begin, Math::max);
    int status = answer.map(HttpResponse::statusCode).orElse(0);
    if (status == CREATED) {
      acknowledged.add(text);
    } else if (status == 0 || status == 503 || status == 504) {
      refused.incrementAndGet();
    } else {
      strange.add(path + ": " + status + " " + answer.orElseThrow().body());
    }
  }

  @Override
  public String toString() {
    return "%s: %d messages, %d chats, %d orders, %d of the desk, %d refused, strange: %s"
        .formatted(
            name,
            messages.size(),
            chats.size(),
            orders.size(),
            desk.opened.size(),
            refused.get(),
            strange.stream().limit(3).toList());
  }

  /** How many messages and chat messages were acknowledged, of each at least. */
  int stored() {
    return Math.min(messages.size(), chats.size());
  }

  /** How many orders of the exchange. */
  int ordered() {
    return orders.size();
  }

  /** How many of the desk. */
  int dealt() {
    return desk.opened.size();
  }
}
