package dev.carillon.security;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The SHA-256 of a token: what a cache may keep of it. */
record TokenDigest(long a, long b, long c, long d) {

  static TokenDigest of(String token) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      ByteBuffer hash = ByteBuffer.wrap(digest.digest(token.getBytes(StandardCharsets.UTF_8)));
      return new TokenDigest(hash.getLong(), hash.getLong(), hash.getLong(), hash.getLong());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** A name for a token that has none of its own. */
  String tokenId() {
    return "t" + Long.toHexString(a) + Long.toHexString(b);
  }
}
