package dev.carillon.api.exchange.feed;

import dev.carillon.api.exchange.feed.Publisher.Head;
import dev.carillon.api.exchange.format.MarketJson;
import dev.carillon.core.bus.Payload;
import dev.carillon.core.limit.Conflation;
import dev.carillon.core.topic.Topic;
import dev.carillon.market.MarketView;
import dev.carillon.market.book.Side;
import dev.carillon.market.data.Candle;
import dev.carillon.market.data.Interval;
import dev.carillon.market.model.Pair;
import dev.carillon.market.model.Trade;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One pair's ticker, trades and candles. On the engine's thread. */
final class MarketFeed {
  private final String symbol;
  private final Publisher publisher;
  private final int recentTrades;
  private final ArrayDeque<Trade> recent = new ArrayDeque<>();
  private final Topic trades;
  private final Topic ticker;
  private final Conflation tickerDue;
  private final Map<Interval, Kline> klines = new EnumMap<>(Interval.class);
  private long bid;
  private long ask;

  /** The candles of one interval: where they are told, and when. */
  private record Kline(Interval interval, Topic topic, Conflation due) {}

  MarketFeed(String symbol, Publisher publisher, FeedSettings settings) {
    this.symbol = symbol;
    this.publisher = publisher;
    this.recentTrades = settings.recentTrades();
    trades = new Stream.Trades(symbol).topic();
    ticker = new Stream.Ticker(symbol).topic();
    tickerDue = new Conflation(settings.tickerMillis());
    for (Interval interval : Interval.values()) {
      Topic topic = new Stream.Kline(symbol, interval).topic();
      klines.put(interval, new Kline(interval, topic, new Conflation(settings.klineMillis())));
    }
  }

  String symbol() {
    return symbol;
  }

  void traded(Trade trade) {
    recent.addLast(trade);
    if (recent.size() > recentTrades) {
      recent.removeFirst();
    }
    tickerDue.touch();
    klines.values().forEach(kline -> kline.due().touch());
    if (publisher.isHeard(trades)) {
      publisher.publish(trades, head(trade), null, message(trade));
    }
  }

  private Head head(Trade trade) {
    return new Head("t-" + symbol + "-" + trade.id(), "trade", "trades", trade.timeMillis());
  }

  private Payload message(Trade trade) {
    return publisher.message(head(trade), json -> MarketJson.trade(json, trade));
  }

  /**
   * The newest trades, oldest first.
   *
   * @param past what the history knows of them, newest first
   */
  List<Payload> recent(int count, List<Trade> past) {
    List<Trade> found = new ArrayList<>();
    for (Iterator<Trade> newest = recent.descendingIterator();
        newest.hasNext() && found.size() < count; ) {
      found.add(newest.next());
    }
    long first = recent.isEmpty() ? Long.MAX_VALUE : recent.getFirst().id();
    past.stream()
        .filter(trade -> trade.id() < first)
        .limit(count - found.size())
        .forEach(found::add);
    return found.reversed().stream().map(this::message).toList();
  }

  /** A candle is complete: it is told at once, and a slow reader never misses it. */
  void closed(Pair pair, Candle candle, long nowMillis) {
    Kline kline = klines.get(candle.interval());
    if (kline != null) {
      kline.due().clear();
      publish(kline.topic(), pair, candle, nowMillis);
    }
    if (candle.interval() == Interval.ONE_MINUTE) {
      // The window of the 24 hours has moved on.
      tickerDue.touch();
    }
  }

  private Head head(String type, String channel, long nowMillis) {
    return new Head(publisher.nextId(), type, channel, nowMillis);
  }

  /** The book is uncrossed: a best price that is another now belongs into the ticker. */
  void looked(MarketView market) {
    long newBid = market.bestPrice(Side.BUY);
    long newAsk = market.bestPrice(Side.SELL);
    if (newBid != bid || newAsk != ask) {
      bid = newBid;
      ask = newAsk;
      tickerDue.touch();
    }
  }

  /** Publishes what is due. */
  void flush(MarketView market, long nowMillis) {
    if (publisher.isHeard(ticker) && tickerDue.take(nowMillis)) {
      Head head = head("ticker", "ticker", nowMillis);
      publisher.publish(ticker, head, null, tickerMessage(head, market));
    }
    for (Kline kline : klines.values()) {
      if (publisher.isHeard(kline.topic()) && kline.due().take(nowMillis)) {
        market
            .candle(kline.interval())
            .ifPresent(candle -> publish(kline.topic(), market.pair(), candle, nowMillis));
      }
    }
  }

  /** Of two open candles a slow reader may miss the older; a closed one is never missed. */
  private void publish(Topic topic, Pair pair, Candle candle, long nowMillis) {
    if (publisher.isHeard(topic)) {
      Head head = head("kline", "kline", nowMillis);
      publisher.publish(
          topic,
          head,
          candle.closed() ? "closed " + candle.openTime() : null,
          publisher.message(head, json -> MarketJson.candle(json, pair, candle)));
    }
  }

  private Payload tickerMessage(Head head, MarketView market) {
    return publisher.message(head, json -> MarketJson.ticker(json, market, head.timeMillis()));
  }

  /** The last 24 hours as they are now, for one who begins to listen. */
  Payload ticker(MarketView market, long nowMillis) {
    if (publisher.isHeardByOne(ticker)) {
      tickerDue.told(nowMillis);
    }
    return tickerMessage(head("ticker", "ticker", nowMillis), market);
  }

  /** The candle that is open, for one who begins to listen; none before the first trade. */
  List<Payload> candle(MarketView market, Interval interval, long nowMillis) {
    Kline kline = klines.get(interval);
    Optional<Candle> open = market.candle(interval);
    if (kline != null && open.isPresent() && publisher.isHeardByOne(kline.topic())) {
      kline.due().told(nowMillis);
    }
    return open.stream()
        .map(candle ->
            publisher.message(
                head("kline", "kline", nowMillis),
                json -> MarketJson.candle(json, market.pair(), candle)))
        .toList();
  }

  /** When {@link #flush} has something to publish. */
  long dueMillis() {
    long due = publisher.isHeard(ticker) ? tickerDue.dueMillis() : Long.MAX_VALUE;
    for (Kline kline : klines.values()) {
      if (publisher.isHeard(kline.topic())) {
        due = Math.min(due, kline.due().dueMillis());
      }
    }
    return due;
  }
}
