package dev.carillon.core.session;

import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A dialect's answer to a {@link Handshake}. */
public sealed interface Admission {

  /**
   * The upgrade goes on.
   *
   * @param subprotocol what {@code Sec-WebSocket-Protocol} answers, or null for no such header
   * @param session makes the session once the connection is upgraded; called on its event loop
   */
  record Accepted(@Nullable String subprotocol, Function<Link, Session> session)
      implements Admission {}

  /**
   * It takes time to know, because somebody has to be asked first. The connection waits; whoever
   * called {@link Dialect#admit} asks, on a thread that may block.
   *
   * @param ask the answer; blocks, called once
   */
  record Pending(Supplier<Admission> ask) implements Admission {}

  /**
   * The request is answered with an HTTP error instead.
   *
   * @param status 400 to 599
   * @param code the {@code error.code} of the body, UPPER_SNAKE
   * @param message the {@code error.message} of the body
   * @param headers further headers, such as {@code Retry-After}
   */
  record Refused(int status, String code, String message, Map<String, String> headers)
      implements Admission {

    public Refused {
      headers = Map.copyOf(headers);
    }
  }

  /**
   * The request is answered with an HTTP error in the API's own words.
   *
   * @param status 400 to 599
   * @param json the body; empty: none
   * @param headers further headers
   */
  record RefusedAs(int status, String json, Map<String, String> headers) implements Admission {

    public RefusedAs {
      headers = Map.copyOf(headers);
    }
  }
}
