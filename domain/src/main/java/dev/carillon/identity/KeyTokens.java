package dev.carillon.identity;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Access tokens of API keys, for APIs where the key itself is no secret: good for one key and no
 * other, until a time. Nothing is stored: a token bears its times and a signature. It falls with
 * its key. Any thread.
 */
public final class KeyTokens {
  private static final String ALGORITHM = "HmacSHA256";
  private static final String PREFIX = "kt_";
  private static final int TIMES_BYTES = 16;
  private static final int SIGNATURE_BYTES = 32;

  private final SecretKeySpec secret;

  /**
   * Signs with this secret.
   *
   * @param secret at least 32 bytes that nobody else knows
   */
  public KeyTokens(byte[] secret) {
    if (secret.length < SIGNATURE_BYTES) {
      throw new IllegalArgumentException(
          "secret: " + secret.length + " bytes (expected: at least " + SIGNATURE_BYTES + ")");
    }
    this.secret = new SecretKeySpec(secret, ALGORITHM);
  }

  /** A token for a key; times in milliseconds since 1970. */
  public AccessToken issue(ApiKey key, long nowMillis, long expiresAtMillis) {
    byte[] times =
        ByteBuffer.allocate(TIMES_BYTES).putLong(nowMillis).putLong(expiresAtMillis).array();
    byte[] token =
        ByteBuffer.allocate(TIMES_BYTES + SIGNATURE_BYTES).put(times).put(sign(key, times)).array();
    String text = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    return new AccessToken(text, expiresAtMillis);
  }

  /** When a token of this key expires, milliseconds since 1970; empty: it is none, or expired. */
  public OptionalLong expiry(ApiKey key, String token, long nowMillis) {
    byte[] bytes = decoded(token);
    if (bytes.length != TIMES_BYTES + SIGNATURE_BYTES) {
      return OptionalLong.empty();
    }
    byte[] times = Arrays.copyOf(bytes, TIMES_BYTES);
    byte[] signature = Arrays.copyOfRange(bytes, TIMES_BYTES, bytes.length);
    long expires = ByteBuffer.wrap(times).getLong(Long.BYTES);
    boolean isOurs = MessageDigest.isEqual(sign(key, times), signature);
    return isOurs && nowMillis < expires ? OptionalLong.of(expires) : OptionalLong.empty();
  }

  private static byte[] decoded(String token) {
    if (!token.startsWith(PREFIX)) {
      return new byte[0];
    }
    try {
      return Base64.getUrlDecoder().decode(token.substring(PREFIX.length()));
    } catch (IllegalArgumentException _) {
      return new byte[0];
    }
  }

  private byte[] sign(ApiKey key, byte[] times) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(secret);
      mac.update(times);
      return mac.doFinal(key.id().getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }
}
