package dev.carillon.api.chat;

import dev.carillon.core.bus.Publication;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * What one socket hears of what passes in a topic. Confined to the socket's loop.
 *
 * <p>A user's typing is not told to his or her own devices, presence only from the snapshot on that
 * the socket was given, and a receipt to its readers.
 */
final class Hearing implements Predicate<Publication> {
  private final String userId;
  private long presenceVersion;

  Hearing(String userId) {
    this.userId = userId;
  }

  /** The socket has been given a snapshot: differences up to this version are in it. */
  void hasPresence(long version) {
    presenceVersion = version;
  }

  @Override
  public boolean test(Publication passing) {
    return switch (passing.event()) {
      case Broadcasts.PRESENCE_DIFF ->
          Long.parseLong(Objects.requireNonNull(passing.key())) > presenceVersion;
      case Broadcasts.TYPING_START, Broadcasts.TYPING_STOP -> !userId.equals(passing.key());
      case String _ -> passing.readers().isEmpty() || passing.readers().contains(userId);
    };
  }
}
