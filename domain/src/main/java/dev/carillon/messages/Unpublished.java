package dev.carillon.messages;

/**
 * What was done to a message and may not have reached the bus.
 *
 * @param message as it is now; of a deleted one, without its text
 * @param atMillis when it was done, as the caller of the store said
 */
public record Unpublished(Message message, Kind kind, long atMillis) {

  /** What was done; the names are stored. */
  public enum Kind {
    CREATED,
    UPDATED,
    DELETED
  }
}
