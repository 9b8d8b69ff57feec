package dev.carillon.testkit.ws;

import dev.carillon.testkit.Await;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A WebSocket client that keeps what it hears. Any thread. */
public final class LiveClient implements WebSocket.Listener, AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final StringBuilder part = new StringBuilder();
  private final WebSocket socket;
  private volatile boolean gone;

  /** How it went, if not by a close frame. */
  private volatile @Nullable Throwable failure;

  private volatile int closeCode;

  private LiveClient(HttpClient http, String url) {
    socket = http.newWebSocketBuilder().buildAsync(URI.create(url), this).join();
  }

  public static LiveClient connect(HttpClient http, String url) {
    return new LiveClient(http, url);
  }

  /** Sends a text; false when the connection is gone. */
  public boolean say(String text) {
    try {
      socket.sendText(text, true).join();
      return true;
    } catch (CompletionException e) {
      failure = e;
      gone = true;
      return false;
    }
  }

  /** All that was heard so far. */
  public List<String> heard() {
    return List.copyOf(heard);
  }

  /** Waits for a text, and gives the first there was. */
  public String await(Predicate<String> wanted) {
    try {
      Await.until(() -> gone || heard.stream().anyMatch(wanted), LIMIT);
    } catch (AssertionError e) {
      throw new AssertionError("not among " + heard, e);
    }
    return heard.stream()
        .filter(wanted)
        .findFirst()
        .orElseThrow(() -> new AssertionError("gone (" + closeCode + ") after " + heard, failure));
  }

  public String await(String part) {
    return await(text -> text.contains(part));
  }

  public boolean isGone() {
    return gone;
  }

  /** The code it was closed with; 0: it was not. */
  public int closeCode() {
    return closeCode;
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
    part.append(text);
    if (last) {
      heard.add(part.toString());
      part.setLength(0);
    }
    from.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    closeCode = code;
    gone = true;
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    failure = error;
    gone = true;
  }

  /** Cuts the connection without a word. */
  public void cut() {
    socket.abort();
    gone = true;
  }

  @Override
  public void close() {
    socket.abort();
  }
}
