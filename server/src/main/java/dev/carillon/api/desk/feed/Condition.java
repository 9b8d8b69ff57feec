package dev.carillon.api.desk.feed;

/**
 * How a component of the server is.
 *
 * @param message what is wrong, for a person; empty: nothing
 */
public record Condition(Health health, String message) {
  /** It works. */
  public static final Condition HEALTHY = new Condition(Health.HEALTHY, "");

  /** This server is set up without it. */
  public static final Condition NOT_CONFIGURED = new Condition(Health.NOT_CONFIGURED, "");

  /** The names go over the wire. */
  public enum Health {
    HEALTHY,
    DEGRADED,
    DOWN,
    NOT_CONFIGURED
  }
}
