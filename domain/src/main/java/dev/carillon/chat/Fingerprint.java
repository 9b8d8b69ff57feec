package dev.carillon.chat;

import dev.carillon.chat.model.TempId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Tells whether two sends are the same: the SHA-256 of the temp id and all that is said. */
final class Fingerprint {
  private static final int KEPT_BYTES = 16;

  private Fingerprint() {}

  /** 32 hex digits. */
  static String of(TempId tempId, SendMessage command) {
    MessageDigest digest = sha256();
    add(digest, tempId.isNumber() ? "number" : "text");
    add(digest, tempId.text());
    add(digest, command.content());
    add(digest, command.threadId());
    add(digest, command.broadcast() ? "broadcast" : null);
    for (SendMessage.Attached attached : command.attachments()) {
      switch (attached) {
        case SendMessage.Stored(String id) -> add(digest, id);
        case SendMessage.External external -> add(digest, external.url());
      }
    }
    return HexFormat.of().formatHex(digest.digest(), 0, KEPT_BYTES);
  }

  /** Of a name alone, whatever it names. */
  static String of(String onceKey) {
    MessageDigest digest = sha256();
    add(digest, "once");
    add(digest, onceKey);
    return HexFormat.of().formatHex(digest.digest(), 0, KEPT_BYTES);
  }

  /** Length first, so that no two different sends run into the same bytes. */
  private static void add(MessageDigest digest, @Nullable String part) {
    byte[] bytes = part == null ? new byte[0] : part.getBytes(StandardCharsets.UTF_8);
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, part == null ? -1 : bytes.length));
    digest.update(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
