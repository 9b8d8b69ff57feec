package dev.carillon.messages;

/** Whom a message is for. */
public sealed interface Target {
  /** Everybody. */
  record Everyone() implements Target {}

  /** A direct message: its author, this user and admins may see it. */
  record OneUser(String userId) implements Target {}

  /** Everybody who reads the channel. */
  record Channel(String channelId) implements Target {}
}
