package dev.carillon.wire.http;

import dev.carillon.http.Headers;
import dev.carillon.http.Method;
import dev.carillon.http.Problem;
import dev.carillon.http.Request.Peer;
import dev.carillon.http.Target;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request up to its body, checked and in the words of {@code dev.carillon.http}.
 *
 * @param announcedBytes the body's length; -1: chunked
 * @param startedNanos when its headers were complete
 */
record RequestHead(
    Method method,
    Target target,
    Headers headers,
    Peer peer,
    boolean isKeptAlive,
    long announcedBytes,
    long startedNanos) {

  /**
   * Checks what the decoder lets pass.
   *
   * @throws Problem what the client is told before the connection ends
   */
  static RequestHead read(HttpRequest request, Visit visit) {
    refuseBroken(request.decoderResult());
    HttpHeaders fields = request.headers();
    boolean isHttp11 = request.protocolVersion().equals(HttpVersion.HTTP_1_1);
    if (!isHttp11 && !request.protocolVersion().equals(HttpVersion.HTTP_1_0)) {
      throw Problem.of(505, "HTTP_VERSION_NOT_SUPPORTED", "HTTP/1.0 and HTTP/1.1 are spoken here");
    }
    int hosts = fields.getAll(HttpHeaderNames.HOST).size();
    if (hosts > 1 || (isHttp11 && hosts == 0)) {
      throw Problem.badRequest("Host", "must be sent once");
    }
    long announced = announced(fields, isHttp11);
    Method method =
        Method.named(request.method().name())
            .orElseThrow(() -> Problem.of(501, "NOT_IMPLEMENTED", "no such method here"));
    Target target = target(request.uri());
    Headers headers = headers(fields, visit);
    return new RequestHead(
        method,
        target,
        headers,
        visit.peer(headers),
        HttpUtil.isKeepAlive(request),
        announced,
        System.nanoTime());
  }

  boolean hasBody() {
    return announcedBytes != 0;
  }

  /**
   * Whether the client sends the body only when it is told to go on.
   *
   * @throws Problem 417 when it expects something else
   */
  boolean waitsToGoOn() {
    Optional<String> expected = headers.first("Expect");
    if (expected.isPresent() && !expected.get().equalsIgnoreCase("100-continue")) {
      throw Problem.of(417, "EXPECTATION_FAILED", "Expect may only be 100-continue");
    }
    return expected.isPresent() && hasBody();
  }

  static Problem brokenBody() {
    return Problem.of(400, "MALFORMED_REQUEST", "the body is not chunked as RFC 9112 has it");
  }

  static Problem timedOut() {
    return Problem.of(408, "REQUEST_TIMEOUT", "the request did not come to its end");
  }

  private static void refuseBroken(DecoderResult result) {
    if (result.isSuccess()) {
      return;
    }
    throw switch (result.cause()) {
      case TooLongHttpLineException _ ->
          Problem.of(414, "URI_TOO_LONG", "the request line is too long");
      case TooLongHttpHeaderException _ -> tooManyHeaders();
      default -> Problem.of(400, "MALFORMED_REQUEST", "this is not HTTP as RFC 9112 has it");
    };
  }

  static Problem tooManyHeaders() {
    return Problem.of(431, "HEADERS_TOO_LARGE", "the request's headers are too large");
  }

  /** RFC 9112 section 6: the one way in which the body's length is told. */
  private static long announced(HttpHeaders fields, boolean isHttp11) {
    List<String> codings = fields.getAll(HttpHeaderNames.TRANSFER_ENCODING);
    if (!codings.isEmpty()) {
      boolean isChunked =
          codings.size() == 1 && HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(codings.get(0));
      if (!isHttp11 || !isChunked || fields.contains(HttpHeaderNames.CONTENT_LENGTH)) {
        throw Problem.badRequest("Transfer-Encoding", "must be chunked, without Content-Length");
      }
      return -1;
    }
    String length = fields.get(HttpHeaderNames.CONTENT_LENGTH);
    if (length == null) {
      return 0;
    }
    boolean isNumber = !length.isEmpty() && length.length() < 19;
    for (int i = 0; i < length.length(); i++) {
      isNumber &= length.charAt(i) >= '0' && length.charAt(i) <= '9';
    }
    if (!isNumber) {
      throw Problem.badRequest("Content-Length", "must be a number");
    }
    return Long.parseLong(length);
  }

  private static Target target(String uri) {
    // OPTIONS * asks about the server as a whole; nothing of ours lives there.
    return uri.equals("*") ? new Target("*", List.of("*"), Map.of()) : Target.parse(uri);
  }

  private static Headers headers(HttpHeaders fields, Visit visit) {
    List<String> flat = new ArrayList<>(fields.size() * 2);
    for (Map.Entry<String, String> field : fields) {
      if (!Headers.isValue(field.getValue())) {
        throw Problem.badRequest("headers", "must not hold control characters");
      }
      flat.add(field.getKey());
      flat.add(field.getValue());
    }
    return visit.asProxiesSay(Headers.of(flat.toArray(String[]::new)));
  }
}
