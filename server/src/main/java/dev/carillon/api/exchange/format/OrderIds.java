package dev.carillon.api.exchange.format;

import java.util.OptionalLong;
import java.util.UUID;

/**
 * Orders as they are called on the wire: a UUID of version 7 (RFC 9562 section 5.7) made of the
 * time and the number of the order, so that it can be turned back. Later orders have greater ids.
 */
public final class OrderIds {
  /*
   * 48 bits of time, then 74 that a UUIDv7 leaves free: 62 of the number, highest first, and a check
   * of 12, by which nearly all that we did not give out is known as such. Whose order it is, the
   * engine checks.
   */
  private static final int CHECK_BITS = 12;
  private static final int LOW_NUMBER_BITS = 50;
  private static final long MAX_NUMBER = (1L << 62) - 1;
  private static final long VERSION = 0x7000;
  private static final long VARIANT = 1L << 63;

  private OrderIds() {}

  /**
   * The order's name.
   *
   * @param createdAt milliseconds since 1970
   */
  public static String text(long createdAt, long number) {
    return uuid(createdAt, number).toString();
  }

  /** The number of an order; empty: no order of ours is called so. */
  public static OptionalLong parse(String text) {
    if (text.length() != 36) {
      return OptionalLong.empty();
    }
    UUID uuid;
    try {
      uuid = UUID.fromString(text);
    } catch (IllegalArgumentException _) {
      return OptionalLong.empty();
    }
    long high = uuid.getMostSignificantBits();
    long low = uuid.getLeastSignificantBits() & ~VARIANT;
    long number = (high & 0xfff) << LOW_NUMBER_BITS | low >>> CHECK_BITS;
    boolean isOurs = uuid(high >>> 16, number).equals(uuid);
    return isOurs ? OptionalLong.of(number) : OptionalLong.empty();
  }

  private static UUID uuid(long createdAt, long number) {
    if (createdAt < 0 || createdAt >= 1L << 48 || number < 0 || number > MAX_NUMBER) {
      throw new IllegalArgumentException("order: " + number + " at " + createdAt);
    }
    long high = createdAt << 16 | VERSION | number >>> LOW_NUMBER_BITS;
    long low = (number & (1L << LOW_NUMBER_BITS) - 1) << CHECK_BITS | check(createdAt, number);
    return new UUID(high, VARIANT | low);
  }

  /** Any good mix does: this is the finalizer of splitmix64. */
  private static long check(long createdAt, long number) {
    long mix = createdAt * 0x9e3779b97f4a7c15L + number;
    mix = (mix ^ mix >>> 30) * 0xbf58476d1ce4e5b9L;
    mix = (mix ^ mix >>> 27) * 0x94d049bb133111ebL;
    return (mix ^ mix >>> 31) & (1L << CHECK_BITS) - 1;
  }
}
