package dev.carillon.market.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.market.book.SelfTrade;
import dev.carillon.market.book.Side;
import dev.carillon.market.book.TimeInForce;
import dev.carillon.market.data.Candle;
import dev.carillon.market.data.Candle.Prices;
import dev.carillon.market.data.Candle.Volume;
import dev.carillon.market.data.Interval;
import dev.carillon.market.history.Batch.OwnFill;
import dev.carillon.market.history.Batch.PairCandle;
import dev.carillon.market.model.Fill;
import dev.carillon.market.model.OrderState;
import dev.carillon.market.model.OrderStatus;
import dev.carillon.market.model.OrderTerms;
import dev.carillon.market.model.OrderTerms.Figures;
import dev.carillon.market.model.OrderTerms.Options;
import dev.carillon.market.model.OrderType;
import dev.carillon.market.model.Pair;
import dev.carillon.market.model.Pair.Fees;
import dev.carillon.market.model.Pair.Limits;
import dev.carillon.market.model.Pair.Scale;
import dev.carillon.market.model.Reason;
import dev.carillon.market.model.Trade;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a history of the market must do, whatever it is kept in. */
public abstract class MarketHistoryContract {
  private static final Limits LIMITS = new Limits(1_000_000, 0, 0, 500, 200);

  /** The pairs whose rows are read. */
  protected static final Pair BTC =
      new Pair("BTC/USDT", "BTC", "USDT", new Scale(2, 1, 1_000), LIMITS, new Fees(10, 10), false);

  protected static final Pair ETH =
      new Pair("ETH/USDT", "ETH", "USDT", new Scale(2, 1, 10_000), LIMITS, new Fees(10, 10), false);

  private static final Page ALL_OF_JOHN = new Page("john", null, Long.MAX_VALUE, 100);

  /** An empty history that knows the two pairs; the same at each call within a test. */
  protected abstract MarketHistory history();

  @Test
  void itStartsWithNothing() {
    assertThat(history().sequence()).isZero();
    assertThat(history().order("john", 1)).isEmpty();
    assertThat(history().orders(ALL_OF_JOHN)).isEmpty();
  }

  @Test
  void anOrderIsReadAsItWasStoredLast() {
    OrderTerms terms =
        new OrderTerms(
            Side.SELL,
            OrderType.STOP_LIMIT,
            TimeInForce.GTC,
            new Figures(10, 20, 30, 4),
            new Options(true, SelfTrade.EXPIRE_BOTH, 77, "mine", 5));
    OrderState open =
        new OrderState(7, "john", BTC, terms, OrderStatus.OPEN, null, 0, 0, 0, false, 1_000, 1_000);
    OrderState ended =
        new OrderState(
            7,
            "john",
            BTC,
            terms,
            OrderStatus.EXPIRED,
            Reason.GOOD_TILL_DATE,
            3,
            600,
            1,
            true,
            1_000,
            2_000);

    store(1, List.of(open));
    assertThat(history().order("john", 7)).contains(open);
    store(2, List.of(ended));

    assertThat(history().order("john", 7)).contains(ended);
    assertThat(history().sequence()).isEqualTo(2);
  }

  @Test
  void nobodySeesTheOrdersAndFillsOfAnother() {
    store(1, List.of(order(1, "jane", BTC, null)));
    history().store(new Batch(2, List.of(), List.of(), List.of(fill("jane", 1, BTC)), List.of()));

    assertThat(history().order("john", 1)).isEmpty();
    assertThat(history().orders(ALL_OF_JOHN)).isEmpty();
    assertThat(history().fills(ALL_OF_JOHN)).isEmpty();
  }

  @Test
  void ordersArePagedFromTheNewestAndMayBeThoseOfOnePair() {
    store(
        1,
        LongStream.rangeClosed(1, 9)
            .mapToObj(id -> order(id, "john", id % 2 == 0 ? BTC : ETH, null))
            .toList());

    assertThat(history().orders(new Page("john", null, Long.MAX_VALUE, 2)))
        .extracting(OrderState::id)
        .containsExactly(9L, 8L);
    assertThat(history().orders(new Page("john", null, 8, 2)))
        .extracting(OrderState::id)
        .containsExactly(7L, 6L);
    assertThat(history().orders(new Page("john", "BTC/USDT", 8, 10)))
        .extracting(OrderState::id)
        .containsExactly(6L, 4L, 2L);
  }

