package dev.carillon.chat.model;

import java.util.Locale;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes and reads ids: UUIDs of version 7 (RFC 9562 section 5.7) as text in lower case.
 *
 * <p>Any 128 bits are accepted from outside, whatever their version: the documents' samples have
 * none that is valid.
 */
public final class Ids {
  /** The id of nothing. */
  public static final String NIL = "00000000-0000-0000-0000-000000000000";

  /** No id is later. */
  public static final String LAST = "ffffffff-ffff-ffff-ffff-ffffffffffff";

  private static final Pattern UUID_TEXT =
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  private static final int MILLIS_SHIFT = 16;
  private static final long VERSION_7 = 0x7000L;
  private static final long RANDOM_A = 0x0fffL;
  private static final long VARIANT = 0x8000_0000_0000_0000L;
  private static final long RANDOM_B = 0x3fff_ffff_ffff_ffffL;

  private Ids() {}

  /** An id that is new now. */
  public static String next(long nowMillis, RandomGenerator random) {
    long high = (nowMillis << MILLIS_SHIFT) | VERSION_7 | (random.nextLong() & RANDOM_A);
    long low = VARIANT | (random.nextLong() & RANDOM_B);
    return new UUID(high, low).toString();
  }

  /**
   * An id that is new now and, whatever the clock says, later than another by a millisecond at
   * least: so the order of ids is the order of sequence numbers and of times, without ties.
   *
   * @param last the latest id of the same channel; null when there is none
   */
  public static String nextAfter(@Nullable String last, long nowMillis, RandomGenerator random) {
    return next(last == null ? nowMillis : Math.max(nowMillis, millis(last) + 1), random);
  }

  /** When an id of ours was made. */
  public static long millis(String id) {
    return UUID.fromString(id).getMostSignificantBits() >>> MILLIS_SHIFT;
  }

  /**
   * The one spelling of an id that came from outside; {@link #NIL} when it can't be one of ours.
   */
  public static String read(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return UUID_TEXT.matcher(lower).matches() ? lower : NIL;
  }
}
