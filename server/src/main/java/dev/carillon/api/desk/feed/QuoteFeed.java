package dev.carillon.api.desk.feed;

import dev.carillon.api.desk.format.QuoteJson;
import dev.carillon.core.bus.Payload;
import dev.carillon.core.limit.Conflation;
import dev.carillon.core.topic.Topic;
import dev.carillon.desk.DeskView;
import dev.carillon.desk.quote.QuoteState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The quotes of all symbols, each once in a window at most. On the desk's thread. */
final class QuoteFeed {
  private static final Topic TOPIC = Channel.MARKET_DATA.topic();

  private final Publisher publisher;
  private final long windowMillis;
  private final Map<String, Told> told = new LinkedHashMap<>();

  /** The newest quote of a symbol, and when it may be told. */
  private static final class Told {
    QuoteState newest;
    final Conflation window;

    Told(QuoteState newest, long windowMillis) {
      this.newest = newest;
      this.window = new Conflation(windowMillis);
    }
  }

  QuoteFeed(Publisher publisher, long windowMillis) {
    this.publisher = publisher;
    this.windowMillis = windowMillis;
  }

  void changed(QuoteState quote) {
    if (!publisher.isHeard(TOPIC)) {
      return;
    }
    Told known = told.get(quote.symbol().name());
    if (known == null) {
      known = new Told(quote, windowMillis);
      told.put(quote.symbol().name(), known);
    }
    known.newest = quote;
    known.window.touch();
  }

  long dueMillis() {
    long due = Long.MAX_VALUE;
    for (Told quote : told.values()) {
      due = Math.min(due, quote.window.dueMillis());
    }
    return due;
  }

  void flush(long nowMillis) {
    if (!told.isEmpty() && !publisher.isHeard(TOPIC)) {
      told.clear();
    }
    for (Told quote : told.values()) {
      if (quote.window.take(nowMillis)) {
        publisher.publish(
            TOPIC,
            Channel.MARKET_DATA,
            tags(quote.newest),
            message(quote.newest, nowMillis),
            nowMillis);
      }
    }
  }

  private static Tags tags(QuoteState quote) {
    String symbol = quote.symbol().name();
    return new Tags(symbol, symbol, null, null);
  }

  private Payload message(QuoteState quote, long nowMillis) {
    return publisher.message(
        Channel.MARKET_DATA, nowMillis, json -> QuoteJson.members(json, quote));
  }

  List<Payload> snapshot(DeskView view, Filter filter, long nowMillis) {
    return view.quotes().stream()
        .filter(quote -> filter.accepts(tags(quote)))
        .map(quote -> message(quote, nowMillis))
        .toList();
  }
}
