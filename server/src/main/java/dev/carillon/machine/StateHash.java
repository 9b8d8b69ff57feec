package dev.carillon.machine;

import dev.carillon.state.StateWriter;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** A number by which two states are compared: the first 8 bytes of SHA-256. */
public final class StateHash {
  private StateHash() {}

  /** The number of what was written. */
  public static long of(StateWriter state) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(state.array(), 0, state.size());
      return ByteBuffer.wrap(digest.digest()).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