  @Test
  void fillsArePagedFromTheNewest() {
    List<OwnFill> fills = LongStream.rangeClosed(1, 5).mapToObj(n -> fill("john", n, BTC)).toList();
    history().store(new Batch(1, List.of(), List.of(), fills, List.of()));

    assertThat(history().fills(new Page("john", "BTC/USDT", 5, 2)))
        .containsExactly(fills.get(3), fills.get(2));
    assertThat(history().fills(new Page("john", "ETH/USDT", 5, 2))).isEmpty();
  }

  @Test
  void tradesAreListedFromTheNewest() {
    List<Trade> trades = LongStream.rangeClosed(1, 5).mapToObj(id -> trade(id, BTC)).toList();
    history().store(new Batch(1, List.of(), trades, List.of(), List.of()));

    assertThat(history().trades("BTC/USDT", 5, 2)).containsExactly(trades.get(3), trades.get(2));
    assertThat(history().trades("ETH/USDT", 5, 2)).isEmpty();
  }

  @Test
  void candlesAreTheNewestOfATimeOldestFirst() {
    List<PairCandle> candles =
        LongStream.range(0, 5).mapToObj(n -> new PairCandle(BTC, candle(n * 60_000))).toList();
    history().store(new Batch(1, List.of(), List.of(), List.of(), candles));

    assertThat(history().candles(span(0, 180_000, 2)))
        .containsExactly(candle(120_000), candle(180_000));
    assertThat(history().candles(span(60_001, Long.MAX_VALUE, 10))).hasSize(3);
    assertThat(history().candles(new Span("BTC/USDT", Interval.ONE_HOUR, 0, Long.MAX_VALUE, 10)))
        .isEmpty();
  }

  @Test
  void storingTheSameAgainChangesNothing() {
    Batch batch =
        new Batch(
            3,
            List.of(order(1, "john", BTC, null)),
            List.of(trade(1, BTC)),
            List.of(fill("john", 1, BTC)),
            List.of(new PairCandle(BTC, candle(0))));
    history().store(batch);
    history().store(batch);

    assertThat(history().orders(ALL_OF_JOHN)).hasSize(1);
    assertThat(history().fills(ALL_OF_JOHN)).hasSize(1);
    assertThat(history().trades("BTC/USDT", Long.MAX_VALUE, 10)).hasSize(1);
    assertThat(history().candles(span(0, Long.MAX_VALUE, 10))).hasSize(1);
  }

  @Test
  void whatIsOlderThanWhatIsStoredIsLeftOut() {
    store(10, List.of(order(1, "john", BTC, Reason.USER)));

    store(9, List.of(order(1, "john", BTC, null), order(2, "john", BTC, null)));

    assertThat(history().sequence()).isEqualTo(10);
    assertThat(history().orders(ALL_OF_JOHN)).containsExactly(order(1, "john", BTC, Reason.USER));
  }

  @Test
  void anyTextMayNameAnOrder() {
    OrderTerms terms =
        OrderTerms.limit(Side.BUY, 10, 20)
            .with(new Options(false, SelfTrade.NONE, 0, "mine \0 ü \uD83D\uDE00", 0));
    OrderStatus open = OrderStatus.OPEN;
    store(1, List.of(new OrderState(1, "john", BTC, terms, open, null, 0, 0, 0, true, 1, 1)));

    assertThat(history().order("john", 1).orElseThrow().terms().options().clientOrderId())
        .startsWith("mine ")
        .endsWith(" ü \uD83D\uDE00");
  }

