package dev.carillon.app.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * The table of all settings. The names that {@code docs/api/topics.md} documents are kept to the
 * letter; the others are ours.
 */
final class Settings {
  private static final Duration DAY = Duration.ofDays(1);

  static final Setting<String> HOST =
      Setting.of("WEBSOCKET_HOST", "0.0.0.0", Kind.text("an address"), "address to listen on");
  static final Setting<Integer> PORT =
      Setting.of(
          "WEBSOCKET_PORT",
          "3000",
          Kind.integer(0, 65_535),
          "the port; when set, the only one. 0: any free one");
  static final Setting<List<Integer>> EXTRA_PORTS =
      Setting.of(
          "CARILLON_EXTRA_PORTS",
          "4000,8081",
          Kind.listOf(Kind.integer(0, 65_535)),
          "further ports that serve the same; a taken one is only a warning");
  static final Setting<String> TRANSPORT =
      Setting.of(
          "CARILLON_TRANSPORT",
          "auto",
          Kind.oneOf("auto", "io_uring", "epoll", "nio"),
          "how sockets are served; auto: the best that the kernel allows");
  static final Setting<Integer> EVENT_LOOPS =
      Setting.of(
          "CARILLON_EVENT_LOOPS", "0", Kind.integer(0, 256), "event loops; 0: one per processor");
  static final Setting<Path> TLS_CERT =
      Setting.of("CARILLON_TLS_CERT", "", Kind.path(), "certificate chain as a PEM file");
  static final Setting<Path> TLS_KEY =
      Setting.of("CARILLON_TLS_KEY", "", Kind.path(), "its private key as a PEM file");
  static final Setting<List<String>> TRUSTED_PROXIES =
      Setting.of(
          "TRUSTED_PROXIES",
          "",
          Kind.listOf(Kind.text("an address or network such as 10.0.0.0/8")),
          "whose X-Forwarded-For is believed");
  static final Setting<List<Integer>> PROXY_PORTS =
      Setting.of(
          "CARILLON_PROXY_PORTS",
          "",
          Kind.listOf(Kind.integer(0, 65_535)),
          "further ports where every connection must begin with a PROXY protocol header");

  static final Setting<Boolean> ENABLED =
      Setting.of("WEBSOCKET_ENABLED", "true", Kind.flag(), "whether WebSockets are served at all");
  static final Setting<Duration> PING_INTERVAL =
      Setting.of(
          "WEBSOCKET_PING_INTERVAL",
          "30000",
          Kind.duration(Duration.ofMillis(100), DAY),
          "how often the server pings");
  static final Setting<Duration> PING_TIMEOUT =
      Setting.of(
          "WEBSOCKET_PING_TIMEOUT",
          "60000",
          Kind.duration(Duration.ofMillis(200), DAY),
          "a connection that was silent for so long is closed");
  static final Setting<Duration> AUTH_TIMEOUT =
      Setting.of(
          "WEBSOCKET_AUTH_TIMEOUT",
          "10000",
          Kind.duration(Duration.ofMillis(100), DAY),
          "a connection must authenticate within it");
  static final Setting<Integer> MAX_MESSAGE_SIZE =
      Setting.of(
          "WEBSOCKET_MAX_MESSAGE_SIZE",
          "1048576",
          Kind.size(1_024, 64 << 20),
          "the largest message a client may send");
  static final Setting<Integer> OUTBOX_BYTES =
      Setting.of(
          "CARILLON_OUTBOX_BYTES",
          "4m",
          Kind.size(64 << 10, 1 << 30),
          "what may wait for one reader before it counts as too slow");
  static final Setting<List<String>> ALLOWED_ORIGINS =
      Setting.of(
          "WEBSOCKET_ALLOWED_ORIGINS",
          "",
          Kind.listOf(
              Kind.text("an origin such as https://app.example.com or https://*.example.com")),
          "pages that may connect; empty: those of this server's own address");

