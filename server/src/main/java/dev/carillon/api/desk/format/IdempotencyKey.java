package dev.carillon.api.desk.format;

import dev.carillon.desk.model.Command;
import dev.carillon.desk.model.RequestKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** By what the desk knows the same request again, whichever way it comes. */
public final class IdempotencyKey {
  /** The longest key. */
  public static final int MAX_CHARS = 128;

  private IdempotencyKey() {}

  /** The same order under a client's key. */
  public static Command.Place with(Command.Place command, String key) {
    return new Command.Place(
        command.owner(), command.symbol(), command.terms(), of("place", key, command));
  }

  /** The same closing under a client's key. */
  public static Command.Close with(Command.Close command, String key) {
    return new Command.Close(
        command.owner(), command.ticket(), command.volume(), of("close", key, command));
  }

  /**
   * The key of a command: a client's keys for one kind of command are not those for another.
   *
   * @param command without a key
   */
  public static RequestKey of(String kind, String key, Command command) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] asked = command.toString().getBytes(StandardCharsets.UTF_8);
      // 64 bits: a key used for something else by mistake is found, always enough.
      return new RequestKey(kind + '\n' + key, ByteBuffer.wrap(digest.digest(asked)).getLong());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
