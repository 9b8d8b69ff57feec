package dev.carillon.desk.model;

/** What decides on orders of an account. {@code id} is unique over the desk. */
public record Strategy(String id, String owner, String name, Status status, long createdAt) {
  /** Names that go over the wire. Stored: append only. */
  public enum Status {
    ACTIVE,
    /** It said that it stopped, or is to stop: its orders are refused. */
    PAUSED,
    /** It failed: its orders are refused until it is active again. */
    ERROR
  }
}