  static final Setting<Boolean> LIMITS =
      Setting.of("LIMITS", "on", Kind.flag(), "off: no rate, subscription or connection limit");
  static final Setting<Integer> CONNECTIONS_PER_IP =
      Setting.of(
          "WEBSOCKET_MAX_CONNECTIONS_PER_IP",
          "100",
          Kind.integer(1, 10_000_000),
          "connections of one address");
  static final Setting<Integer> CONNECTIONS_PER_USER =
      Setting.of(
          "CARILLON_MAX_CONNECTIONS_PER_USER",
          "100",
          Kind.integer(1, 10_000_000),
          "connections of one user");
  static final Setting<Integer> CONNECTS_PER_MINUTE =
      Setting.of(
          "CARILLON_CONNECTS_PER_MINUTE",
          "600",
          Kind.integer(1, 10_000_000),
          "new connections of one address a minute");
  static final Setting<Integer> SUBSCRIPTIONS =
      Setting.of(
          "CARILLON_MAX_SUBSCRIPTIONS",
          "1000",
          Kind.integer(1, 10_000_000),
          "subscriptions of one connection");
  static final Setting<Integer> MAX_CHANNELS =
      Setting.of(
          "CARILLON_MAX_CHANNELS",
          "100",
          Kind.integer(1, 100_000),
          "channels that one Phoenix socket may join");
  static final Setting<Duration> CHANNEL_ANSWER_TIMEOUT =
      Setting.of(
          "CARILLON_CHANNEL_ANSWER_TIMEOUT",
          "30s",
          Kind.duration(Duration.ofMillis(100), DAY),
          "a Phoenix join, or a push that others wait for, is answered with an error after so long");
  static final Setting<Integer> MESSAGES_PER_SECOND =
      Setting.of(
          "CARILLON_MESSAGES_PER_SECOND",
          "100",
          Kind.integer(1, 10_000_000),
          "messages that one connection may send a second, on average");
  static final Setting<Integer> MESSAGE_BURST =
      Setting.of(
          "CARILLON_MESSAGE_BURST",
          "200",
          Kind.integer(1, 10_000_000),
          "messages that one connection may send at once");
  static final Setting<Integer> USER_MESSAGES_PER_SECOND =
      Setting.of(
          "CARILLON_USER_MESSAGES_PER_SECOND",
          "500",
          Kind.integer(1, 10_000_000),
          "messages that all connections of one user may send a second, on average");
  static final Setting<Integer> USER_MESSAGE_BURST =
      Setting.of(
          "CARILLON_USER_MESSAGE_BURST",
          "1000",
          Kind.integer(1, 10_000_000),
          "messages that all connections of one user may send at once");

  static final Setting<String> ACCESS_POLICY =
      Setting.of(
          "TOPICS_ACCESS_POLICY",
          "strict",
          Kind.oneOf("strict", "documented"),
          "documented: any user may read and publish nearly every topic");
  static final Setting<List<AccessRule>> ACCESS_RULES =
      Setting.of(
          "TOPICS_ACCESS_RULES",
          "",
          Kind.listOf(AccessRule.KIND),
          "who may subscribe and publish where, instead of the policy's rules; the first that matches"
              + " counts");
  static final Setting<List<HistoryRule>> HISTORY =
      Setting.of(
          "CARILLON_HISTORY",
          "messages 1000 24h, messages.channel.* 1000 24h, messages.user.* 1000 24h, "
              + "notifications.** 1000 24h",
          Kind.listOf(HistoryRule.KIND),
          "which topics keep how many events for how long; the first rule that matches counts");
  static final Setting<Integer> HISTORY_BYTES =
      Setting.of(
          "CARILLON_HISTORY_BYTES",
          "64m",
          Kind.size(0, Integer.MAX_VALUE),
          "memory for the history of all topics");
  static final Setting<Integer> MAX_CONTENT =
      Setting.of(
          "CARILLON_MAX_CONTENT",
          "4000",
          Kind.integer(1, 1_000_000),
          "characters that the content of a stored message may have");

