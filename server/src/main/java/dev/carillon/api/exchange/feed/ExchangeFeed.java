package dev.carillon.api.exchange.feed;

import dev.carillon.api.exchange.format.Pairs;
import dev.carillon.core.bus.Offset;
import dev.carillon.core.bus.Payload;
import dev.carillon.core.hub.Hub;
import dev.carillon.core.hub.Interest;
import dev.carillon.engine.EngineFeed;
import dev.carillon.market.EngineView;
import dev.carillon.market.MarketView;
import dev.carillon.market.book.Side;
import dev.carillon.market.data.BookSnapshot;
import dev.carillon.market.data.Interval;
import dev.carillon.market.history.MarketHistory;
import dev.carillon.market.model.MarketEvent;
import dev.carillon.market.model.MarketEvent.CandleClosed;
import dev.carillon.market.model.MarketEvent.PairChanged;
import dev.carillon.market.model.MarketEvent.Traded;
import dev.carillon.market.model.Pair;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Turns what the engine does into the messages of this API. On the engine's thread, but for {@link
 * #interest()}, {@link #pairs()}, {@link #epoch()} and {@link #past}.
 *
 * <p>Trades and private events are told as they happen; books at the end of a batch, as what is
 * different since the last; tickers and open candles once in their time.
 */
public final class ExchangeFeed implements EngineFeed {
  private final Hub hub;
  private final FeedSettings settings;
  private final MarketHistory history;
  private final Interest interest = new Interest();
  private final Pairs pairs = new Pairs();
  private final Publisher publisher;
  private final PrivateFeed accounts;
  private final Books books;
  private final Map<String, MarketFeed> markets = new HashMap<>();

  /** The pairs whose levels have changed in this batch. */
  private final Set<String> touched = new HashSet<>();

  private long nowMillis;
  private boolean holds;

  /**
   * @param history knows what was before the feed's own memory begins
   * @param life names this node in this life, as no other one was ever named
   * @param startMillis when the server started, milliseconds since 1970: later than at its last
   *     start
   */
  public ExchangeFeed(
      Hub hub, FeedSettings settings, MarketHistory history, String life, long startMillis) {
    this.hub = hub;
    this.settings = settings;
    this.history = history;
    this.publisher = new Publisher(hub, interest, life);
    this.accounts = new PrivateFeed(publisher, settings);
    // In microseconds: no book changes so often that the next start would begin below its last.
    this.books = new Books(publisher, settings.bookLingerMillis(), startMillis * 1_000);
  }

  /** Who listens to what. Any thread. */
  public Interest interest() {
    return interest;
  }

  /** The pairs there are. Any thread. */
  public Pairs pairs() {
    return pairs;
  }

  /** Takes over the pairs of an engine that knew some when it started. */
  public void adopt(EngineView view) {
    for (MarketView market : view.markets()) {
      pairs.put(market.pair(), market.status());
    }
    nowMillis = Math.max(nowMillis, view.nowMillis());
  }

  @Override
  public void begin(long sequence, long timeMillis) {
    if (!holds) {
      // Answers and events of a batch leave together.
      holds = true;
      hub.hold();
    }
    nowMillis = Math.max(nowMillis, timeMillis);
  }

  @Override
  public void happened(MarketEvent event) {
    switch (event) {
      case Traded(var trade) -> market(trade.pair().symbol()).traded(trade);
      case CandleClosed(var pair, var candle) ->
          market(pair.symbol()).closed(pair, candle, nowMillis);
      case PairChanged(var pair, var status) -> pairs.put(pair, status);
      case MarketEvent.Private own -> accounts.happened(own);
    }
  }

  @Override
  public void levelChanged(Pair pair, Side side, long price, long shown) {
    touched.add(pair.symbol());
    books.levelChanged(pair.symbol(), side, price);
  }

  @Override
  public void batchDone(EngineView view, long nowMillis) {
    try {
      this.nowMillis = Math.max(this.nowMillis, nowMillis);
      books.refresh(view, this.nowMillis);
      for (String symbol : touched) {
        view.market(symbol).ifPresent(market(symbol)::looked);
      }
      touched.clear();
      flush(view);
    } finally {
      release();
    }
  }

  @Override
  public void stopped() {
    release();
  }

  private void release() {
    holds = false;
    hub.release();
  }

  @Override
  public long nextTimerMillis() {
    long next = Long.MAX_VALUE;
    for (MarketFeed market : markets.values()) {
      next = Math.min(next, market.dueMillis());
    }
    return next;
  }

  @Override
  public void onTimer(EngineView view, long nowMillis) {
    this.nowMillis = Math.max(this.nowMillis, nowMillis);
    flush(view);
  }

  private void flush(EngineView view) {
    for (MarketFeed market : markets.values()) {
      if (market.dueMillis() <= nowMillis) {
        view.market(market.symbol()).ifPresent(seen -> market.flush(seen, nowMillis));
      }
    }
  }

  private MarketFeed market(String symbol) {
    MarketFeed known = markets.get(symbol);
    if (known == null) {
      known = new MarketFeed(symbol, publisher, settings);
      markets.put(symbol, known);
    }
    return known;
  }

  /** Whether a subscriber should be given its {@link #past} to begin with. Any thread. */
  public boolean needsPast(Stream stream, Wish wish) {
    return Past.isWanted(stream, wish);
  }

  /** What was before the feed's own memory begins. Any thread; blocks. */
  public Past past(Stream stream, Wish wish) {
    return Past.read(history, stream, wish);
  }

  /** Where a subscriber begins who wants nothing of the past. */
  public Start start(EngineView view, Stream stream, Wish wish) {
    return start(view, stream, wish, Past.NONE);
  }

  /**
   * Where a subscriber begins, who has raised the interest in the stream before. To be asked
   * between two commands.
   */
  public Start start(EngineView view, Stream stream, Wish wish, Past past) {
    // Read first: what is told from now on comes behind it.
    Offset head = hub.head();
    return switch (stream) {
      case Stream.Ticker(var symbol) ->
          begin(head, view, symbol, seen -> List.of(market(symbol).ticker(seen, nowMillis)));
      case Stream.Trades(var symbol) ->
          new Start(head, 0, null, market(symbol).recent(wish.recent(), past.trades()));
      case Stream.Kline(var symbol, Interval interval) ->
          begin(head, view, symbol, seen -> market(symbol).candle(seen, interval, nowMillis));
      case Stream.Book(var symbol, var depth) -> book(head, seen(view, symbol), depth, wish);
      case Stream.Private own ->
          accounts.start(new PrivateFeed.Asked(view, own, wish, past), head, nowMillis);
    };
  }

  private static Start begin(
      Offset head, EngineView view, String symbol, Function<MarketView, List<Payload>> first) {
    return new Start(head, 0, null, first.apply(seen(view, symbol)));
  }

  private Start book(Offset head, MarketView market, int depth, Wish wish) {
    BookFeed book = books.open(market, depth);
    return new Start(head, book.sequence(), null, List.of(book.snapshot(wish.reason(), nowMillis)));
  }

  /** Pairs are never undefined. */
  private static MarketView seen(EngineView view, String symbol) {
    return view.market(symbol)
        .orElseThrow(() -> new IllegalStateException("no market of " + symbol));
  }

  /** A book as it was published last at a depth: as a subscriber would begin with it now. */
  public BookSnapshot snapshot(MarketView market, int depth) {
    return books.open(market, depth).snapshot();
  }

  /** Another one where the sequences of books begin anew. Any thread. */
  public String epoch() {
    return publisher.epoch();
  }

  /** How many books are kept, at all depths. */
  public int openBooks() {
    return books.size();
  }
}
