package dev.carillon.app;

import dev.carillon.api.chat.ChatApi;
import dev.carillon.api.chat.ChatApiSettings;
import dev.carillon.api.chat.ChatApiSettings.RefuseAt;
import dev.carillon.api.desk.DeskSettings;
import dev.carillon.api.exchange.ExchangeApi;
import dev.carillon.api.exchange.ExchangeSettings;
import dev.carillon.api.topics.AccessPolicy;
import dev.carillon.api.topics.AccessRule;
import dev.carillon.api.topics.TopicsApi;
import dev.carillon.api.topics.TopicsSettings;
import dev.carillon.app.config.Config;
import dev.carillon.app.config.Config.Mode;
import dev.carillon.app.config.DeskRules;
import dev.carillon.chat.ChatSettings;
import dev.carillon.core.hub.HistoryRule;
import dev.carillon.core.limit.Rate;
import dev.carillon.core.topic.TopicPattern;
import dev.carillon.gate.GateLimits;
import dev.carillon.gate.Origins;
import dev.carillon.gate.TrustedProxies;
import dev.carillon.protocol.phoenix.PhoenixSettings;
import dev.carillon.protocol.phoenix.longpoll.LongPollSettings;
import dev.carillon.wire.TlsFiles;
import dev.carillon.wire.http.HttpLimits;
import dev.carillon.wire.http.ServerSettings;
import dev.carillon.wire.socket.WebSocketSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The settings as each part wants them. What a part does not accept is an {@link
 * IllegalArgumentException} whose message is for whoever set it.
 */
final class Translation {
  private static final int DEFLATE_LEVEL = 6;
  private static final Duration MESSAGE_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  private Translation() {}

  static WebSocketSettings webSockets(Config.Sockets sockets) {
    return new WebSocketSettings(
        sockets.maxMessageBytes(),
        DEFLATE_LEVEL,
        sockets.pingInterval(),
        sockets.pingTimeout(),
        MESSAGE_TIMEOUT,
        CLOSE_TIMEOUT);
  }

  static ServerSettings server(Config config) {
    Config.Tls tls = config.listening().tls();
    Origins origins = Origins.allowing(config.sockets().allowedOrigins());
    return new ServerSettings(
        HttpLimits.DEFAULT,
        tls == null ? null : new TlsFiles(tls.certificates(), tls.key()),
        config.mode() == Mode.DEMO ? origins.andLocal() : origins,
        TrustedProxies.of(config.listening().proxies().trusted()));
  }

  static GateLimits gate(Config.Limits limits, long descriptors, int processors) {
    return limits.on()
        ? GateLimits.fitting(descriptors, processors)
            .perAddress(limits.connectionsPerAddress(), limits.connectsPerMinute())
        : GateLimits.OFF;
  }

  static TopicsSettings topics(Config config) {
    return new TopicsSettings(
        policy(config.topics()),
        config.sockets().authTimeout(),
        config.sockets().outboxBytes(),
        limits(config.limits()),
        config.topics().maxContentChars());
  }

  static ChatApiSettings chat(Config config) {
    Config.ChatRates rates = config.chat().perMinute();
    return new ChatApiSettings(
        RefuseAt.valueOf(config.chat().refuseAt().toUpperCase(Locale.ROOT)),
        config.chat().joinTimeout(),
        config.limits().on()
            ? new ChatApiSettings.Limits(
                config.limits().connectionsPerUser(),
                rates.messages(),
                rates.joins(),
                rates.typing(),
                rates.others())
            : null);
  }

  static ChatSettings chatRules(Config config) {
    ChatSettings standard = ChatSettings.DEFAULT;
    return new ChatSettings(
        Math.toIntExact(config.chat().editWindow().toSeconds()),
        standard.maxContentChars(),
        standard.maxAttachments(),
        standard.maxEmoji(),
        standard.eventsKept(),
        standard.eventDays());
  }

