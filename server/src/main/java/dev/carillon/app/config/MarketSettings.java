package dev.carillon.app.config;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;

/** The settings of the Exchange API and its engine: a part of the table of all {@link Settings}. */
final class MarketSettings {
  static final Setting<Integer> CONNECTIONS =
      Setting.of(
          "CARILLON_EXCHANGE_CONNECTIONS_PER_IP",
          "10",
          Kind.integer(1, 10_000_000),
          "sockets of the Exchange API from one address");
  static final Setting<Integer> PUBLIC =
      Setting.of(
          "CARILLON_EXCHANGE_PUBLIC_SUBSCRIPTIONS",
          "100",
          Kind.integer(1, 10_000_000),
          "public channels that one socket of the Exchange API may subscribe to");
  static final Setting<Integer> PRIVATE =
      Setting.of(
          "CARILLON_EXCHANGE_PRIVATE_SUBSCRIPTIONS",
          "50",
          Kind.integer(1, 10_000_000),
          "private channels that one socket of the Exchange API may subscribe to");
  static final Setting<Integer> MESSAGES =
      Setting.of(
          "CARILLON_EXCHANGE_MESSAGES_PER_MINUTE",
          "1000",
          Kind.integer(1, 10_000_000),
          "messages that one socket of the Exchange API may send a minute");
  static final Setting<Integer> REQUESTS =
      Setting.of(
          "CARILLON_EXCHANGE_REQUESTS_PER_MINUTE",
          "1000",
          Kind.integer(1, 10_000_000),
          "HTTP requests of one account to the Exchange API a minute; without one, of one address");
  static final Setting<Duration> HISTORY =
      Setting.of(
          "CARILLON_EXCHANGE_HISTORY",
          "30d",
          Kind.duration(Duration.ofMinutes(1), Duration.ofDays(36_500)),
          "how long ended orders, fills and trades can be asked for; candles stay");
  static final Setting<LocalDate> KLINE_ANCHOR =
      Setting.of(
          "CARILLON_EXCHANGE_KLINE_3D_ANCHOR",
          "1970-01-01",
          Kind.date(),
          "a day on which a candle of three days opens; 1970-01-02: as Binance's BTCUSDT");
  static final Setting<Long> JOURNAL_KEPT =
      Setting.of(
          "CARILLON_JOURNAL_KEEP",
          "1g",
          Kind.largeSize(0, 1L << 50),
          "how much of the engine's journal is kept beyond what a start needs; and of the desk's");
  static final Setting<Integer> JOURNAL_SEGMENT =
      Setting.of(
          "CARILLON_JOURNAL_SEGMENT",
          "64m",
          Kind.size(1 << 20, 1 << 30),
          "the size of a file of the engine's and the desk's journals; one is always made ahead");
  static final Setting<Boolean> DEMO_MARKETS =
      Setting.of(
          "CARILLON_DEMO_MARKETS",
          "true",
          Kind.flag(),
          "whether the demo's markets and desk have a past, and go on; false: pairs and accounts");

  /** In the order in which they are shown. */
  static final List<Setting<?>> ALL =
      List.of(
          CONNECTIONS,
          PUBLIC,
          PRIVATE,
          MESSAGES,
          REQUESTS,
          HISTORY,
          KLINE_ANCHOR,
          JOURNAL_KEPT,
          JOURNAL_SEGMENT,
          DEMO_MARKETS);

  private MarketSettings() {}
}
