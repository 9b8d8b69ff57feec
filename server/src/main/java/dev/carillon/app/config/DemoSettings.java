package dev.carillon.app.config;

import java.util.Map;

/** What {@code ./carillon demo} takes instead of the defaults. */
final class DemoSettings {
  static final Map<String, String> VALUES =
      Map.of(
          Settings.HOST.name(), "127.0.0.1",
          Settings.DATA.name(), "data/demo",
          Settings.ALLOWED_ORIGINS.name(), "localhost, 127.0.0.1, [::1]",
          Settings.ACCESS_LOG.name(), "false",
          ChatSettings.WEBHOOKS_TO_PRIVATE.name(), "true",
          MarketSettings.HISTORY.name(), "1d",
          MarketSettings.JOURNAL_KEPT.name(), "64m",
          MarketSettings.JOURNAL_SEGMENT.name(), "16m",
          Settings.WARM_UP.name(), "0");

  private DemoSettings() {}
}
