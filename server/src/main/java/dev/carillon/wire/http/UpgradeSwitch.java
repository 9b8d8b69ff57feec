package dev.carillon.wire.http;

import dev.carillon.core.session.Admission;
import dev.carillon.core.session.Dialect;
import dev.carillon.core.session.Handshake;
import dev.carillon.gate.Gate;
import dev.carillon.gate.Origins;
import dev.carillon.gate.TurnedAway;
import dev.carillon.http.Headers;
import dev.carillon.http.Method;
import dev.carillon.http.Problem;
import dev.carillon.http.Response;
import dev.carillon.wire.WebSocketUpgrade;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Decides for each request whether it is for the WebSocket half, and whether it may go there; hands
 * over what may. Called on event loops, but for {@link #settle}; immutable.
 */
final class UpgradeSwitch {
  private final Apis apis;
  private final Origins origins;
  private final Gate gate;
  private final WebSocketUpgrade upgrade;
  private final BooleanSupplier isDraining;

  /** What becomes of a request. */
  sealed interface Decision {
    /** It is known. */
    sealed interface Settled extends Decision {}

    /** It is plain HTTP. */
    record Plain() implements Settled {}

    /**
     * It asks for a WebSocket and does not get one.
     *
     * @param hold how long the client is to wait for the answer
     */
    record Refused(TurnedAway reason, Response response, Duration hold) implements Settled {
      Refused(TurnedAway reason, Response response) {
        this(reason, response, Duration.ZERO);
      }
    }

    /** The API has to ask somebody: {@link #settle} knows more. The gate counts it. */
    record Pending(Handshake handshake, Dialect dialect, Supplier<Admission> ask)
        implements Decision {}

    /** It gets one; the gate counts it until {@link Gate#leave}. */
    record Granted(Handshake handshake, Dialect dialect, Admission.Accepted accepted)
        implements Settled {}
  }

  private static final Decision PLAIN = new Decision.Plain();

  /**
   * @param isDraining whether the server is going down
   */
  UpgradeSwitch(
      Apis apis, Origins origins, Gate gate, WebSocketUpgrade upgrade, BooleanSupplier isDraining) {
    this.apis = apis;
    this.origins = origins;
    this.gate = gate;
    this.upgrade = upgrade;
    this.isDraining = isDraining;
  }

  Decision decide(RequestHead head, HttpRequest request) {
    Optional<Dialect> dialect = apis.dialectAt(head.target());
    boolean asks = head.method() == Method.GET && head.headers().hasToken("Upgrade", "websocket");
    if (!asks) {
      boolean reads = head.method() == Method.GET || head.method() == Method.HEAD;
      return dialect.isPresent() && reads && !apis.router().serves(Method.GET, head.target())
          ? new Decision.Refused(TurnedAway.HANDSHAKE, upgradeRequired())
          : PLAIN;
    }
    if (dialect.isEmpty()) {
      return refused(TurnedAway.PATH, Problem.notFound("WebSocket API at this path"));
    }
    if (head.hasBody()) {
      return refused(
          TurnedAway.HANDSHAKE, Problem.badRequest("body", "must not be sent with an upgrade"));
    }
    Optional<Response> broken = upgrade.refusal(request);
    if (broken.isPresent()) {
      return new Decision.Refused(TurnedAway.HANDSHAKE, broken.get());
    }
    Headers headers = head.headers();
    if (!origins.allows(headers.first("Origin"), headers.first("Host"), head.peer().isSecure())) {
      return refused(TurnedAway.ORIGIN, Problem.forbidden("this origin is not allowed"));
    }
    return isDraining.getAsBoolean() ? draining() : admit(head, dialect.get());
  }

  /** Hands a connection over whose request was granted. */
  void upgrade(ChannelHandlerContext ctx, HttpRequest request, Decision.Granted granted) {
    upgrade.upgrade(ctx, request, granted.handshake(), granted.dialect(), granted.accepted());
  }

  private Decision admit(RequestHead head, Dialect dialect) {
    String address = head.peer().remoteAddress();
    Optional<Gate.Refused> closed = gate.enter(address, head.startedNanos());
    if (closed.isPresent()) {
      Gate.Refused refused = closed.get();
      Problem problem =
          refused.status() == 429
              ? Problem.tooManyRequests(refused.retryAfterSeconds())
              : Problem.unavailable("the server is busy", refused.retryAfterSeconds());
      return new Decision.Refused(refused.reason(), problem.toResponse(), dialect.refusalHold());
    }
    Handshake handshake = handshake(head);
    return weigh(handshake, dialect, () -> dialect.admit(handshake));
  }

  /** Asks whom the API has to ask. Blocks; on any thread. */
  Decision settle(Decision.Pending pending) {
    return weigh(pending.handshake(), pending.dialect(), pending.ask());
  }

  private Decision weigh(Handshake handshake, Dialect dialect, Supplier<Admission> ask) {
    boolean isIn = false;
    try {
      Decision decision =
          switch (ask.get()) {
            case Admission.Accepted accepted ->
                isDraining.getAsBoolean()
                    ? draining()
                    : new Decision.Granted(handshake, dialect, accepted);
            case Admission.Pending(var more) -> new Decision.Pending(handshake, dialect, more);
            case Admission.Refused no -> refused(problem(no).toResponse(), dialect);
            case Admission.RefusedAs no -> refused(response(no), dialect);
          };
      isIn = !(decision instanceof Decision.Refused);
      return decision;
    } finally {
      if (!isIn) {
        gate.leave(handshake.remoteAddress());
      }
    }
  }

  /** The API said no. */
  private static Decision refused(Response response, Dialect dialect) {
    return new Decision.Refused(TurnedAway.DIALECT, response, dialect.refusalHold());
  }

  private static Decision draining() {
    return refused(TurnedAway.DRAINING, Problem.unavailable("the server restarts", 1));
  }

  private static Decision refused(TurnedAway reason, Problem problem) {
    return new Decision.Refused(reason, problem.toResponse());
  }

  private static Problem problem(Admission.Refused no) {
    Problem problem = Problem.of(no.status(), no.code(), no.message());
    for (Map.Entry<String, String> header : no.headers().entrySet()) {
      problem = problem.withHeader(header.getKey(), header.getValue());
    }
    return problem;
  }

  private static Response response(Admission.RefusedAs no) {
    Response response =
        no.json().isEmpty()
            ? Response.empty(no.status())
            : Response.json(no.status(), no.json().getBytes(StandardCharsets.UTF_8));
    for (Map.Entry<String, String> header : no.headers().entrySet()) {
      response = response.withHeader(header.getKey(), header.getValue());
    }
    return response;
  }

  /** RFC 9110 section 15.5.22. */
  private static Response upgradeRequired() {
    return Problem.of(426, "UPGRADE_REQUIRED", "this path speaks WebSocket")
        .withHeader("Upgrade", "websocket")
        .toResponse();
  }

  private static Handshake handshake(RequestHead head) {
    Map<String, List<String>> headers = new HashMap<>();
    head.headers()
        .forEach((name, value) ->
            headers
                .computeIfAbsent(name.toLowerCase(Locale.ROOT), _ -> new ArrayList<>(1))
                .add(value));
    List<String> subprotocols = new ArrayList<>();
    for (String value : headers.getOrDefault("sec-websocket-protocol", List.of())) {
      for (String protocol : value.split(",", -1)) {
        subprotocols.add(protocol.strip());
      }
    }
    return new Handshake(
        head.target().path(),
        head.target().query(),
        headers,
        subprotocols,
        head.peer().remoteAddress());
  }
}
