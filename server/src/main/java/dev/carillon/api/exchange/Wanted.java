package dev.carillon.api.exchange;

import dev.carillon.api.exchange.feed.Stream;
import dev.carillon.api.exchange.feed.Wish;
import dev.carillon.api.exchange.format.Depths;
import dev.carillon.api.exchange.format.ExchangeError;
import dev.carillon.api.exchange.format.Fault;
import dev.carillon.api.exchange.format.Pairs;
import dev.carillon.api.exchange.format.Parsed;
import dev.carillon.json.JsonException;
import dev.carillon.json.JsonObject;
import dev.carillon.json.JsonWriter;
import dev.carillon.market.data.Interval;
import dev.carillon.market.model.Pair;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a client wants to hear, as understood.
 *
 * @param symbol null: of all pairs; only on private channels
 * @param interval of candles; else null
 * @param depth of books; else 0
 * @param recent how many past trades
 * @param resumeFrom the last private event it has, or null
 */
record Wanted(
    Channel channel,
    @Nullable String symbol,
    @Nullable Interval interval,
    int depth,
    int recent,
    @Nullable Long resumeFrom) {
  private static final int MAX_RECENT = 100;

  /** What makes two subscriptions the same: a connection has one depth of a pair (row O). */
  record Key(Channel channel, @Nullable String symbol, @Nullable Interval interval) {}

  Key key() {
    return new Key(channel, symbol, interval);
  }

  /** Reads the parameters of a {@code subscribe}. */
  static Parsed<Wanted> read(JsonObject params, Pairs pairs) {
    return switch (channel(params)) {
      case Parsed.Bad<Channel>(var fault) -> new Parsed.Bad<>(fault);
      case Parsed.Good<Channel>(var channel) -> read(channel, params, pairs);
    };
  }

  private static Parsed<Wanted> read(Channel channel, JsonObject params, Pairs pairs) {
    if (channel.isPrivate() && !params.has("symbol")) {
      return Parsed.by(() -> read(channel, null, params));
    }
    return switch (pairs.of(params)) {
      case Parsed.Bad<Pair>(var fault) -> new Parsed.Bad<>(fault);
      case Parsed.Good<Pair>(var pair) -> Parsed.by(() -> read(channel, pair.symbol(), params));
    };
  }

  /** What is not the channel's is left out: the samples send all they have. */
  private static Wanted read(Channel channel, @Nullable String symbol, JsonObject params) {
    boolean hasTrades = channel == Channel.TRADES || channel == Channel.USER_TRADES;
    return new Wanted(
        channel,
        symbol,
        channel == Channel.KLINE ? interval(params) : null,
        channel == Channel.ORDERBOOK ? depth(params) : 0,
        hasTrades ? params.optionalInteger("recent", 0, MAX_RECENT).orElse(0L).intValue() : 0,
        channel.isPrivate()
            ? params.optionalInteger("resume_from", 0, Long.MAX_VALUE).orElse(null)
            : null);
  }

  /** The channel that is meant. */
  static Parsed<Channel> channel(JsonObject params) {
    String word;
    try {
      word = params.optionalString("channel").orElse("");
    } catch (JsonException e) {
      return new Parsed.Bad<>(Fault.of(ExchangeError.INVALID_CHANNEL, Fault.issue(e)));
    }
    String shown = word.length() <= 64 ? word : word.substring(0, 64);
    return Channel.of(word)
        .<Parsed<Channel>>map(Parsed.Good::new)
        .orElseGet(() ->
            new Parsed.Bad<>(
                Fault.of(
                    ExchangeError.INVALID_CHANNEL,
                    word.isEmpty()
                        ? "Parameter 'channel' is required"
                        : "Channel '" + shown + "' does not exist")));
  }

  private static int depth(JsonObject params) {
    long depth =
        params
            .optionalInteger("depth", Integer.MIN_VALUE, Integer.MAX_VALUE)
            .orElse((long) Depths.DEFAULT);
    if (!Depths.isOne(depth)) {
      throw params.mismatch("depth", Depths.ISSUE);
    }
    return (int) depth;
  }

  /** A minute, if none is named (row P). */
  static Interval interval(JsonObject params) {
    return params
        .optionalString("interval")
        .map(label ->
            Interval.of(label)
                .orElseThrow(() ->
                    params.mismatch(
                        "interval",
                        Arrays.stream(Interval.values())
                            .map(Interval::label)
                            .collect(Collectors.joining(", ", "must be one of ", "")))))
        .orElse(Interval.ONE_MINUTE);
  }

  /**
   * Where it is published.
   *
   * @param owner who listens; only private channels need it
   */
  Stream stream(String owner) {
    String of = symbol == null ? "" : symbol;
    return switch (channel) {
      case TICKER -> new Stream.Ticker(of);
      case ORDERBOOK -> new Stream.Book(of, depth);
      case TRADES -> new Stream.Trades(of);
      case KLINE -> new Stream.Kline(of, interval == null ? Interval.ONE_MINUTE : interval);
      case ACCOUNT -> new Stream.Account(owner);
      case ORDERS -> new Stream.Orders(owner);
      case USER_TRADES -> new Stream.UserTrades(owner);
    };
  }

  Wish wish() {
    return new Wish(recent, resumeFrom, channel.isPrivate() ? symbol : null, null);
  }

  /** The parameters as understood. */
  void write(JsonWriter json) {
    json.beginObject().field("channel", channel.word());
    if (symbol != null) {
      json.field("symbol", symbol);
    }
    if (interval != null) {
      json.field("interval", interval.label());
    }
    if (depth != 0) {
      json.field("depth", depth);
    }
    if (recent != 0) {
      json.field("recent", recent);
    }
    if (resumeFrom != null) {
      json.field("resume_from", resumeFrom);
    }
    json.endObject();
  }
}