  static final Setting<String> SIGNING_KEY =
      Setting.secret(
          "CARILLON_SIGNING_KEY",
          Kind.text("at least 32 bytes, for example of: openssl rand -base64 32"),
          "signs and checks tokens (HS256); the bytes are those of the text itself");
  static final Setting<URI> JWKS_URL =
      Setting.of(
          "CARILLON_JWKS_URL",
          "",
          Kind.url("https", "http"),
          "where the keys of tokens made by others are");
  static final Setting<String> ISSUER =
      Setting.of("CARILLON_ISSUER", "carillon", Kind.text("a name"), "the iss of tokens made here");
  static final Setting<String> AUDIENCE =
      Setting.of(
          "CARILLON_AUDIENCE", "carillon", Kind.text("a name"), "the aud of tokens made here");
  static final Setting<String> JWKS_ISSUER =
      Setting.of(
          "CARILLON_JWKS_ISSUER", "", Kind.text("a name"), "the iss of tokens made by others");
  static final Setting<String> JWKS_AUDIENCE =
      Setting.of(
          "CARILLON_JWKS_AUDIENCE", "", Kind.text("a name"), "the aud of tokens made by others");
  static final Setting<Duration> ACCESS_TOKEN_TTL =
      Setting.of(
          "CARILLON_ACCESS_TOKEN_TTL",
          "15m",
          Kind.duration(Duration.ofSeconds(1), DAY),
          "how long an access token is good");
  static final Setting<Duration> REFRESH_TOKEN_TTL =
      Setting.of(
          "CARILLON_REFRESH_TOKEN_TTL",
          "30d",
          Kind.duration(Duration.ofMinutes(1), Duration.ofDays(365)),
          "how long a refresh token is good, and with it a login that is not renewed");
  static final Setting<Path> DATA =
      Setting.of("CARILLON_DATA", "data", Kind.path(), "the folder of everything that is kept");
  static final Setting<String> LOG_FORMAT =
      Setting.of(
          "CARILLON_LOG_FORMAT", "text", Kind.oneOf("text", "json"), "the form of log lines");
  static final Setting<String> LOG_LEVEL =
      Setting.of(
          "CARILLON_LOG_LEVEL",
          "info",
          Kind.oneOf("debug", "info", "warn", "error"),
          "the least that is logged");
  static final Setting<Boolean> ACCESS_LOG =
      Setting.of(
          "CARILLON_ACCESS_LOG", "true", Kind.flag(), "one line for each HTTP request and upgrade");
  static final Setting<Duration> WARM_UP =
      Setting.of(
          "CARILLON_WARM_UP",
          "1s",
          Kind.duration(Duration.ZERO, Duration.ofMinutes(1)),
          "how long the server exercises itself before it is ready");
  static final Setting<Duration> DRAIN_WINDOW =
      Setting.of(
          "CARILLON_DRAIN_WINDOW",
          "2s",
          Kind.duration(Duration.ZERO, Duration.ofSeconds(8)),
          "over which connections are closed when the server stops");
  static final Setting<Long> SEED =
      Setting.of(
          "CARILLON_SEED", "1", Kind.number(0, Long.MAX_VALUE / 2), "of the demo's simulation");

  /** Those that are named here, in the order {@code ./carillon config} prints them. */
  private static final List<Setting<?>> COMMON =
      List.of(
          HOST,
          PORT,
          EXTRA_PORTS,
          TRANSPORT,
          EVENT_LOOPS,
          TLS_CERT,
          TLS_KEY,
          TRUSTED_PROXIES,
          PROXY_PORTS,
          ENABLED,
          PING_INTERVAL,
          PING_TIMEOUT,
          AUTH_TIMEOUT,
          MAX_MESSAGE_SIZE,
          OUTBOX_BYTES,
          ALLOWED_ORIGINS,
          LIMITS,
          CONNECTIONS_PER_IP,
          CONNECTIONS_PER_USER,
          CONNECTS_PER_MINUTE,
          SUBSCRIPTIONS,
          MAX_CHANNELS,
          CHANNEL_ANSWER_TIMEOUT,
          MESSAGES_PER_SECOND,
          MESSAGE_BURST,
          USER_MESSAGES_PER_SECOND,
          USER_MESSAGE_BURST,
          ACCESS_POLICY,
          ACCESS_RULES,
          HISTORY,
          HISTORY_BYTES,
          MAX_CONTENT,
          SIGNING_KEY,
          JWKS_URL,
          ISSUER,
          AUDIENCE,
          JWKS_ISSUER,
          JWKS_AUDIENCE,
          ACCESS_TOKEN_TTL,
          REFRESH_TOKEN_TTL,
          DATA,
          LOG_FORMAT,
          LOG_LEVEL,
          ACCESS_LOG,
          WARM_UP,
          DRAIN_WINDOW,
          SEED);

  /** In the order {@code ./carillon config} prints them. */
  static final List<Setting<?>> ALL =
      Stream.of(
              COMMON,
              ClusterSettings.ALL,
              ChatSettings.ALL,
              MarketSettings.ALL,
              TickSettings.ALL,
              DeskSettings.ALL)
          .flatMap(List::stream)
          .toList();

  private Settings() {}
}
