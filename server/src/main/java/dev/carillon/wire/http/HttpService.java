package dev.carillon.wire.http;

import dev.carillon.gate.Cors;
import dev.carillon.gate.TurnedAway;
import dev.carillon.http.Body;
import dev.carillon.http.Compression;
import dev.carillon.http.Handler;
import dev.carillon.http.Problem;
import dev.carillon.http.Request;
import dev.carillon.http.Request.Peer;
import dev.carillon.http.Response;
import java.util.Map;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers complete requests on virtual threads, and keeps the record of what was answered. Any
 * thread.
 */
final class HttpService {
  /** One line a request: method, route, status, bytes, milliseconds, address; nothing secret. */
  private static final Logger ACCESS = LoggerFactory.getLogger("dev.carillon.access");

  private static final String UNKNOWN = "-";

  private final Apis apis;
  private final Cors cors;
  private final Handler handler;
  private final WireMetrics metrics;
  private final Executor threads;

  /**
   * @param cors with the router behind it
   * @param threads a thread for each task
   */
  HttpService(Apis apis, Cors cors, WireMetrics metrics, Executor threads) {
    this.apis = apis;
    this.cors = cors;
    this.handler = new Compression(cors);
    this.metrics = metrics;
    this.threads = threads;
  }

  /** Takes an answer; called on the request's own thread. */
  @FunctionalInterface
  interface Answer {
    void take(Response response);
  }

  /** Up to how many bytes of body the handler of a request reads as they come; 0: it does not. */
  int streamedBytes(RequestHead head) {
    return apis.router().streamedBytes(head.method(), head.target());
  }

  /** Answers a request on a thread of its own; returns at once. */
  void answer(RequestHead head, Body body, Answer answer) {
    Request request =
        new Request(head.method(), head.target(), Map.of(), head.headers(), body, head.peer());
    threads.execute(() -> {
      // Handlers do not throw; should one, the client is not left waiting.
      Response response = Response.empty(500);
      try {
        response = handler.handle(request);
      } finally {
        answer.take(response);
        log(head, response.status(), response.body().sizeBytes());
      }
    });
  }

  /**
   * What a client is told whose request is refused before it came to its end, such that a web page
   * may read it; notes it.
   */
  Response refused(Problem problem, RequestHead head) {
    Response response = cors.readable(problem.toResponse(), head.headers(), head.peer().isSecure());
    answered(head, response.status(), response.body().sizeBytes());
    return response;
  }

  /** What a client is told that sent something that is no request; notes it. */
  Response refused(Problem problem, Peer peer) {
    Response response = problem.toResponse();
    int bodyBytes = response.body().sizeBytes();
    metrics.answered(response.status(), bodyBytes, 0);
    if (ACCESS.isInfoEnabled()) {
      threads.execute(() ->
          ACCESS.info(
              "{} {} {} {} 0 {}",
              UNKNOWN,
              UNKNOWN,
              response.status(),
              bodyBytes,
              peer.remoteAddress()));
    }
    return response;
  }

  /** Notes an answer that needed no thread. Returns at once. */
  void answered(RequestHead head, int status, int bodyBytes) {
    if (ACCESS.isInfoEnabled()) {
      threads.execute(() -> log(head, status, bodyBytes));
    } else {
      metrics.answered(status, bodyBytes, System.nanoTime() - head.startedNanos());
    }
  }

  /** Notes that a request for a WebSocket gets {@code response} instead. Returns at once. */
  void turnedAway(TurnedAway reason, RequestHead head, Response response) {
    metrics.turnedAway(reason);
    answered(head, response.status(), response.body().sizeBytes());
  }

  private void log(RequestHead head, int status, int bodyBytes) {
    long nanos = System.nanoTime() - head.startedNanos();
    metrics.answered(status, bodyBytes, nanos);
    if (ACCESS.isInfoEnabled()) {
      ACCESS.info(
          "{} {} {} {} {} {}",
          head.method(),
          apis.label(head.method(), head.target()),
          status,
          bodyBytes,
          nanos / 1_000_000,
          head.peer().remoteAddress());
    }
  }
}
