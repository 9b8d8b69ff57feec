package dev.carillon.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.app.config.Config.Mode;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConfigTest {
  private static final String KEY = "qW7mZ1vT9xR4bN8cL2kJ6hG3fD5sA0pO";

  /** Another value for every setting; a setting that is missing here fails the test. */
  private static final Map<String, String> OTHERS =
      Map.ofEntries(
          Map.entry("WEBSOCKET_HOST", "127.0.0.1"),
          Map.entry("WEBSOCKET_PORT", "3001"),
          Map.entry("CARILLON_EXTRA_PORTS", "4001"),
          Map.entry("CARILLON_TRANSPORT", "nio"),
          Map.entry("CARILLON_EVENT_LOOPS", "3"),
          Map.entry("CARILLON_TLS_CERT", "cert.pem"),
          Map.entry("CARILLON_TLS_KEY", "key.pem"),
          Map.entry("TRUSTED_PROXIES", "10.0.0.0/8, 192.168.0.1"),
          Map.entry("CARILLON_PROXY_PORTS", "3443"),
          Map.entry("WEBSOCKET_ENABLED", "false"),
          Map.entry("WEBSOCKET_PING_INTERVAL", "5000"),
          Map.entry("WEBSOCKET_PING_TIMEOUT", "70s"),
          Map.entry("WEBSOCKET_AUTH_TIMEOUT", "5s"),
          Map.entry("WEBSOCKET_MAX_MESSAGE_SIZE", "64k"),
          Map.entry("CARILLON_OUTBOX_BYTES", "2m"),
          Map.entry("WEBSOCKET_ALLOWED_ORIGINS", "https://app.example.com"),
          Map.entry("LIMITS", "off"),
          Map.entry("WEBSOCKET_MAX_CONNECTIONS_PER_IP", "7"),
          Map.entry("CARILLON_MAX_CONNECTIONS_PER_USER", "8"),
          Map.entry("CARILLON_CONNECTS_PER_MINUTE", "9"),
          Map.entry("CARILLON_MAX_SUBSCRIPTIONS", "10"),
          Map.entry("CARILLON_MAX_CHANNELS", "12"),
          Map.entry("CARILLON_CHANNEL_ANSWER_TIMEOUT", "5s"),
          Map.entry("CARILLON_MESSAGES_PER_SECOND", "11"),
          Map.entry("CARILLON_MESSAGE_BURST", "1200"),
          Map.entry("CARILLON_USER_MESSAGES_PER_SECOND", "12"),
          Map.entry("CARILLON_USER_MESSAGE_BURST", "1300"),
          Map.entry("CARILLON_MAX_CONTENT", "100"),
          Map.entry("CARILLON_CHAT_EDIT_WINDOW", "1h"),
          Map.entry("AUTH_REFUSE", "handshake"),
          Map.entry("CARILLON_CHAT_JOIN_TIMEOUT", "30s"),
          Map.entry("CARILLON_CHAT_MESSAGES_PER_MINUTE", "61"),
          Map.entry("CARILLON_CHAT_JOINS_PER_MINUTE", "31"),
          Map.entry("CARILLON_CHAT_TYPING_PER_MINUTE", "11"),
          Map.entry("CARILLON_CHAT_OTHERS_PER_MINUTE", "121"),
          Map.entry("CARILLON_MAX_UPLOAD", "10m"),
          Map.entry("CARILLON_UPLOAD_QUOTA", "2g"),
          Map.entry("CARILLON_WEBHOOKS_TO_PRIVATE", "true"),
          Map.entry("CARILLON_EXCHANGE_CONNECTIONS_PER_IP", "11"),
          Map.entry("CARILLON_EXCHANGE_PUBLIC_SUBSCRIPTIONS", "101"),
          Map.entry("CARILLON_EXCHANGE_PRIVATE_SUBSCRIPTIONS", "51"),
          Map.entry("CARILLON_EXCHANGE_MESSAGES_PER_MINUTE", "1001"),
          Map.entry("CARILLON_EXCHANGE_REQUESTS_PER_MINUTE", "1002"),
          Map.entry("CARILLON_EXCHANGE_HISTORY", "1h"),
          Map.entry("CARILLON_EXCHANGE_KLINE_3D_ANCHOR", "1970-01-02"),
          Map.entry("CARILLON_JOURNAL_KEEP", "3g"),
          Map.entry("CARILLON_JOURNAL_SEGMENT", "2m"),
          Map.entry("CARILLON_DEMO_MARKETS", "false"),
          Map.entry("CARILLON_TICKS_WINDOW", "100ms"),
          Map.entry("CARILLON_TICKS_TOKENS", "3001"),
          Map.entry("CARILLON_TICKS_DAY_END", "17:00"),
          Map.entry("CARILLON_TICKS_ZONE", "America/New_York"),
          Map.entry("CARILLON_TICKS_INSTRUMENTS", "instruments.csv"),
          Map.entry("CARILLON_DEMO_TICKS", "false"),
          Map.entry("CARILLON_DESK_SUBSCRIPTIONS", "51"),
          Map.entry("CARILLON_DESK_MESSAGES_PER_SECOND", "101"),
          Map.entry("CARILLON_DESK_CONNECTS_PER_MINUTE", "11"),
          Map.entry("CARILLON_DESK_REQUESTS_PER_MINUTE", "1001"),
          Map.entry("CARILLON_DESK_HISTORY", "1h"),
          Map.entry("CARILLON_DEMO_DESK_WEEKEND", "false"),
          Map.entry("TOPICS_ACCESS_POLICY", "documented"),
          Map.entry("CARILLON_HISTORY", "audit.** 5 1h"),
          Map.entry("CARILLON_HISTORY_BYTES", "1k"),
          Map.entry("CARILLON_SIGNING_KEY", KEY + "x"),
          Map.entry("CARILLON_JWKS_URL", "https://id.example.com/jwks"),
          Map.entry("CARILLON_ISSUER", "example"),
          Map.entry("CARILLON_AUDIENCE", "realtime"),
          Map.entry("CARILLON_JWKS_ISSUER", "https://id.example.com"),
          Map.entry("CARILLON_JWKS_AUDIENCE", "them"),
          Map.entry("TOPICS_ACCESS_RULES", "audit.** admin server"),
          Map.entry("CARILLON_ACCESS_LOG", "off"),
          Map.entry("CARILLON_ACCESS_TOKEN_TTL", "1m"),
          Map.entry("CARILLON_REFRESH_TOKEN_TTL", "2d"),
          Map.entry("CARILLON_DATA", "/var/lib/carillon"),
          Map.entry("CARILLON_DATABASE_URL", "postgresql://db.example.com/carillon"),
          Map.entry("PUBSUB_ADAPTER", "redis"),
          Map.entry("PUBSUB_REDIS_URL", "rediss://redis.example.com:6380"),
          Map.entry("PUBSUB_REDIS_MODE", "single"),
          Map.entry("PUBSUB_REDIS_PREFIX", "blue"),
          Map.entry("PUBSUB_REDIS_REQUIRED", "true"),
          Map.entry("PUBSUB_DEGRADED", "wait"),
          Map.entry("CARILLON_LOG_FORMAT", "json"),
          Map.entry("CARILLON_LOG_LEVEL", "warn"),
          Map.entry("CARILLON_WARM_UP", "0"),
          Map.entry("CARILLON_DRAIN_WINDOW", "100ms"),
          Map.entry("CARILLON_SEED", "42"));

  private static Loaded load(Map<String, String> environment) {
    Map<String, String> all = new HashMap<>(Map.of("CARILLON_SIGNING_KEY", KEY));
    all.putAll(environment);
    return Config.from(Mode.SERVE, Map.of(), all, Map.of());
  }

  private static Loaded.Good good(Loaded loaded) {
    assertThat(loaded).isInstanceOf(Loaded.Good.class);
    return (Loaded.Good) loaded;
  }

  private static List<String> problems(Loaded loaded) {
    assertThat(loaded).isInstanceOf(Loaded.Bad.class);
    return ((Loaded.Bad) loaded).problems();
  }

  @Test
  void everyDefaultOfConnectionsIsAsDocumented() {
    Config config = good(load(Map.of())).config();

    assertThat(config.listening())
        .isEqualTo(
            new Config.Listening(
                "0.0.0.0",
                3000,
                List.of(4000, 8081),
                "auto",
                0,
                null,
                new Config.Proxies(List.of(), List.of())));
    assertThat(config.sockets())
        .isEqualTo(
            new Config.Sockets(
                true,
                Duration.ofSeconds(30),
                Duration.ofSeconds(60),
                Duration.ofSeconds(10),
                1_048_576,
                4 << 20,
                List.of()));
    assertThat(config.limits())
        .isEqualTo(
            new Config.Limits(
                true,
                100,
                100,
                600,
                1000,
                new Config.Messages(100, 200),
                new Config.Messages(500, 1000)));
  }

  @Test
  void everyDefaultOfTopicsAndTokensIsAsDocumented() {
    Config config = good(load(Map.of())).config();

    assertThat(config.phoenix()).isEqualTo(new Config.Phoenix(100, Duration.ofSeconds(30)));
    assertThat(config.chat())
        .isEqualTo(
            new Config.Chat(
                Duration.ofMinutes(5),
                "join",
                Duration.ofSeconds(60),
                new Config.ChatRates(60, 30, 10, 120),
                25 << 20,
                1L << 30,
                false));
    assertThat(config.exchange())
        .isEqualTo(
            new Config.Exchange(
                new Config.ExchangeLimits(10, 100, 50, 1_000, 1_000),
                Duration.ofDays(30),
                LocalDate.EPOCH,
                new Config.Journal(1L << 30, 64 << 20),
                true));
    assertThat(config.ticks())
        .isEqualTo(
            new Config.Ticks(
                Duration.ofMillis(250),
                3_000,
                LocalTime.of(6, 0),
                ZoneId.of("Asia/Kolkata"),
                null,
                true));
    assertThat(config.desk())
        .isEqualTo(
            new DeskRules(new DeskRules.Limits(50, 100, 10, 1_000), Duration.ofDays(3_650), true));
    assertThat(config.topics().accessPolicy()).isEqualTo("strict");
    assertThat(config.topics().history())
        .extracting(HistoryRule::pattern)
        .containsExactly("messages", "messages.channel.*", "messages.user.*", "notifications.**");
    assertThat(config.topics().history())
        .allMatch(rule -> rule.size() == 1000 && rule.ttl().equals(Duration.ofHours(24)));
    assertThat(config.topics().historyBytes()).isEqualTo(64 << 20);
    assertThat(config.topics().maxContentChars()).isEqualTo(4_000);
    assertThat(config.identity())
        .isEqualTo(
            new Config.Identity(
                new Secret(KEY),
                "carillon",
                "carillon",
                Duration.ofMinutes(15),
                Duration.ofDays(30),
                null));
  }

  @Test
  void everyDefaultOfTheProcessIsAsDocumented() {
    Config config = good(load(Map.of())).config();

    assertThat(config.operation())
        .isEqualTo(
            new Config.Operation(
                Path.of("data"),
                new Config.Logs("text", "info", true),
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                1));
  }

  @Test
  void everySettingReachesItsOwnComponent() {
    Map<String, @Nullable Object> defaults = leaves(good(load(Map.of())).config());
    Map<String, @Nullable Object> others = leaves(good(load(OTHERS)).config());
    Set<String> same =
        defaults.keySet().stream()
            .filter(others::containsKey)
            .filter(leaf -> Objects.equals(defaults.get(leaf), others.get(leaf)))
            .collect(Collectors.toSet());

    assertThat(same).containsExactly("mode");
    assertThat(OTHERS.keySet())
        .containsExactlyInAnyOrderElementsOf(Settings.ALL.stream().map(Setting::name).toList());
    for (Map.Entry<String, String> other : OTHERS.entrySet()) {
      if (!other.getKey().startsWith("CARILLON_TLS_")
          && !other.getKey().startsWith("CARILLON_JWKS_")
          && !other.getKey().equals("PUBSUB_ADAPTER")) {
        Map<String, @Nullable Object> changed =
            leaves(good(load(Map.of(other.getKey(), other.getValue()))).config());
        Set<String> differences = new HashSet<>();
        changed.forEach((leaf, value) -> {
          if (!Objects.equals(value, defaults.get(leaf))) {
            differences.add(leaf);
          }
        });
        // A chosen port also ends the extra ones.
        assertThat(differences)
            .as(other.getKey())
            .hasSize(other.getKey().equals("WEBSOCKET_PORT") ? 2 : 1);
      }
    }
  }

  /** The values of a record tree by their paths; null records have no parts. */
  private static Map<String, @Nullable Object> leaves(Record root) {
    Map<String, @Nullable Object> leaves = new HashMap<>();
    collect("", root, leaves);
    return leaves;
  }

  private static void collect(
      String path, @Nullable Object value, Map<String, @Nullable Object> leaves) {
    if (!(value instanceof Record) || !value.getClass().getName().contains(".Config")) {
      leaves.put(path, value);
      return;
    }
    for (RecordComponent component : value.getClass().getRecordComponents()) {
      String name = component.getName();
      try {
        collect(
            path.isEmpty() ? name : path + "." + name,
            component.getAccessor().invoke(value),
            leaves);
      } catch (ReflectiveOperationException problem) {
        throw new LinkageError(name, problem);
      }
    }
  }

  @Test
  void aLaterLayerWinsAndIsNamedAsTheSource() {
    Loaded.Good loaded =
        good(
            Config.from(
                Mode.DEMO,
                Map.of("WEBSOCKET_PORT", "1", "CARILLON_ISSUER", "file"),
                Map.of("WEBSOCKET_PORT", "2", "LIMITS", "off"),
                Map.of("WEBSOCKET_PORT", "3")));

    assertThat(loaded.config().listening().port()).isEqualTo(3);
    assertThat(loaded.settings())
        .contains(
            new Loaded.Effective("WEBSOCKET_PORT", "3", "3000", Source.FLAG),
            new Loaded.Effective("LIMITS", "off", "on", Source.ENVIRONMENT),
            new Loaded.Effective("CARILLON_ISSUER", "file", "carillon", Source.FILE),
            new Loaded.Effective("WEBSOCKET_HOST", "127.0.0.1", "0.0.0.0", Source.DEMO),
            new Loaded.Effective("WEBSOCKET_ENABLED", "true", "true", Source.DEFAULT));
  }

  @Test
  void aChosenPortIsTheOnlyOne() {
    assertThat(good(load(Map.of("WEBSOCKET_PORT", "3000"))).config().listening().extraPorts())
        .isEmpty();
    assertThat(
            good(load(Map.of("WEBSOCKET_PORT", "3000", "CARILLON_EXTRA_PORTS", "4000")))
                .config()
                .listening()
                .extraPorts())
        .containsExactly(4000);
  }

  @Test
  void allProblemsAreToldAtOnce() {
    assertThat(
            problems(
                load(
                    Map.of(
                        "WEBSOCKET_PORT", "70000",
                        "WEBSOCKET_PING_TIMEOUT", "30s",
                        "PUBSUB_ADAPTER", "nats",
                        "CARILLON_TRANSPORT", "quic",
                        "CARILLON_TLS_CERT", "cert.pem"))))
        .containsExactlyInAnyOrder(
            "WEBSOCKET_PORT: 70000 (expected: 0..65535)",
            "WEBSOCKET_PING_TIMEOUT: 30s (expected: longer than WEBSOCKET_PING_INTERVAL)",
            "PUBSUB_ADAPTER: nats (expected: one of memory, redis)",
            "CARILLON_TRANSPORT: quic (expected: one of auto, io_uring, epoll, nio)",
            "CARILLON_TLS_KEY: not set (expected: the key of CARILLON_TLS_CERT)");
  }

  @Test
  void severalNodesNeedOneDatabase() {
    assertThat(problems(load(Map.of("PUBSUB_ADAPTER", "redis"))))
        .containsExactly(
            "PUBSUB_ADAPTER: redis (expected: with CARILLON_DATABASE_URL: several nodes have one"
                + " database, PostgreSQL)");
  }

  @Test
  void severalNodesNeedOneKey() {
    Map<String, String> nodes =
        Map.of(
            "CARILLON_DATABASE_URL", "postgresql://db/carillon",
            "CARILLON_JWKS_URL", "https://id.example.com/jwks",
            "PUBSUB_ADAPTER", "redis");

    for (Mode mode : List.of(Mode.DEMO, Mode.SERVE)) {
      assertThat(problems(Config.from(mode, Map.of(), nodes, Map.of())))
          .containsExactly(
              "CARILLON_SIGNING_KEY: not set (expected: the same on all nodes, at least 32 bytes,"
                  + " made by: openssl rand -base64 32)");
    }
  }

  @Test
  void whereTheOthersAreIsReadAndNotShown() {
    Loaded.Good loaded =
        good(
            load(
                Map.of(
                    "CARILLON_DATABASE_URL", "postgresql://me:geheim@db/carillon",
                    "PUBSUB_ADAPTER", "redis",
                    "PUBSUB_REDIS_URL", "redis://:geheim@a:1, redis://:geheim@b:2",
                    "PUBSUB_DEGRADED", "wait")));

    assertThat(loaded.config().cluster())
        .isEqualTo(
            new ClusterRules(
                new Secret("postgresql://me:geheim@db/carillon"),
                true,
                new ClusterRules.Redis(
                    List.of(new Secret("redis://:geheim@a:1"), new Secret("redis://:geheim@b:2")),
                    "detected",
                    "carillon",
                    false,
                    false)));
    assertThat(loaded.toString()).doesNotContain("geheim");
  }

  @Test
  void theAddressOfSentinelsStaysWhole() {
    String sentinels = "redis-sentinel://a:26379,b:26379#master";
    Config config =
        good(load(
                Map.of(
                    "CARILLON_DATABASE_URL", "postgresql://db/carillon",
                    "PUBSUB_ADAPTER", "redis",
                    "PUBSUB_REDIS_URL", sentinels)))
            .config();

    assertThat(config.cluster().redis().addresses()).containsExactly(new Secret(sentinels));
  }

  @Test
  void anUnknownNameIsAProblemThatNamesTheNearest() {
    assertThat(
            problems(
                load(
                    Map.of(
                        "CARILLON_SINGING_KEY", "x",
                        "WEBSOCKET_PROT", "1",
                        "HOME", "/root",
                        "WEBSOCKET_URL", "ws://elsewhere",
                        "CARILLON_JAVA_OPTS", "-Xmx1g"))))
        .containsExactly(
            "CARILLON_SINGING_KEY: no such setting (expected: perhaps CARILLON_SIGNING_KEY)",
            "WEBSOCKET_PROT: no such setting (expected: perhaps WEBSOCKET_PORT)");
  }

  @Test
  void servingNeedsAKeyOrAKeySet() {
    Map<String, String> keySet = Map.of("CARILLON_JWKS_URL", "https://id.example.com/jwks");

    assertThat(problems(Config.from(Mode.SERVE, Map.of(), Map.of(), Map.of())))
        .singleElement()
        .asString()
        .startsWith("CARILLON_SIGNING_KEY: not set")
        .contains("openssl rand -base64 32");
    good(Config.from(Mode.SERVE, Map.of(), keySet, Map.of()));
    good(Config.from(Mode.DEMO, Map.of(), Map.of(), Map.of()));
  }

  @Test
  void whoLooksAfterWhatIsKeptNeedsNoKey() {
    Map<String, String> nodes =
        Map.of("CARILLON_DATABASE_URL", "postgresql://db/carillon", "PUBSUB_ADAPTER", "redis");

    good(Config.from(Mode.CARE, Map.of(), Map.of(), Map.of()));
    good(Config.from(Mode.CARE, Map.of(), nodes, Map.of()));
  }

  @Test
  void aWeakKeyIsRefusedAndNeverShown() {
    for (String weak : List.of("short-but-secret", "a".repeat(64))) {
      assertThat(problems(load(Map.of("CARILLON_SIGNING_KEY", weak))))
          .containsExactly(
              "CARILLON_SIGNING_KEY: *** (expected: at least 32 random bytes: openssl rand -base64 32)");
    }
  }

  @Test
  void secretsAreMasked() {
    Loaded.Good loaded = good(load(Map.of()));

    assertThat(loaded.settings())
        .contains(new Loaded.Effective("CARILLON_SIGNING_KEY", "***", "", Source.ENVIRONMENT));
    assertThat(loaded.toString()).doesNotContain(KEY);
  }

  @Test
  void theDemoStaysOnLoopback() {
    assertThat(
            problems(
                Config.from(Mode.DEMO, Map.of(), Map.of("WEBSOCKET_HOST", "0.0.0.0"), Map.of())))
        .singleElement()
        .asString()
        .startsWith("WEBSOCKET_HOST: 0.0.0.0 (expected: 127.0.0.1");
  }
}
