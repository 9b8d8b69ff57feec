package dev.carillon.api.exchange.feed;

import dev.carillon.core.topic.Topic;
import dev.carillon.market.data.Interval;

/** Something that one can subscribe to; each has its topic. */
public sealed interface Stream {
  /** The space of this API's topics. */
  String SPACE = "exchange";

  /** The last 24 hours of a pair. */
  record Ticker(String symbol) implements Stream {}

  /** The executions of a pair. */
  record Trades(String symbol) implements Stream {}

  /** The candles of a pair. */
  record Kline(String symbol, Interval interval) implements Stream {}

  /** The best levels of a pair's book. */
  record Book(String symbol, int depth) implements Stream {}

  /** Something that concerns one account alone. */
  sealed interface Private extends Stream {
    /** The user whose account it is. */
    String owner();
  }

  /** What becomes of an account's orders. */
  record Orders(String owner) implements Private {}

  /** An account's own executions. */
  record UserTrades(String owner) implements Private {}

  /** An account's balances. */
  record Account(String owner) implements Private {}

  /** Where it is published. */
  default Topic topic() {
    return Topic.of(
        SPACE,
        switch (this) {
          case Ticker(var symbol) -> "ticker." + symbol;
          case Trades(var symbol) -> "trades." + symbol;
          case Kline(var symbol, var interval) -> "kline." + symbol + "." + interval.label();
          case Book(var symbol, var depth) -> "book." + symbol + "." + depth;
          case Orders(var owner) -> "orders." + owner;
          case UserTrades(var owner) -> "user_trades." + owner;
          case Account(var owner) -> "account." + owner;
        });
  }
}