  static ExchangeSettings exchange(Config config) {
    Config.ExchangeLimits limits = config.exchange().limits();
    return new ExchangeSettings(
        config.sockets().outboxBytes(),
        config.limits().on()
            ? new ExchangeSettings.Limits(
                limits.publicSubscriptions(),
                limits.privateSubscriptions(),
                limits.connectionsPerAddress(),
                Rate.perMinute(limits.messagesPerMinute()),
                ExchangeSettings.Limits.DEFAULTS.badTokens())
            : ExchangeSettings.Limits.OFF);
  }

  /** Null: as many as one likes. */
  static @Nullable Rate exchangeRequests(Config config) {
    return config.limits().on()
        ? Rate.perMinute(config.exchange().limits().requestsPerMinute())
        : null;
  }

  static DeskSettings desk(Config config) {
    DeskRules.Limits limits = config.desk().limits();
    return new DeskSettings(
        config.sockets().outboxBytes(),
        config.limits().on()
            ? new DeskSettings.Limits(
                limits.subscriptions(),
                Rate.perSecond(limits.messagesPerSecond()),
                Rate.perMinute(limits.connectsPerMinute()))
            : DeskSettings.Limits.OFF);
  }

  /** Null: as many as one likes. */
  static @Nullable Rate deskRequests(Config config) {
    return config.limits().on() ? Rate.perMinute(config.desk().limits().requestsPerMinute()) : null;
  }

  static PhoenixSettings phoenix(Config config) {
    boolean limited = config.limits().on();
    return new PhoenixSettings(
        limited ? config.phoenix().maxChannels() : Integer.MAX_VALUE,
        config.sockets().outboxBytes(),
        PhoenixSettings.DEFAULTS.maxWaiting(),
        PhoenixSettings.DEFAULTS.maxWaitingBytes(),
        config.phoenix().answerTimeout(),
        limited ? rate(config.limits().ofConnection()) : null);
  }

  static LongPollSettings longPoll(Config config) {
    Config.Limits limits = config.limits();
    LongPollSettings defaults = LongPollSettings.DEFAULTS;
    return limits.on()
        ? new LongPollSettings(
            defaults.window(),
            defaults.maxSessions(),
            limits.connectionsPerAddress(),
            Rate.perMinute(limits.connectsPerMinute()))
        : new LongPollSettings(defaults.window(), defaults.maxSessions(), Integer.MAX_VALUE, null);
  }

  /** What is kept of what this node tells. */
  static List<HistoryRule> history() {
    return List.of(ChatApi.historyRule(), ExchangeApi.historyRule());
  }

  /** What is kept of what is published to topics. */
  static List<HistoryRule> history(Config.Topics topics) {
    List<HistoryRule> rules = new ArrayList<>();
    topics
        .history()
        .forEach(rule -> {
          TopicPattern pattern = TopicPattern.parse(TopicsApi.SPACE, rule.pattern());
          if (pattern == null) {
            throw new IllegalArgumentException(
                "CARILLON_HISTORY: " + rule.pattern() + " (expected: a topic pattern)");
          }
          rules.add(new HistoryRule(pattern, rule.size(), rule.ttl().toMillis()));
        });
    return rules;
  }

  private static AccessPolicy policy(Config.Topics topics) {
    if (!topics.accessRules().isEmpty()) {
      return AccessPolicy.of(
          topics.accessRules().stream()
              .map(
                  rule -> new AccessRule(rule.topics(), who(rule.subscribe()), who(rule.publish())))
              .toList());
    }
    return topics.accessPolicy().equals("documented")
        ? AccessPolicy.documented()
        : AccessPolicy.strict();
  }

  private static AccessRule.Who who(String word) {
    return AccessRule.Who.valueOf(word.toUpperCase(Locale.ROOT));
  }

  private static TopicsSettings.Limits limits(Config.Limits limits) {
    return limits.on()
        ? new TopicsSettings.Limits(
            limits.connectionsPerUser(),
            limits.subscriptions(),
            rate(limits.ofConnection()),
            rate(limits.ofUser()))
        : TopicsSettings.Limits.OFF;
  }

  private static @Nullable Rate rate(Config.Messages messages) {
    return Rate.of(messages.perSecond(), Duration.ofSeconds(1), messages.burst());
  }
}
