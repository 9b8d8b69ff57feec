package dev.carillon.desk.model;

import org.jspecify.annotations.Nullable;

/**
 * Something that a person should know.
 *
 * @param id rising over the whole desk; the API's {@code alertId} is "alert_" with this number
 * @param owner whose account it is about; null: it is for everybody
 * @param threshold that was crossed, in tenths of what the type is measured in (percent; seconds
 *     for PRICE_STALE); null: nothing was measured
 * @param current what was measured, in the same unit
 * @param acknowledged by the one who sees it
 */
public record Alert(
    long id,
    @Nullable String owner,
    Type type,
    Severity severity,
    String title,
    String message,
    @Nullable Long threshold,
    @Nullable Long current,
    Entity entity,
    long createdAt,
    boolean acknowledged) {

  /** Names that go over the wire (markets.md 3.3). Stored: append only. */
  public enum Type {
    /** The day's loss, in percent of its limit. */
    RISK_LIMIT,
    /** The drawdown, in percent of its limit. */
    DRAWDOWN,
    MARGIN_CALL,
    STOP_OUT,
    /** The worth of all positions, in percent of its limit. */
    MAX_EXPOSURE,
    /** The count of positions, in percent of its limit. */
    MAX_POSITIONS,
    ORDER_REJECTED,
    PRICE_STALE,
    CONNECTION_LOST,
    CONNECTION_RESTORED,
    STRATEGY_ERROR
  }

  /** Names that go over the wire. Stored: append only. */
  public enum Severity {
    INFO,
    WARNING,
    CRITICAL
  }

  /** What it is about. */
  public record Entity(Kind kind, String id) {
    /** Names that go over the wire. Stored: append only. */
    public enum Kind {
      USER,
      ORDER,
      SYMBOL,
      CONNECTION,
      STRATEGY
    }
  }

  /** The same, seen by somebody who has acknowledged it or not. */
  public Alert acknowledged(boolean done) {
    return new Alert(
        id, owner, type, severity, title, message, threshold, current, entity, createdAt, done);
  }
}
