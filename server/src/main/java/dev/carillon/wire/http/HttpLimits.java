package dev.carillon.wire.http;

/**
 * What one HTTP request may be and how long its parts may take; contract/realtime.md section 4.3.
 *
 * @param lineBytes the request line
 * @param headerBytes all headers together
 * @param headers how many header lines
 * @param bodyBytes the body
 * @param headMillis from the connection's first moment, or the first byte of a further request, to
 *     the end of the headers, with the TLS handshake in it
 * @param bodyMillis within which some kilobytes of a body must arrive
 * @param idleMillis how long a connection may wait for a further request
 */
public record HttpLimits(
    int lineBytes,
    int headerBytes,
    int headers,
    int bodyBytes,
    long headMillis,
    long bodyMillis,
    long idleMillis) {
  public static final HttpLimits DEFAULT =
      new HttpLimits(8_192, 16_384, 100, 1 << 20, 5_000, 10_000, 75_000);

  /** These with other time limits. */
  public HttpLimits within(long head, long body, long idle) {
    return new HttpLimits(lineBytes, headerBytes, headers, bodyBytes, head, body, idle);
  }

  /** These with another limit of the body. */
  public HttpLimits withBodyBytes(int bytes) {
    return new HttpLimits(
        lineBytes, headerBytes, headers, bytes, headMillis, bodyMillis, idleMillis);
  }
}
