package dev.carillon.bus.redis;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What is published in Redis: version, kind, partition, the sender's losses (4 bytes), the sender
 * and the subject with their lengths in a byte each, and the bytes themselves.
 *
 * <p>The losses count how often the sender knew that notes of it may not have come out; who hears a
 * larger number than before has missed something. A node ignores and counts what has a version it
 * does not know.
 */
final class Envelope {
  private static final byte VERSION = 1;
  private static final int FIXED = 9;
  private static final int LONGEST_NAME = 255;

  /** What it is, with its number on the wire. */
  enum Kind {
    /** A note to a subject. */
    NOTE(0),
    /** A note to a partition. */
    PARTITION(1),
    /** The list of all nodes, a {@link View}. */
    VIEW(2),
    /** Records of the log, one behind the other. */
    RECORDS(3),
    /** A node tries whether it hears itself. */
    PROBE(4),
    /** A node has heard where the one it is sent to listens. */
    HEARD(5);

    private final byte number;

    Kind(int number) {
      this.number = (byte) number;
    }

    private static @Nullable Kind of(byte number) {
      for (Kind kind : values()) {
        if (kind.number == number) {
          return kind;
        }
      }
      return null;
    }
  }

  private final Kind kind;
  private final int partition;
  private final int losses;
  private final String from;
  private final String subject;
  private final byte[] bytes;

  private Envelope(ByteBuffer in, Kind kind) {
    this.kind = kind;
    this.partition = in.get() & 0xff;
    this.losses = in.getInt();
    this.from = name(in);
    this.subject = name(in);
    this.bytes = new byte[in.remaining()];
    in.get(bytes);
  }

  /** Null: not of a kind or version that is known here. */
  static @Nullable Envelope decoded(byte[] message) {
    if (message.length < FIXED || message[0] != VERSION) {
      return null;
    }

    ByteBuffer in = ByteBuffer.wrap(message).position(2);
    int fromBytes = message[FIXED - 2] & 0xff;
    int subjectAt = FIXED - 1 + fromBytes;
    Kind kind = Kind.of(message[1]);
    if (kind == null
        || subjectAt >= message.length
        || subjectAt + 1 + (message[subjectAt] & 0xff) > message.length) {
      return null;
    }
    return new Envelope(in, kind);
  }

  static byte[] note(int losses, String from, String subject, byte[] bytes) {
    return encoded(Kind.NOTE, losses, from, subject, bytes);
  }

  static byte[] partition(int partition, int losses, String from, byte[] bytes) {
    byte[] message = encoded(Kind.PARTITION, losses, from, "", bytes);
    message[2] = (byte) partition;
    return message;
  }

  static byte[] probe(String from, byte[] bytes) {
    return encoded(Kind.PROBE, 0, from, "", bytes);
  }

  static byte[] heard(String from, byte[] number) {
    return encoded(Kind.HEARD, 0, from, "", number);
  }

  /** What a script puts before the bytes. */
  static byte[] header(Kind kind, int losses, String from) {
    return encoded(kind, losses, from, "", new byte[0]);
  }

  private static byte[] encoded(Kind kind, int losses, String from, String subject, byte[] bytes) {
    byte[] fromBytes = name(from);
    byte[] subjectBytes = name(subject);
    return ByteBuffer.allocate(FIXED + fromBytes.length + subjectBytes.length + bytes.length)
        .put(VERSION)
        .put(kind.number)
        .put((byte) 0)
        .putInt(losses)
        .put((byte) fromBytes.length)
        .put(fromBytes)
        .put((byte) subjectBytes.length)
        .put(subjectBytes)
        .put(bytes)
        .array();
  }

  private static byte[] name(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > LONGEST_NAME) {
      throw new IllegalArgumentException(
          "name: " + bytes.length + " bytes (expected: " + LONGEST_NAME + " or less)");
    }
    return bytes;
  }

  private static String name(ByteBuffer in) {
    byte[] bytes = new byte[in.get() & 0xff];
    in.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  Kind kind() {
    return kind;
  }

  int partition() {
    return partition;
  }

  int losses() {
    return losses;
  }

  String from() {
    return from;
  }

  String subject() {
    return subject;
  }

  byte[] bytes() {
    return bytes;
  }

  String text() {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
