package dev.carillon.api.chat;

import dev.carillon.core.bus.Publication;
import java.util.function.Predicate;

/**
 * What one socket hears of what passes in a topic: a user's typing is not told to his or her own
 * devices, a receipt to its readers alone. Immutable.
 */
record Hearing(String userId) implements Predicate<Publication> {
  @Override
  public boolean test(Publication passing) {
    return switch (passing.event()) {
      case Broadcasts.TYPING_START, Broadcasts.TYPING_STOP -> !userId.equals(passing.key());
      case String _ -> passing.readers().isEmpty() || passing.readers().contains(userId);
    };
  }
}
