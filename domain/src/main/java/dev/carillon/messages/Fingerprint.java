package dev.carillon.messages;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Tells whether two requests ask for the same message: the SHA-256 of target and body. */
public final class Fingerprint {
  private Fingerprint() {}

  /** The fingerprint, as 64 hex digits. */
  public static String of(Target target, Body body) {
    MessageDigest digest = sha256();
    switch (target) {
      case Target.Everyone() -> add(digest, "everyone");
      case Target.OneUser(String userId) -> add(add(digest, "user"), userId);
      case Target.Channel(String channelId) -> add(add(digest, "channel"), channelId);
    }
    add(add(add(digest, body.content()), body.attachments()), body.metadata());
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Length first, so that no two different requests run into the same bytes. */
  private static MessageDigest add(MessageDigest digest, @Nullable String part) {
    byte[] bytes = part == null ? new byte[0] : part.getBytes(StandardCharsets.UTF_8);
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, part == null ? -1 : bytes.length));
    digest.update(bytes);
    return digest;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
