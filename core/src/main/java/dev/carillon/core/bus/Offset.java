package dev.carillon.core.bus;

import java.util.Optional;

/**
 * The place of a logged publication in the order all nodes agree on. Clients see it as an opaque
 * string and hand it back to say what they have.
 *
 * @param epoch names one life of the log; offsets of another epoch say nothing here
 * @param sequence grows with each logged publication, from 1
 */
public record Offset(long epoch, long sequence) {
  private static final int RADIX = 36;

  /** Reads what {@link #toString()} wrote; empty when {@code text} is something else. */
  public static Optional<Offset> parse(String text) {
    int dash = text.indexOf('-');
    if (dash < 1 || text.length() > 32) {
      return Optional.empty();
    }
    try {
      long epoch = Long.parseLong(text, 0, dash, RADIX);
      long sequence = Long.parseLong(text, dash + 1, text.length(), RADIX);
      return epoch < 0 || sequence < 0
          ? Optional.empty()
          : Optional.of(new Offset(epoch, sequence));
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return Long.toString(epoch, RADIX) + '-' + Long.toString(sequence, RADIX);
  }
}
