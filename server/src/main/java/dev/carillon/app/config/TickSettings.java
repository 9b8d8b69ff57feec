package dev.carillon.app.config;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;

/** The settings of the Ticks API: a part of the table of all {@link Settings}. */
final class TickSettings {
  static final Setting<Duration> WINDOW =
      Setting.of(
          "CARILLON_TICKS_WINDOW",
          "250ms",
          Kind.duration(Duration.ofMillis(10), Duration.ofMinutes(1)),
          "a client of the Ticks API hears of a token at most once in so much time");
  static final Setting<Integer> TOKENS =
      Setting.of(
          "CARILLON_TICKS_TOKENS",
          "3000",
          Kind.integer(1, 10_000_000),
          "tokens that one connection of the Ticks API may subscribe to");
  static final Setting<LocalTime> DAY_END =
      Setting.of(
          "CARILLON_TICKS_DAY_END",
          "06:00",
          Kind.timeOfDay(),
          "when a trading day ends: access tokens expire, the day's figures begin anew");
  static final Setting<ZoneId> ZONE =
      Setting.of(
          "CARILLON_TICKS_ZONE", "Asia/Kolkata", Kind.zone(), "on whose clocks it is that time");
  static final Setting<Path> INSTRUMENTS =
      Setting.of(
          "CARILLON_TICKS_INSTRUMENTS",
          "",
          Kind.path(),
          "a CSV list of instruments that is read at each start");
  static final Setting<Boolean> DEMO_TICKS =
      Setting.of(
          "CARILLON_DEMO_TICKS",
          "true",
          Kind.flag(),
          "whether the demo's instruments are there and tick");

  /** In the order in which they are shown. */
  static final List<Setting<?>> ALL =
      List.of(WINDOW, TOKENS, DAY_END, ZONE, INSTRUMENTS, DEMO_TICKS);

  private TickSettings() {}
}
