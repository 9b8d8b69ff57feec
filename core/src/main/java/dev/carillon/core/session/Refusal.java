package dev.carillon.core.session;

/**
 * The reasons for which any API says no. Each API has one table that turns them into its own words;
 * a test walks this enum and asks every API for an answer.
 */
public enum Refusal {
  /** Nobody has said who this client is, or the proof was not accepted. */
  UNAUTHENTICATED,
  /** The client is known and may not do this. */
  FORBIDDEN,
  /** No topic, channel or stream has this name. */
  UNKNOWN_TOPIC,
  /** No instrument has this name. */
  UNKNOWN_SYMBOL,
  /** What came in is not what this API expects. */
  MALFORMED,
  /** Too much in too little time; the same later may pass. */
  RATE_LIMITED,
  /** Too many of something at once, such as subscriptions. */
  LIMIT_REACHED,
  /** The server can't do this now, for example while it starts. */
  NOT_READY,
  /** A bug of ours. */
  INTERNAL
}
