package dev.carillon.api.chat.hooks;

import dev.carillon.webhooks.Attempt;
import dev.carillon.webhooks.Webhook.Outgoing;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** Makes one signed call. Any thread; blocks. */
final class HookCaller {
  private static final int GONE = 410;

  private final HttpPost http;
  private final InstantSource clock;
  private final LongSupplier nanoTime;

  HookCaller(HttpPost http, InstantSource clock, LongSupplier nanoTime) {
    this.http = http;
    this.clock = clock;
    this.nanoTime = nanoTime;
  }

  /**
   * What became of a call.
   *
   * @param waitMillis how long the receiver wants to be left alone; 0: it did not say
   */
  record Result(Attempt attempt, long waitMillis) {

    /** The receiver wants no call any more. */
    boolean isGone() {
      return attempt.status() == GONE;
    }
  }

  Result make(HookCall call, Outgoing to) {
    long at = clock.millis();
    long begin = nanoTime.getAsLong();
    byte[] body = call.bytes();
    try {
      HttpPost.Answer answer =
          http.send(URI.create(to.url()), headers(call.id(), to.secret(), at, body), body);
      int status = answer.status();
      String error = status >= 200 && status < 300 ? null : "answered " + status;
      return new Result(
          new Attempt(at, call.id(), call.type(), status, millisSince(begin), error),
          answer.retryAfterMillis());
    } catch (IOException e) {
      return new Result(
          new Attempt(at, call.id(), call.type(), 0, millisSince(begin), HttpPost.why(e)), 0);
    }
  }

  private static Map<String, String> headers(
      String id, String secret, long nowMillis, byte[] body) {
    long seconds = nowMillis / 1_000;
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "application/json");
    headers.put("User-Agent", "Carillon-Webhooks");
    headers.put("webhook-id", id);
    headers.put("webhook-timestamp", Long.toString(seconds));
    headers.put("webhook-signature", Signature.of(secret, id, seconds, body));
    return headers;
  }

  private long millisSince(long beginNanos) {
    return (nanoTime.getAsLong() - beginNanos) / 1_000_000;
  }
}