  @Test
  void itCanBeginAnew() {
    history()
        .store(
            new Batch(
                9,
                List.of(order(1, "john", BTC, null)),
                List.of(trade(1, BTC)),
                List.of(fill("john", 1, BTC)),
                List.of(new PairCandle(BTC, candle(0)))));

    history().clear();

    assertThat(history().sequence()).isZero();
    assertThat(history().orders(ALL_OF_JOHN)).isEmpty();
    assertThat(history().fills(ALL_OF_JOHN)).isEmpty();
    assertThat(history().trades("BTC/USDT", Long.MAX_VALUE, 10)).isEmpty();
    assertThat(history().candles(span(0, Long.MAX_VALUE, 10))).isEmpty();
    store(1, List.of(order(1, "jane", BTC, null)));
    assertThat(history().orders(new Page("jane", null, Long.MAX_VALUE, 10))).hasSize(1);
    assertThat(history().sequence()).isEqualTo(1);
  }

  @Test
  void whatEndedLongAgoIsForgottenAndWhatLivesIsNot() {
    OrderState live = order(1, "john", BTC, null);
    OrderState ended = order(2, "john", BTC, Reason.USER);
    history()
        .store(
            new Batch(
                1,
                List.of(live, ended),
                List.of(trade(1, BTC)),
                List.of(fill("john", 1, BTC)),
                List.of(new PairCandle(BTC, candle(0)))));

    assertThat(history().forget(5_000)).isZero();
    assertThat(history().forget(5_001)).isEqualTo(3);

    assertThat(history().orders(ALL_OF_JOHN)).containsExactly(live);
    assertThat(history().fills(ALL_OF_JOHN)).isEmpty();
    assertThat(history().trades("BTC/USDT", Long.MAX_VALUE, 10)).isEmpty();
    assertThat(history().candles(span(0, Long.MAX_VALUE, 10))).hasSize(1);
  }

  @Test
  void whatEndedIsForgottenAlsoBehindManyThatLiveAndOfAllOwners() {
    List<OrderState> live =
        LongStream.rangeClosed(1, 2_500).mapToObj(id -> order(id, "john", BTC, null)).toList();
    store(1, live);
    store(
        2,
        LongStream.rangeClosed(2_501, 5_000)
            .mapToObj(id -> order(id, "john", BTC, Reason.USER))
            .toList());
    store(
        3,
        LongStream.rangeClosed(5_001, 9_000)
            .mapToObj(id -> order(id, id % 2 == 0 ? "jane" : "jim", BTC, Reason.USER))
            .toList());

    long gone = 0;
    for (int step = history().forget(5_001); step > 0; step = history().forget(5_001)) {
      gone += step;
    }

    assertThat(gone).isEqualTo(6_500);
    assertThat(history().orders(new Page("john", null, Long.MAX_VALUE, 5_000)))
        .isEqualTo(live.reversed());
    assertThat(history().orders(new Page("jane", null, Long.MAX_VALUE, 10))).isEmpty();
    assertThat(history().orders(new Page("jim", null, Long.MAX_VALUE, 10))).isEmpty();
  }

  private void store(long sequence, List<OrderState> orders) {
    history().store(new Batch(sequence, orders, List.of(), List.of(), List.of()));
  }

  private static OrderState order(long id, String owner, Pair pair, @Nullable Reason reason) {
    OrderTerms terms = OrderTerms.limit(Side.BUY, 10, 20);
    OrderStatus status = reason == null ? OrderStatus.OPEN : OrderStatus.CANCELLED;
    return new OrderState(id, owner, pair, terms, status, reason, 0, 0, 0, true, 5_000, 5_000);
  }

  private static Trade trade(long id, Pair pair) {
    return new Trade(pair, id, 10, 20, Side.SELL, 5_000);
  }

  private static OwnFill fill(String owner, long sequence, Pair pair) {
    Fill fill =
        new Fill(trade(sequence, pair), owner, 3, Side.BUY, 1, pair.base(), sequence % 2 == 0);
    return new OwnFill(fill, sequence);
  }

  private static Candle candle(long openTime) {
    return new Candle(
        Interval.ONE_MINUTE,
        openTime,
        openTime + 59_999,
        new Prices(1, 4, 1, 3),
        new Volume(5, 60, 2),
        true);
  }

  private static Span span(long from, long to, int limit) {
    return new Span("BTC/USDT", Interval.ONE_MINUTE, from, to, limit);
  }
}
