package dev.carillon.api.exchange.feed;

import dev.carillon.api.exchange.feed.Publisher.Head;
import dev.carillon.api.exchange.format.BookJson;
import dev.carillon.core.bus.Payload;
import dev.carillon.core.topic.Topic;
import dev.carillon.market.MarketView;
import dev.carillon.market.data.BookChecksum;
import dev.carillon.market.data.BookSide;
import dev.carillon.market.data.BookSnapshot;
import dev.carillon.market.data.BookUpdate;
import dev.carillon.market.data.BookView;
import dev.carillon.market.model.Pair;
import org.jspecify.annotations.Nullable;

/**
 * One pair's book at one depth: its updates, once for all who hear them. On the engine's thread.
 */
final class BookFeed {
  private static final String CHANNEL = "orderbook";

  private final Publisher publisher;
  private final Pair pair;
  private final int depth;
  private final Topic topic;
  private final BookView view;
  private final String idPrefix;
  private boolean touched;
  private long heardMillis;

  /** The last snapshot, which is good for all who ask until something changes. */
  private @Nullable Payload snapshot;

  /**
   * What the market's book holds now.
   *
   * @param sequence not less than any that was given out before
   */
  BookFeed(Publisher publisher, MarketView market, int depth, long sequence) {
    this.publisher = publisher;
    this.pair = market.pair();
    this.depth = depth;
    this.topic = new Stream.Book(pair.symbol(), depth).topic();
    this.idPrefix = "b-" + publisher.epoch() + "-" + pair.symbol() + "-" + depth + "-";
    BookChecksum checksum = new BookChecksum(pair.scale().tickUnits(), pair.scale().lotUnits());
    this.view = new BookView(depth, sequence, checksum, market);
  }

  int depth() {
    return depth;
  }

  /** Of the last update. */
  long sequence() {
    return view.sequence();
  }

  void touched(BookSide side, long priceTicks) {
    touched = true;
    view.touched(side, priceTicks);
  }

  /** Tells what has changed since the last time. */
  void refresh(MarketView market, long nowMillis) {
    if (touched) {
      touched = false;
      boolean isHeard = publisher.isHeard(topic);
      boolean changed =
          view.refresh(
              market,
              update -> {
                if (isHeard) {
                  publish(update, nowMillis);
                }
              });
      if (changed) {
        snapshot = null;
      }
    }
  }

  private void publish(BookUpdate update, long nowMillis) {
    Head head = new Head(idPrefix + update.sequence(), "orderbook_update", CHANNEL, nowMillis);
    publisher.publish(
        topic,
        head,
        null,
        publisher.message(head, json -> BookJson.update(json, pair, update, nowMillis)));
  }

  /** What was published so far, in one. */
  Payload snapshot(@Nullable String reason, long nowMillis) {
    Payload known = snapshot;
    if (reason == null && known != null) {
      return known;
    }
    Head head = new Head(publisher.nextId(), "orderbook_snapshot", CHANNEL, nowMillis);
    BookJson.Stream stream = new BookJson.Stream(depth, publisher.epoch(), reason);
    Payload made =
        publisher.message(
            head, json -> BookJson.snapshot(json, pair, view.snapshot(), stream, nowMillis));
    if (reason == null) {
      snapshot = made;
    }
    return made;
  }

  /** What was published so far. */
  BookSnapshot snapshot() {
    return view.snapshot();
  }

  /** Whether nobody has listened for so long. */
  boolean isForgotten(long nowMillis, long lingerMillis) {
    if (publisher.isHeard(topic)) {
      heardMillis = nowMillis;
    }
    return nowMillis - heardMillis > lingerMillis;
  }
}
