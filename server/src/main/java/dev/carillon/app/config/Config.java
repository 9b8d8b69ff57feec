package dev.carillon.app.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All settings of the process as one tree of values that were checked. */
public record Config(
    Mode mode,
    Listening listening,
    Sockets sockets,
    Limits limits,
    Topics topics,
    Phoenix phoenix,
    Chat chat,
    Exchange exchange,
    Ticks ticks,
    DeskRules desk,
    Identity identity,
    ClusterRules cluster,
    Operation operation) {

  /** The two ways to start. */
  public enum Mode {
    /** For a newcomer: loopback only, demo users, a key of its own. */
    DEMO,
    /** For real. */
    SERVE,
    /** Nothing is served: for those who look after what a server keeps. */
    CARE
  }

  /**
   * Where connections come in.
   *
   * @param extraPorts serve the same as {@code port}; none once a port was chosen
   * @param eventLoops 0: one per processor
   * @param tls null: plain connections
   */
  public record Listening(
      String host,
      int port,
      List<Integer> extraPorts,
      String transport,
      int eventLoops,
      @Nullable Tls tls,
      Proxies proxies) {}

  /** PEM files. */
  public record Tls(Path certificates, Path key) {}

  /**
   * What stands between clients and us.
   *
   * @param trusted addresses and networks whose X-Forwarded-For is believed
   * @param ports where every connection begins with a PROXY protocol header
   */
  public record Proxies(List<String> trusted, List<Integer> ports) {}

  /** Of every WebSocket. */
  public record Sockets(
      boolean enabled,
      Duration pingInterval,
      Duration pingTimeout,
      Duration authTimeout,
      int maxMessageBytes,
      int outboxBytes,
      List<String> allowedOrigins) {}

  /**
   * What one client may use.
   *
   * @param on false: none of the others counts
   */
  public record Limits(
      boolean on,
      int connectionsPerAddress,
      int connectionsPerUser,
      int connectsPerMinute,
      int subscriptions,
      Messages ofConnection,
      Messages ofUser) {}

  /** How many messages may be sent: on average, and at once. */
  public record Messages(int perSecond, int burst) {}

  /**
   * Of the Topics API.
   *
   * @param accessPolicy {@code strict} or {@code documented}
   * @param accessRules instead of those of the policy; empty: those of the policy
   * @param historyBytes memory for the history of all topics
   * @param maxContentChars of a stored message
   */
  public record Topics(
      String accessPolicy,
      List<AccessRule> accessRules,
      List<HistoryRule> history,
      int historyBytes,
      int maxContentChars) {}

  /**
   * Of the Chat API.
   *
   * @param editWindow how long a message may be edited; zero: never
   * @param refuseAt {@code join} or {@code handshake}: where a client without a good token is
   *     refused
   * @param joinTimeout how long a socket without a good token may stay without a channel
   * @param maxUploadBytes of one file
   * @param uploadQuotaBytes of all files of one user
   * @param webhooksToPrivate whether webhooks may call addresses that are not public
   */
  public record Chat(
      Duration editWindow,
      String refuseAt,
      Duration joinTimeout,
      ChatRates perMinute,
      int maxUploadBytes,
      long uploadQuotaBytes,
      boolean webhooksToPrivate) {}

  /**
   * What one user may do in the chat in a minute.
   *
   * @param messages sent to one channel
   * @param joins of channels
   * @param typing indicators in one channel
   * @param others other pushes to one channel
   */
  public record ChatRates(int messages, int joins, int typing, int others) {}

  /**
   * Of the Exchange API and its engine.
   *
   * @param kept how long ended orders, fills and trades are kept
   * @param threeDayAnchor a day on which a candle of three days opens
   * @param demoMarkets whether the demo's pairs have a past and people who trade
   */
  public record Exchange(
      ExchangeLimits limits,
      Duration kept,
      LocalDate threeDayAnchor,
      Journal journal,
      boolean demoMarkets) {}

  /**
   * Of the engine's journal.
   *
   * @param keptBytes beyond what a start needs
   * @param segmentBytes of each of its files
   */
  public record Journal(long keptBytes, int segmentBytes) {}

  /** What one address or one socket of the Exchange API may use. */
  public record ExchangeLimits(
      int connectionsPerAddress,
      int publicSubscriptions,
      int privateSubscriptions,
      int messagesPerMinute,
      int requestsPerMinute) {}

  /**
   * Of the Ticks API.
   *
   * @param dayEnd when a trading day ends, on the clocks of {@code zone}
   * @param instruments a CSV list; null: none
   * @param demo whether the demo has instruments that tick
   */
  public record Ticks(
      Duration window,
      int tokens,
      LocalTime dayEnd,
      ZoneId zone,
      @Nullable Path instruments,
      boolean demo) {}

  /** Of Phoenix sockets. */
  public record Phoenix(int maxChannels, Duration answerTimeout) {}

  /**
   * Who may come in.
   *
   * @param signingKey null in the demo: it keeps one in the data folder
   * @param foreign null: only tokens made here are good
   */
  public record Identity(
      @Nullable Secret signingKey,
      String issuer,
      String audience,
      Duration accessTokenTtl,
      Duration refreshTokenTtl,
      @Nullable Foreign foreign) {}

  /**
   * Somebody else who makes tokens.
   *
   * @param jwks where the keys are
   * @param issuer null: not checked
   * @param audience null: not checked
   */
  public record Foreign(URI jwks, @Nullable String issuer, @Nullable String audience) {}

  /** Of the process. */
  public record Operation(Path data, Logs logs, Duration warmUp, Duration drainWindow, long seed) {}

  /**
   * What is logged.
   *
   * @param format {@code text} or {@code json}
   * @param level the least that is logged
   * @param access whether each HTTP request is
   */
  public record Logs(String format, String level, boolean access) {}

  /**
   * Reads the settings; each map has texts by name.
   *
   * @param flags of the command line, under the names of the settings that they stand for
   */
  public static Loaded from(
      Mode mode,
      Map<String, String> file,
      Map<String, String> environment,
      Map<String, String> flags) {
    List<Layer> said =
        List.of(
            new Layer(Source.FILE, file),
            new Layer(Source.ENVIRONMENT, environment),
            new Layer(Source.FLAG, flags));
    List<Layer> layers = new ArrayList<>();
    if (said.stream().anyMatch(layer -> layer.values().containsKey(Settings.PORT.name()))) {
      layers.add(new Layer(Source.DEFAULT, Map.of(Settings.EXTRA_PORTS.name(), "")));
    }
    if (mode == Mode.DEMO) {
      layers.add(new Layer(Source.DEMO, DemoSettings.VALUES));
    }
    layers.addAll(said);
    ConfigReader reader = new ConfigReader(layers);
    Config config = read(mode, reader);
    ConfigRules.check(config, reader);
    List<String> problems = reader.problems();
    return problems.isEmpty()
        ? new Loaded.Good(config, reader.effective())
        : new Loaded.Bad(problems, reader.effective());
  }

  private static Config read(Mode mode, ConfigReader reader) {
    return new Config(
        mode,
        listening(reader),
        sockets(reader),
        limits(reader),
        new Topics(
            reader.read(Settings.ACCESS_POLICY),
            reader.read(Settings.ACCESS_RULES),
            reader.read(Settings.HISTORY),
            reader.read(Settings.HISTORY_BYTES),
            reader.read(Settings.MAX_CONTENT)),
        new Phoenix(
            reader.read(Settings.MAX_CHANNELS), reader.read(Settings.CHANNEL_ANSWER_TIMEOUT)),
        chat(reader),
        exchange(reader),
        ticks(reader),
        DeskRules.from(reader),
        identity(reader),
        ClusterRules.from(reader),
        operation(reader));
  }

  private static Chat chat(ConfigReader reader) {
    return new Chat(
        reader.read(ChatSettings.EDIT_WINDOW),
        reader.read(ChatSettings.AUTH_REFUSE),
        reader.read(ChatSettings.JOIN_TIMEOUT),
        new ChatRates(
            reader.read(ChatSettings.MESSAGES),
            reader.read(ChatSettings.JOINS),
            reader.read(ChatSettings.TYPING),
            reader.read(ChatSettings.OTHERS)),
        reader.read(ChatSettings.MAX_UPLOAD),
        reader.read(ChatSettings.UPLOAD_QUOTA),
        reader.read(ChatSettings.WEBHOOKS_TO_PRIVATE));
  }

  private static Exchange exchange(ConfigReader reader) {
    return new Exchange(
        new ExchangeLimits(
            reader.read(MarketSettings.CONNECTIONS),
            reader.read(MarketSettings.PUBLIC),
            reader.read(MarketSettings.PRIVATE),
            reader.read(MarketSettings.MESSAGES),
            reader.read(MarketSettings.REQUESTS)),
        reader.read(MarketSettings.HISTORY),
        reader.read(MarketSettings.KLINE_ANCHOR),
        new Journal(
            reader.read(MarketSettings.JOURNAL_KEPT), reader.read(MarketSettings.JOURNAL_SEGMENT)),
        reader.read(MarketSettings.DEMO_MARKETS));
  }

  private static Ticks ticks(ConfigReader reader) {
    return new Ticks(
        reader.read(TickSettings.WINDOW),
        reader.read(TickSettings.TOKENS),
        reader.read(TickSettings.DAY_END),
        reader.read(TickSettings.ZONE),
        reader.readOptional(TickSettings.INSTRUMENTS),
        reader.read(TickSettings.DEMO_TICKS));
  }

  private static Listening listening(ConfigReader reader) {
    Path certificates = reader.readOptional(Settings.TLS_CERT);
    Path key = reader.readOptional(Settings.TLS_KEY);
    if (certificates != null && key == null) {
      reader.problem(Settings.TLS_KEY, "the key of CARILLON_TLS_CERT");
    } else if (certificates == null && key != null) {
      reader.problem(Settings.TLS_CERT, "the certificates of CARILLON_TLS_KEY");
    }
    return new Listening(
        reader.read(Settings.HOST),
        reader.read(Settings.PORT),
        reader.read(Settings.EXTRA_PORTS),
        reader.read(Settings.TRANSPORT),
        reader.read(Settings.EVENT_LOOPS),
        certificates == null || key == null ? null : new Tls(certificates, key),
        new Proxies(reader.read(Settings.TRUSTED_PROXIES), reader.read(Settings.PROXY_PORTS)));
  }

  private static Sockets sockets(ConfigReader reader) {
    return new Sockets(
        reader.read(Settings.ENABLED),
        reader.read(Settings.PING_INTERVAL),
        reader.read(Settings.PING_TIMEOUT),
        reader.read(Settings.AUTH_TIMEOUT),
        reader.read(Settings.MAX_MESSAGE_SIZE),
        reader.read(Settings.OUTBOX_BYTES),
        reader.read(Settings.ALLOWED_ORIGINS));
  }

  private static Limits limits(ConfigReader reader) {
    return new Limits(
        reader.read(Settings.LIMITS),
        reader.read(Settings.CONNECTIONS_PER_IP),
        reader.read(Settings.CONNECTIONS_PER_USER),
        reader.read(Settings.CONNECTS_PER_MINUTE),
        reader.read(Settings.SUBSCRIPTIONS),
        new Messages(
            reader.read(Settings.MESSAGES_PER_SECOND), reader.read(Settings.MESSAGE_BURST)),
        new Messages(
            reader.read(Settings.USER_MESSAGES_PER_SECOND),
            reader.read(Settings.USER_MESSAGE_BURST)));
  }

  private static Identity identity(ConfigReader reader) {
    String key = reader.readOptional(Settings.SIGNING_KEY);
    URI jwks = reader.readOptional(Settings.JWKS_URL);
    return new Identity(
        key == null ? null : new Secret(key),
        reader.read(Settings.ISSUER),
        reader.read(Settings.AUDIENCE),
        reader.read(Settings.ACCESS_TOKEN_TTL),
        reader.read(Settings.REFRESH_TOKEN_TTL),
        jwks == null
            ? null
            : new Foreign(
                jwks,
                reader.readOptional(Settings.JWKS_ISSUER),
                reader.readOptional(Settings.JWKS_AUDIENCE)));
  }

  private static Operation operation(ConfigReader reader) {
    return new Operation(
        reader.read(Settings.DATA),
        new Logs(
            reader.read(Settings.LOG_FORMAT),
            reader.read(Settings.LOG_LEVEL),
            reader.read(Settings.ACCESS_LOG)),
        reader.read(Settings.WARM_UP),
        reader.read(Settings.DRAIN_WINDOW),
        reader.read(Settings.SEED));
  }
}
