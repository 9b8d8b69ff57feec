package dev.carillon.messages;

/** The answer to a change of a stored message. */
public sealed interface Change {

  /** The message as it is now; after a deletion: as it was. */
  record Changed(Message message) implements Change {}

  /** There is no such message (any more). */
  record Missing() implements Change {}

  /** The message has another author. */
  record NotTheAuthor(Message message) implements Change {}
}
