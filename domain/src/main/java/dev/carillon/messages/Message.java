package dev.carillon.messages;

import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * A message as it is stored.
 *
 * @param id unique, {@link #newId} makes one
 * @param userId its author
 * @param createdAtMillis milliseconds since 1970
 * @param updatedAtMillis milliseconds since 1970; as created until its author changes it
 */
public record Message(
    String id,
    String userId,
    Target target,
    Body body,
    long createdAtMillis,
    long updatedAtMillis) {
  private static final long VERSION_7 = 0x7000L;
  private static final long RANDOM_A = 0x0fffL;
  private static final long VARIANT = 0x8000_0000_0000_0000L;
  private static final long RANDOM_B = 0x3fff_ffff_ffff_ffffL;

  /** A message that is new now. */
  public static Message create(String id, String userId, Target target, Body body, long nowMillis) {
    return new Message(id, userId, target, body, nowMillis, nowMillis);
  }

  /** A UUID of version 7 (RFC 9562 section 5.7): later ids sort after earlier ones. */
  public static String newId(long nowMillis, RandomGenerator random) {
    long high = (nowMillis << 16) | VERSION_7 | (random.nextLong() & RANDOM_A);
    long low = VARIANT | (random.nextLong() & RANDOM_B);
    return new UUID(high, low).toString();
  }

  /** The same message with another body. */
  public Message withBody(Body newBody, long nowMillis) {
    return new Message(id, userId, target, newBody, createdAtMillis, nowMillis);
  }

  /** Whether an ordinary user may read it: a direct message is for its two participants. */
  public boolean isVisibleTo(String reader) {
    return switch (target) {
      case Target.OneUser(String recipient) -> reader.equals(userId) || reader.equals(recipient);
      case Target.Everyone() -> true;
      case Target.Channel _ -> true;
    };
  }
}
