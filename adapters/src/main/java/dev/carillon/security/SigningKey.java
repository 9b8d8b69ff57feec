package dev.carillon.security;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** The secret our own tokens are signed with (HS256), at least 256 bits. Never shown. */
public final class SigningKey {
  /** The least a key may have (RFC 7518 section 3.2). */
  public static final int MIN_BYTES = 32;

  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKey key;

  private SigningKey(byte[] bytes) {
    if (bytes.length < MIN_BYTES) {
      throw new IllegalArgumentException(
          "signing key: " + bytes.length + " bytes (expected: at least " + MIN_BYTES + ")");
    }
    key = new SecretKeySpec(bytes, ALGORITHM);
  }

  /**
   * A key of these bytes.
   *
   * @throws IllegalArgumentException when there are fewer than {@value #MIN_BYTES}
   */
  public static SigningKey of(byte[] bytes) {
    return new SigningKey(bytes);
  }

  /** A key of the UTF-8 bytes of a text, as it stands in a file or the environment. */
  public static SigningKey ofText(String text) {
    return new SigningKey(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * A new key.
   *
   * @param random a cryptographically strong one
   */
  public static SigningKey random(RandomGenerator random) {
    byte[] bytes = new byte[MIN_BYTES];
    random.nextBytes(bytes);
    return new SigningKey(bytes);
  }

  /** A secret for another purpose, of which this key can't be told. */
  public byte[] derive(String purpose) {
    return sign(("derive " + purpose).getBytes(StandardCharsets.UTF_8));
  }

  byte[] sign(byte[] input) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac.doFinal(input);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }

  /** In constant time. */
  boolean verifies(byte[] input, byte[] signature) {
    return MessageDigest.isEqual(sign(input), signature);
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "SigningKey";
  }
}
