package dev.carillon.api.topics;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * How others see the connections of this node: {@code conn-node-number-proof}. The proof is a MAC
 * of the rest and of whose connection it is, so that each node with the same secret can tell which
 * user a name was given to, without asking the node that has the connection. Any thread.
 */
public final class ConnectionNames {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int RADIX = Character.MAX_RADIX;

  private final SecretKeySpec secret;
  private final String prefix;

  /**
   * Names of a node.
   *
   * @param secret at least 32 bytes, the same on all nodes
   * @param random makes the node's part of the names
   */
  public ConnectionNames(byte[] secret, RandomGenerator random) {
    this.secret = new SecretKeySpec(secret, ALGORITHM);
    this.prefix = "conn-" + Integer.toUnsignedString(random.nextInt(), RADIX) + "-";
  }

  /** The name of a connection of this node. */
  String of(long session, String userId) {
    String bare = bare(session);
    return bare + "-" + proof(bare, userId);
  }

  /** Whether a name is that of this node's connection, whoever's that is. */
  boolean isOf(String name, long session) {
    return name.startsWith(bare(session) + "-");
  }

  /** Whether a connection of this user bears or bore the name, on whatever node. */
  boolean belongsTo(String name, String userId) {
    int end = name.lastIndexOf('-');
    return end > 0
        && MessageDigest.isEqual(
            bytes(name.substring(end + 1)), bytes(proof(name.substring(0, end), userId)));
  }

  private String bare(long session) {
    return prefix + Long.toString(session, RADIX);
  }

  private String proof(String bare, String userId) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(secret);
      mac.update(bytes(bare + "\n"));
      long proof = ByteBuffer.wrap(mac.doFinal(bytes(userId))).getLong();
      return Long.toUnsignedString(proof, RADIX);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
