package dev.carillon.messages;

/** The answer to a message that shall be stored. */
public sealed interface Creation {

  /** It is stored and survives a crash. */
  record Created(Message message) implements Creation {}

  /** The same was created with the same idempotency key before; this is that message. */
  record Repeated(Message first) implements Creation {}

  /** The idempotency key was used for another message, or its message has been deleted since. */
  record KeyReused() implements Creation {}
}
