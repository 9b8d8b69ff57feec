package dev.carillon.webhooks;

import dev.carillon.webhooks.Webhook.Incoming;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.random.RandomGenerator;

/**
 * What opens an incoming webhook: 256 random bits, shown once. Kept is only the SHA-256, which is
 * enough for what is too long to guess.
 */
public record HookToken(String text) {
  private static final int BYTES = 32;
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  /**
   * A new one.
   *
   * @param random a cryptographically strong one
   */
  public static HookToken next(RandomGenerator random) {
    byte[] value = new byte[BYTES];
    random.nextBytes(value);
    return new HookToken(BASE64.encodeToString(value));
  }

  /** What is kept of it. */
  public Incoming kept() {
    return new Incoming(hash());
  }

  /** Whether it is the token of a webhook; takes the same time whether or not. */
  public boolean opens(Incoming hook) {
    return MessageDigest.isEqual(
        hash().getBytes(StandardCharsets.US_ASCII),
        hook.tokenHash().getBytes(StandardCharsets.US_ASCII));
  }

  private String hash() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return BASE64.encodeToString(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Not the token: it is a secret. */
  @Override
  public String toString() {
    return "HookToken";
  }
}
