package dev.carillon.chat;

import dev.carillon.chat.model.ChatEvent;
import java.util.List;

/** What somebody missed who comes back. */
public sealed interface Missed {

  /** The number of the channel's latest event. */
  long lastSeq();

  /**
   * All events after the one he or she saw last, oldest first.
   *
   * @param hasMore whether the limit cut them: ask again after the last
   */
  record Events(List<ChatEvent> events, boolean hasMore, long lastSeq) implements Missed {
    public Events {
      events = List.copyOf(events);
    }
  }

  /** They are not all kept any more: read the channel anew. */
  record TooOld(long lastSeq) implements Missed {}

  /** The number is of an event that never was (another database?): read the channel anew. */
  record Ahead(long lastSeq) implements Missed {}
}
