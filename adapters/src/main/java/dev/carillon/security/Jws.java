package dev.carillon.security;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A signed token, taken apart and not yet checked (RFC 7515, compact form): three segments of
 * base64url, 8 KB at most. What a header says of where to find keys (jku, jwk, x5u, x5c) is not
 * even read.
 *
 * @param algorithm as the header names it
 * @param keyId the header's {@code kid}, or null
 * @param input what is signed
 */
record Jws(String algorithm, @Nullable String keyId, Bytes input, Bytes payload, Bytes signature) {
  static final int MAX_LENGTH = 8_192;
  private static final int MAX_KEY_ID = 64;
  private static final Set<String> TYPES = Set.of("jwt", "at+jwt", "application/at+jwt");
  private static final Base64.Decoder BASE64 = Base64.getUrlDecoder();
  private static final Base64.Encoder UNPADDED = Base64.getUrlEncoder().withoutPadding();

  /** An array that a record may hold: nobody changes it. */
  static final class Bytes {
    private final byte[] array;

    Bytes(byte[] array) {
      this.array = array;
    }

    byte[] array() {
      return array;
    }
  }

  /** The token in a text; null when it is none. */
  static @Nullable Jws parse(String text) {
    int first = text.indexOf('.');
    int second = text.indexOf('.', first + 1);
    if (text.length() > MAX_LENGTH
        || first < 1
        || second < 0
        || text.indexOf('.', second + 1) > 0) {
      return null;
    }
    byte[] headerBytes = decode(text.substring(0, first));
    byte[] payload = decode(text.substring(first + 1, second));
    byte[] signature = decode(text.substring(second + 1));
    if (headerBytes == null || payload == null || signature == null || signature.length == 0) {
      return null;
    }
    ObjectNode header = StrictJson.object(headerBytes);
    if (header == null || !isPlain(header)) {
      return null;
    }
    JsonNode keyId = header.get("kid");
    return new Jws(
        header.path("alg").stringValue(""),
        keyId == null ? null : keyId.asString(""),
        new Bytes(text.substring(0, second).getBytes(StandardCharsets.US_ASCII)),
        new Bytes(payload),
        new Bytes(signature));
  }

  /** Nothing critical that we would have to understand, a type that is a token's, a short kid. */
  private static boolean isPlain(ObjectNode header) {
    JsonNode type = header.get("typ");
    JsonNode keyId = header.get("kid");
    return !header.has("crit")
        && !header.has("enc")
        && (type == null || TYPES.contains(type.asString("").toLowerCase(Locale.ROOT)))
        && (keyId == null || (keyId.isString() && keyId.asString().length() <= MAX_KEY_ID));
  }

  /** Only the one spelling of the bytes is accepted, so a token has no second form. */
  private static byte @Nullable [] decode(String segment) {
    try {
      byte[] bytes = BASE64.decode(segment);
      return UNPADDED.encodeToString(bytes).equals(segment) ? bytes : null;
    } catch (IllegalArgumentException _) {
      return null;
    }
  }
}
