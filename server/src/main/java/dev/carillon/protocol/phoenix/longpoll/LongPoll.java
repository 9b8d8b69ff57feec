package dev.carillon.protocol.phoenix.longpoll;

import dev.carillon.core.session.CloseReason;
import dev.carillon.core.session.Session;
import dev.carillon.http.Body;
import dev.carillon.http.Headers;
import dev.carillon.http.Request;
import dev.carillon.http.Response;
import dev.carillon.http.Route;
import dev.carillon.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The routes of long polling. Whatever happened, the HTTP status is 200 and the real one stands in
 * the JSON, because that is where clients look; only limits also show outside. Any thread.
 *
 * <pre>{@code
 * GET  ?vsn=2.0.0          {"messages":[],"status":410,"token":"..."}      a new session
 * GET  ?vsn=2.0.0&token=T  {"messages":["[...]"],"status":200,"token":"T"} or 204 after a window
 * POST ?vsn=2.0.0&token=T  {"status":200}                                  one message a line
 * }</pre>
 */
public final class LongPoll {
  private static final Headers HEADERS =
      Headers.of("Content-Type", "application/json; charset=utf-8", "Cache-Control", "no-store");
  private static final int MAX_LINES = 100;
  private static final long HANDLED_SECONDS = 10;

  private final LongPollSessions sessions;
  private final LongPollSettings settings;

  public LongPoll(LongPollSessions sessions) {
    this.sessions = sessions;
    this.settings = sessions.settings();
  }

  /** The routes under each of these paths, such as {@code /socket/longpoll}. */
  public List<Route> routes(List<String> paths) {
    List<Route> routes = new ArrayList<>();
    for (String path : paths) {
      routes.add(Route.get(path, "Phoenix long polling", this::poll).undocumented());
      routes.add(Route.post(path, "Phoenix long polling", this::push).undocumented());
    }
    return routes;
  }

  private Response poll(Request request) {
    LongPollSessions.Found found = sessions.find(request);
    if (found != null) {
      List<String> frames = found.link().poll(settings.window().toNanos());
      if (frames != null) {
        return answer(frames.isEmpty() ? 204 : 200, frames, found.token());
      }
      sessions.forget(found.token());
    }
    return open(request);
  }

  private Response open(Request request) {
    return switch (sessions.open(request)) {
      case LongPollSessions.Opened.Session(String token) -> answer(410, List.of(), token);
      case LongPollSessions.Opened.Refused _ -> status(403);
      case LongPollSessions.Opened.TooMany(long waitMillis) ->
          // Clients know no 429 here; after a 500 they come back later and later.
          new Response(429, HEADERS, status(500).body())
              .withHeader("Retry-After", Long.toString(Math.ceilDiv(waitMillis, 1_000L)));
    };
  }

  private Response push(Request request) {
    LongPollSessions.Found found = sessions.find(request);
    if (found == null || found.link().isClosed()) {
      return status(410);
    }
    LongPollLink link = found.link();
    List<Consumer<Session>> messages = messages(request);
    CountDownLatch handled = new CountDownLatch(1);
    link.loop()
        .execute(() -> {
          messages.forEach(link::receive);
          handled.countDown();
        });
    return await(handled) ? status(200) : status(500);
  }

  private List<Consumer<Session>> messages(Request request) {
    byte[] body = request.body().bytes();
    String type = request.header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
    if (!type.startsWith("application/x-ndjson")) {
      return List.of(text(body));
    }
    List<Consumer<Session>> messages = new ArrayList<>();
    int start = 0;
    while (start < body.length && messages.size() < MAX_LINES) {
      int end = start;
      while (end < body.length && body[end] != '\n') {
        end++;
      }
      if (end > start) {
        messages.add(line(Arrays.copyOfRange(body, start, end)));
      }
      start = end + 1;
    }
    return messages;
  }

  private Consumer<Session> line(byte[] line) {
    if (line[0] == '[' || line[0] == '{') {
      return text(line);
    }
    byte[] binary = base64(line);
    return binary == null
        ? session -> session.close(CloseReason.of(1003, "a line must be JSON or base64"))
        : session -> session.receiveBinary(binary, 0, binary.length, sessions.nanoTime());
  }

  private Consumer<Session> text(byte[] utf8) {
    return session -> session.receiveText(utf8, 0, utf8.length, sessions.nanoTime());
  }

  private static byte @Nullable [] base64(byte[] line) {
    try {
      return Base64.getDecoder().decode(new String(line, StandardCharsets.ISO_8859_1).strip());
    } catch (IllegalArgumentException _) {
      return null;
    }
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(HANDLED_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static Response answer(int status, List<String> frames, String token) {
    byte[] json =
        Json.bytes(writer -> {
          writer.beginObject().name("messages").beginArray();
          frames.forEach(writer::string);
          writer.endArray().field("status", status).field("token", token).endObject();
        });
    return new Response(200, HEADERS, Body.of(json));
  }

  private static Response status(int status) {
    byte[] json = Json.bytes(writer -> writer.beginObject().field("status", status).endObject());
    return new Response(200, HEADERS, Body.of(json));
  }
}
