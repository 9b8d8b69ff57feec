package dev.carillon.protocol.phoenix;

import java.util.Map;
import java.util.function.Supplier;

/**
 * An API's answer to a connect.
 *
 * @param <A> what it notes about a socket
 */
public sealed interface Connect<A> {

  /** The socket may open as far as this API is concerned. */
  record Accepted<A>(A assigns) implements Connect<A> {}

  /**
   * It takes time to know, because somebody has to be asked first.
   *
   * @param ask the answer; blocks, on a thread that may, called once
   */
  record Pending<A>(Supplier<Connect<A>> ask) implements Connect<A> {}

  /**
   * The upgrade is answered with an HTTP error instead. Browsers do not see which, and Phoenix
   * clients try again for ever: refusing a join is often kinder.
   *
   * @param status 400 to 599
   * @param json the body; empty: none, as Phoenix does
   * @param headers further headers, such as {@code Retry-After}
   */
  record Refused<A>(int status, String json, Map<String, String> headers) implements Connect<A> {
    public Refused {
      headers = Map.copyOf(headers);
    }

    /** As Phoenix refuses: 403 without a body. */
    public static <A> Refused<A> forbidden() {
      return new Refused<>(403, "", Map.of());
    }
  }
}
