package dev.carillon.app;

import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Opens and closes positions at one node's desk, one after the other, and keeps what was
 * acknowledged. What was not is asked again with the same key: so it is known of each whether it
 * was done. One thread at a time; what it keeps is for any.
 */
final class DeskWriter implements Runnable {
  private static final Pattern TICKET = Pattern.compile("\"ticket\":(\\d+)");
  private static final int CREATED = 201;
  private static final int DONE = 200;

  private final NodeProcess node;
  private final String name;
  private final Queue<String> strange;
  private final AtomicInteger refused;

  /** Tickets of what was opened, and of what was closed after that. */
  final Queue<String> opened = new ConcurrentLinkedQueue<>();

  final Queue<String> closed = new ConcurrentLinkedQueue<>();
  private @Nullable String open;
  private int asked;

  /**
   * @param strange takes answers that are neither an acknowledgement nor a documented "not now"
   * @param refused counts the latter
   */
  DeskWriter(NodeProcess node, String name, Queue<String> strange, AtomicInteger refused) {
    this.node = node;
    this.name = name;
    this.strange = strange;
    this.refused = refused;
  }

  @Override
  public void run() {
    if (!quote()) {
      return;
    }
    if (open == null) {
      place();
    }
    String ticket = open;
    if (ticket != null) {
      close(ticket);
    }
  }

  /** Nobody else says what it costs, and nothing is opened or closed at what was said long ago. */
  private boolean quote() {
    String bid = "1.%05d".formatted(8_000 + asked % 1_000);
    String quote = "{'quotes':[{'symbol':'EURUSD','bid':%s,'ask':1.10000}]}".formatted(bid);
    return isDone(node.post("/api/desk/quotes", ThreeProcesses.dealer(), quote), "quote", DONE);
  }

  private void place() {
    String body = "{'symbol':'EURUSD','orderType':'BUY','volume':0.01}";
    ask("POST", "/orders", body, CREATED)
        .ifPresent(answer -> {
          Matcher ticket = TICKET.matcher(answer);
          if (ticket.find()) {
            opened.add(ticket.group(1));
            open = ticket.group(1);
          } else {
            strange.add("desk: " + answer);
          }
        });
  }

  private void close(String ticket) {
    ask("DELETE", "/positions/" + ticket, "", DONE)
        .ifPresent(_ -> {
          closed.add(ticket);
          open = null;
        });
  }

  /** What was answered, when it was done. */
  private Optional<String> ask(String method, String path, String body, int done) {
    Optional<HttpResponse<String>> answer =
        node.ask(method, "/api/desk" + path, ThreeProcesses.dealer(), name + "-" + asked, body);
    if (!isDone(answer, method + " " + path, done)) {
      return Optional.empty();
    }
    asked++;
    return answer.map(HttpResponse::body);
  }

  private boolean isDone(Optional<HttpResponse<String>> answer, String what, int done) {
    int status = answer.map(HttpResponse::statusCode).orElse(0);
    if (status == 0 || status == 503 || status == 504) {
      refused.incrementAndGet();
    } else if (status != done) {
      strange.add("%s: %d %s".formatted(what, status, answer.orElseThrow().body()));
    }
    return status == done;
  }
}
