package dev.carillon.wire.socket;

import dev.carillon.http.Problem;
import dev.carillon.wire.frame.Negotiation;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The opening handshake of RFC 6455 section 4.2 as text. */
final class OpeningHandshake {
  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final String VERSION = "13";
  private static final int KEY_BYTES = 16;

  private OpeningHandshake() {}

  /** What is wrong with a request for an upgrade: 400, or 426 for another version. */
  static Optional<Problem> problem(HttpRequest request) {
    HttpHeaders headers = request.headers();
    if (!request.method().equals(HttpMethod.GET)
        || request.protocolVersion().compareTo(HttpVersion.HTTP_1_1) < 0) {
      return wrong("request", "must be a GET of HTTP/1.1");
    }
    if (HttpUtil.isTransferEncodingChunked(request) || HttpUtil.getContentLength(request, 0) > 0) {
      return wrong("body", "must not be sent with an upgrade");
    }
    if (headers.getAll(HttpHeaderNames.HOST).size() != 1) {
      return wrong("Host", "must be sent once");
    }
    if (!headers.containsValue(HttpHeaderNames.UPGRADE, "websocket", true)) {
      return wrong("Upgrade", "must name websocket");
    }
    if (!headers.containsValue(HttpHeaderNames.CONNECTION, "upgrade", true)) {
      return wrong("Connection", "must name Upgrade");
    }
    if (!headers.getAll(HttpHeaderNames.SEC_WEBSOCKET_VERSION).equals(List.of(VERSION))) {
      return Optional.of(
          Problem.of(426, "UPGRADE_REQUIRED", "Sec-WebSocket-Version: must be " + VERSION)
              .withHeader("Sec-WebSocket-Version", VERSION)
              .withHeader("Upgrade", "websocket"));
    }
    List<String> keys = headers.getAll(HttpHeaderNames.SEC_WEBSOCKET_KEY);
    if (keys.size() != 1 || !isKey(keys.getFirst())) {
      return wrong("Sec-WebSocket-Key", "must be sent once, 16 bytes in base64");
    }
    if (negotiate(request) instanceof Negotiation.Malformed) {
      return wrong("Sec-WebSocket-Extensions", "must be a list of extensions");
    }
    return Optional.empty();
  }

  static Negotiation negotiate(HttpRequest request) {
    return Negotiation.negotiate(
        request.headers().getAll(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS));
  }

  /** The whole answer 101. */
  static byte[] answer(
      HttpRequest request, @Nullable String subprotocol, @Nullable String extensions) {
    StringBuilder answer =
        new StringBuilder(192)
            .append("HTTP/1.1 101 Switching Protocols\r\n")
            .append("Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ")
            .append(accept(request.headers().get(HttpHeaderNames.SEC_WEBSOCKET_KEY)))
            .append("\r\n");
    if (subprotocol != null) {
      answer.append("Sec-WebSocket-Protocol: ").append(subprotocol).append("\r\n");
    }
    if (extensions != null) {
      answer.append("Sec-WebSocket-Extensions: ").append(extensions).append("\r\n");
    }
    return answer.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String accept(String key) {
    byte[] ascii = (key + GUID).getBytes(StandardCharsets.ISO_8859_1);
    try {
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-1").digest(ascii));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-1", e);
    }
  }

  private static boolean isKey(String key) {
    try {
      return key.length() == 24 && Base64.getDecoder().decode(key).length == KEY_BYTES;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private static Optional<Problem> wrong(String header, String expectation) {
    return Optional.of(Problem.badRequest(header, expectation));
  }
}
