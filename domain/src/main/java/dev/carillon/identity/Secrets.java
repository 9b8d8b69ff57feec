package dev.carillon.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.random.RandomGenerator;

/** Random values given out once, and what is kept of them. */
final class Secrets {
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private Secrets() {}

  static String next(int bytes, RandomGenerator random) {
    byte[] value = new byte[bytes];
    random.nextBytes(value);
    return BASE64.encodeToString(value);
  }

  /** The SHA-256, in base64url: enough for values too long to guess. */
  static String sha256(String value) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return BASE64.encodeToString(digest.digest(value.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
