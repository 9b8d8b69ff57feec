package dev.carillon.chat.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A thread in short.
 *
 * @param id the id of its first message, the root
 * @param participants who has replied, in the order of their first reply; at most {@value
 *     #MAX_PARTICIPANTS}
 */
public record ThreadSummary(
    String id, int messageCount, List<Person> participants, @Nullable Long lastReplyAtMillis) {
  public static final int MAX_PARTICIPANTS = 20;

  public ThreadSummary {
    participants = List.copyOf(participants);
  }
}
