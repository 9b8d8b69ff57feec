package dev.carillon.app.config;

import java.time.Duration;
import java.util.List;

/** The settings of the Desk API and its desk: a part of the table of all {@link Settings}. */
final class DeskSettings {
  static final Setting<Integer> SUBSCRIPTIONS =
      Setting.of(
          "CARILLON_DESK_SUBSCRIPTIONS",
          "50",
          Kind.integer(1, 10_000_000),
          "subscriptions that one socket of the Desk API may have");
  static final Setting<Integer> MESSAGES =
      Setting.of(
          "CARILLON_DESK_MESSAGES_PER_SECOND",
          "100",
          Kind.integer(1, 10_000_000),
          "messages that one socket of the Desk API may send a second");
  static final Setting<Integer> CONNECTS =
      Setting.of(
          "CARILLON_DESK_CONNECTS_PER_MINUTE",
          "10",
          Kind.integer(1, 10_000_000),
          "new sockets of the Desk API of one user a minute, and of one address without a good"
              + " token");
  static final Setting<Integer> REQUESTS =
      Setting.of(
          "CARILLON_DESK_REQUESTS_PER_MINUTE",
          "1000",
          Kind.integer(1, 10_000_000),
          "HTTP requests of one user to the Desk API a minute");
  static final Setting<Duration> HISTORY =
      Setting.of(
          "CARILLON_DESK_HISTORY",
          "3650d",
          Kind.duration(Duration.ofMinutes(1), Duration.ofDays(36_500)),
          "how long ended orders, closing trades and alerts of the desk can be asked for");
  static final Setting<Boolean> DEMO_WEEKEND =
      Setting.of(
          "CARILLON_DEMO_DESK_WEEKEND",
          "true",
          Kind.flag(),
          "whether the demo's desk trades day and night, the weekend too; false: in the real"
              + " sessions");

  /** In the order in which they are shown. */
  static final List<Setting<?>> ALL =
      List.of(SUBSCRIPTIONS, MESSAGES, CONNECTS, REQUESTS, HISTORY, DEMO_WEEKEND);

  private DeskSettings() {}
}
