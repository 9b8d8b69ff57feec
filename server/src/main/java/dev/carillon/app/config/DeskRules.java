package dev.carillon.app.config;

import java.time.Duration;

/**
 * Of the Desk API and its desk.
 *
 * @param kept how long ended orders, closing trades and alerts are kept
 * @param demoWeekend whether the demo's desk trades day and night, the weekend too
 */
public record DeskRules(Limits limits, Duration kept, boolean demoWeekend) {

  /** What one user or one socket may use. */
  public record Limits(
      int subscriptions, int messagesPerSecond, int connectsPerMinute, int requestsPerMinute) {}

  static DeskRules from(ConfigReader reader) {
    return new DeskRules(
        new Limits(
            reader.read(DeskSettings.SUBSCRIPTIONS),
            reader.read(DeskSettings.MESSAGES),
            reader.read(DeskSettings.CONNECTS),
            reader.read(DeskSettings.REQUESTS)),
        reader.read(DeskSettings.HISTORY),
        reader.read(DeskSettings.DEMO_WEEKEND));
  }
}
