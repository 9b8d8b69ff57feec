package dev.carillon.chat;

/** Why something is refused. Each API turns it into its own words. */
public enum Reason {
  /** There is no such thing, or none that the asker may know of. */
  NOT_FOUND,
  /** The asker may know of it and may not do this. */
  FORBIDDEN,
  /** The channel may not be joined, or there is none: the same answer for both. */
  ACCESS_DENIED,
  /** The channel takes no changes any more. */
  ARCHIVED,
  /** The message is too old to be edited. */
  EDIT_TIME_LIMIT,
  /** The message is gone. */
  DELETED,
  /** The message has {@link ChatSettings#maxEmoji} different emoji already. */
  TOO_MANY_REACTIONS,
  /** The channel is in slow mode: see {@link Outcome.Refused#retryAfterMillis}. */
  TOO_FAST,
  /** The name is another channel's, or the handle another user's. */
  NAME_TAKEN,
  /** The invitation has expired or was used up. */
  EXPIRED,
  /** The key that names a request once and for all named another one before. */
  KEY_REUSED,
  /** The user's files take all the room that one user has. */
  QUOTA_EXCEEDED,
  /** What was sent is wrong: see {@link Outcome.Refused#errors}. */
  INVALID
}
