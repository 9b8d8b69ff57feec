package dev.carillon.wire.http;

/**
 * What one HTTP request may be; contract/realtime.md section 4.3.
 *
 * @param lineBytes the request line
 * @param headerBytes all headers together
 * @param headers how many header lines
 * @param bodyBytes the body
 * @param pace how long all that may take
 */
public record HttpLimits(int lineBytes, int headerBytes, int headers, int bodyBytes, Pace pace) {
  public static final HttpLimits DEFAULT =
      new HttpLimits(8_192, 16_384, 100, 1 << 20, new Pace(5_000, 10_000, 4_096, 75_000));

  /**
   * How long the parts of a request may take.
   *
   * @param headMillis from the connection's first moment, or the first byte of a further request,
   *     to the end of the headers, with the TLS handshake in it
   * @param bodyMillis from there to the body's end
   * @param bodyBytesPerSecond what has come of the body earns it more time, a second for so much:
   *     the whole must come, and not slower than this for long
   * @param idleMillis how long a connection may wait for a further request
   */
  public record Pace(long headMillis, long bodyMillis, int bodyBytesPerSecond, long idleMillis) {

    /** How long a body may take of which {@code bytes} have come. */
    long bodyMillis(int bytes) {
      return bodyMillis + bytes * 1_000L / bodyBytesPerSecond;
    }
  }

  /** These at another pace. */
  public HttpLimits at(Pace other) {
    return new HttpLimits(lineBytes, headerBytes, headers, bodyBytes, other);
  }

  /** These with another limit of the body. */
  public HttpLimits withBodyBytes(int bytes) {
    return new HttpLimits(lineBytes, headerBytes, headers, bytes, pace);
  }
}
