package dev.carillon.app.config;

import java.time.Duration;
import java.util.List;

/**
 * The settings of the Chat API, its files and webhooks: a part of the table of all {@link
 * Settings}.
 */
final class ChatSettings {
  private static final Duration DAY = Duration.ofDays(1);

  static final Setting<Duration> EDIT_WINDOW =
      Setting.of(
          "CARILLON_CHAT_EDIT_WINDOW",
          "5m",
          Kind.duration(Duration.ZERO, DAY.multipliedBy(3_650)),
          "how long a chat message may be edited; 0: never");
  static final Setting<String> AUTH_REFUSE =
      Setting.of(
          "AUTH_REFUSE",
          "join",
          Kind.oneOf("join", "handshake"),
          "where the chat refuses a token that is not good: each join, or the handshake with 403");
  static final Setting<Duration> JOIN_TIMEOUT =
      Setting.of(
          "CARILLON_CHAT_JOIN_TIMEOUT",
          "60s",
          Kind.duration(Duration.ofMillis(100), DAY),
          "a Phoenix socket without a good token is closed after so long without a channel");
  static final Setting<Integer> MESSAGES =
      Setting.of(
          "CARILLON_CHAT_MESSAGES_PER_MINUTE",
          "60",
          Kind.integer(1, 10_000_000),
          "chat messages that one user may send to one channel a minute");
  static final Setting<Integer> JOINS =
      Setting.of(
          "CARILLON_CHAT_JOINS_PER_MINUTE",
          "30",
          Kind.integer(1, 10_000_000),
          "chat channels that one user may join a minute");
  static final Setting<Integer> TYPING =
      Setting.of(
          "CARILLON_CHAT_TYPING_PER_MINUTE",
          "10",
          Kind.integer(1, 10_000_000),
          "typing indicators that one user may send to one channel a minute");
  static final Setting<Integer> OTHERS =
      Setting.of(
          "CARILLON_CHAT_OTHERS_PER_MINUTE",
          "120",
          Kind.integer(1, 10_000_000),
          "other pushes that one user may send to one chat channel a minute");
  static final Setting<Integer> MAX_UPLOAD =
      Setting.of(
          "CARILLON_MAX_UPLOAD",
          "25m",
          Kind.size(1_024, 1 << 30),
          "the largest file that may be uploaded to the chat");
  static final Setting<Long> UPLOAD_QUOTA =
      Setting.of(
          "CARILLON_UPLOAD_QUOTA",
          "1g",
          Kind.largeSize(0, 1L << 50),
          "what all files that one user uploaded to the chat may take");
  static final Setting<Boolean> WEBHOOKS_TO_PRIVATE =
      Setting.of(
          "CARILLON_WEBHOOKS_TO_PRIVATE",
          "false",
          Kind.flag(),
          "whether webhooks may call addresses that are not public: this machine, its network");

  /** In the order in which they are shown. */
  static final List<Setting<?>> ALL =
      List.of(
          EDIT_WINDOW,
          AUTH_REFUSE,
          JOIN_TIMEOUT,
          MESSAGES,
          JOINS,
          TYPING,
          OTHERS,
          MAX_UPLOAD,
          UPLOAD_QUOTA,
          WEBHOOKS_TO_PRIVATE);

  private ChatSettings() {}
}
