package dev.carillon.api.exchange;

import java.util.Arrays;
import java.util.Optional;

/** The document's channels. */
enum Channel {
  TICKER("ticker", false),
  ORDERBOOK("orderbook", false),
  TRADES("trades", false),
  KLINE("kline", false),
  ACCOUNT("account", true),
  ORDERS("orders", true),
  USER_TRADES("user_trades", true);

  private final String word;
  private final boolean isPrivate;

  Channel(String word, boolean isPrivate) {
    this.word = word;
    this.isPrivate = isPrivate;
  }

  /** As it is called on the wire. */
  String word() {
    return word;
  }

  /** Whether it is about the user who listens. */
  boolean isPrivate() {
    return isPrivate;
  }

  static Optional<Channel> of(String word) {
    return Arrays.stream(values()).filter(channel -> channel.word.equals(word)).findFirst();
  }
}
