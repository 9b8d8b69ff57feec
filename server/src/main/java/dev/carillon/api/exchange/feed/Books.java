package dev.carillon.api.exchange.feed;

import dev.carillon.market.EngineView;
import dev.carillon.market.MarketView;
import dev.carillon.market.book.Side;
import dev.carillon.market.data.BookSide;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * The books that somebody listens to, by pair and depth. Made when the first wants one, dropped a
 * while after the last has gone. On the engine's thread.
 */
final class Books {
  private static final long SWEEP_MILLIS = 1_000;

  private final Publisher publisher;
  private final long lingerMillis;
  private final Map<String, List<BookFeed>> bySymbol = new HashMap<>();

  /** The last sequence of books that were dropped. */
  private final Map<Stream.Book, Long> dropped = new HashMap<>();

  private final long firstSequence;
  private long sweptMillis;

  /**
   * @param firstSequence larger than any that the server gave out before it started anew
   */
  Books(Publisher publisher, long lingerMillis, long firstSequence) {
    this.publisher = publisher;
    this.lingerMillis = lingerMillis;
    this.firstSequence = firstSequence;
  }

  void levelChanged(String symbol, Side side, long price) {
    List<BookFeed> books = bySymbol.get(symbol);
    if (books != null) {
      BookSide bookSide = side == Side.BUY ? BookSide.BIDS : BookSide.ASKS;
      for (BookFeed book : books) {
        book.touched(bookSide, price);
      }
    }
  }

  /** The book of a market at a depth, from now on. */
  BookFeed open(MarketView market, int depth) {
    String symbol = market.pair().symbol();
    List<BookFeed> books = bySymbol.computeIfAbsent(symbol, _ -> new ArrayList<>(2));
    for (BookFeed book : books) {
      if (book.depth() == depth) {
        return book;
      }
    }
    Long last = dropped.remove(new Stream.Book(symbol, depth));
    BookFeed made = new BookFeed(publisher, market, depth, last == null ? firstSequence : last + 1);
    books.add(made);
    return made;
  }

  /** All commands have been told: books are uncrossed. */
  void refresh(EngineView view, long nowMillis) {
    bySymbol.forEach((symbol, books) -> {
      if (!books.isEmpty()) {
        view.market(symbol)
            .ifPresent(market -> {
              for (BookFeed book : books) {
                book.refresh(market, nowMillis);
              }
            });
      }
    });
    if (nowMillis - sweptMillis >= SWEEP_MILLIS) {
      sweptMillis = nowMillis;
      bySymbol.forEach((symbol, books) -> sweep(symbol, books, nowMillis));
    }
  }

  private void sweep(String symbol, List<BookFeed> books, long nowMillis) {
    for (Iterator<BookFeed> all = books.iterator(); all.hasNext(); ) {
      BookFeed book = all.next();
      if (book.isForgotten(nowMillis, lingerMillis)) {
        all.remove();
        dropped.put(new Stream.Book(symbol, book.depth()), book.sequence());
      }
    }
  }

  /** How many are kept. */
  int size() {
    return bySymbol.values().stream().mapToInt(List::size).sum();
  }
}
