package dev.carillon.market.book;

import static dev.carillon.market.book.Side.BUY;
import static dev.carillon.market.book.Side.SELL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.market.book.BookEvents.Event;
import dev.carillon.market.book.BookEvents.LevelChanged;
import dev.carillon.market.book.BookEvents.Lots;
import dev.carillon.market.book.BookEvents.Removed;
import dev.carillon.market.book.BookEvents.Rested;
import dev.carillon.market.book.BookEvents.Told;
import dev.carillon.market.book.BookEvents.Traded;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrderBookTest {
  private static final int ALICE = 1;
  private static final int BOB = 2;

  private final BookEvents events = new BookEvents();
  private final OrderBook book = new OrderBook(events);

  @Test
  void whatFindsNobodyRests() {
    assertThat(book.place(buy(1, 1_000, 10))).isEqualTo(Outcome.RESTING);

    assertThat(events.take())
        .containsExactly(
            new Rested(new Told(1, BOB, BUY, 1_000, 10, 10, 0)), new LevelChanged(BUY, 1_000, 10));
    assertThat(book.bestPrice(BUY)).isEqualTo(1_000);
    assertThat(book.bestPrice(SELL)).isZero();
  }

  @Test
  void aRestingOrderTradesAtItsOwnPrice() {
    rest(sell(1, 1_000, 100));
    Incoming taker = buy(2, 1_005, 40);

    assertThat(book.place(taker)).isEqualTo(Outcome.FILLED);

    assertThat(taker.filled()).isEqualTo(40);
    assertThat(events.take())
        .containsExactly(traded(1, 2, BUY, 1_000, 40, 60, 0), new LevelChanged(SELL, 1_000, 60));
  }

  @Test
  void theBestPriceTradesFirstAndAtOnePriceWhoCameFirst() {
    rest(sell(1, 1_001, 10));
    rest(sell(2, 1_000, 10));
    rest(sell(3, 1_000, 10));

    assertThat(book.place(buy(4, 1_001, 35))).isEqualTo(Outcome.RESTING);

    assertThat(events.take())
        .containsExactly(
            traded(2, 4, BUY, 1_000, 10, 0, 25),
            traded(3, 4, BUY, 1_000, 10, 0, 15),
            new LevelChanged(SELL, 1_000, 0),
            traded(1, 4, BUY, 1_001, 10, 0, 5),
            new LevelChanged(SELL, 1_001, 0),
            new Rested(new Told(4, BOB, BUY, 1_001, 5, 5, 0)),
            new LevelChanged(BUY, 1_001, 5));
  }

  @Test
  void theRestOfAnImmediateOrderGoes() {
    rest(sell(1, 1_000, 10));
    Incoming taker = buy(2, 1_000, 15).timeInForce(TimeInForce.IOC);

    assertThat(book.place(taker)).isEqualTo(Outcome.IOC_REMAINDER);

    assertThat(taker.filled()).isEqualTo(10);
    assertThat(events.take())
        .endsWith(new Removed(new Told(2, BOB, BUY, 1_000, 5, 0, 0), Removal.IOC_REMAINDER));
    assertThat(book.orderCount()).isZero();
  }

  @Test
  void aFillOrKillThatLacksOneLotTradesNothing() {
    rest(sell(1, 1_000, 10));
    rest(sell(2, 1_002, 10));

    assertThat(book.place(buy(3, 1_001, 11).timeInForce(TimeInForce.FOK)))
        .isEqualTo(Outcome.FOK_KILLED);

    assertThat(events.take())
        .containsExactly(new Removed(new Told(3, BOB, BUY, 1_001, 11, 0, 0), Removal.FOK_KILLED));
    assertThat(book.place(buy(3, 1_001, 10).timeInForce(TimeInForce.FOK)))
        .isEqualTo(Outcome.FILLED);
  }

  @Test
  void aFillOrKillCountsWhatIcebergsHide() {
    rest(sell(1, 1_000, 100).display(10));

    assertThat(book.place(buy(2, 1_000, 100).timeInForce(TimeInForce.FOK)))
        .isEqualTo(Outcome.FILLED);
  }

  @Test
  void aPostOnlyOrderThatWouldTradeIsRefused() {
    rest(sell(1, 1_000, 10));

    assertThat(book.place(buy(2, 1_000, 5).postOnly())).isEqualTo(Outcome.POST_ONLY);
    assertThat(book.place(buy(2, 999, 5).postOnly())).isEqualTo(Outcome.RESTING);
  }

  @Test
  void anIcebergsNextSliceQueuesUpBehindTheOthers() {
    rest(sell(1, 1_000, 25).display(10));
    rest(sell(2, 1_000, 10));

    assertThat(book.shownAt(SELL, 1_000)).isEqualTo(20);
    book.place(buy(3, 1_000, 22));

    assertThat(events.take())
        .containsExactly(
            traded(1, 3, BUY, 1_000, 10, 15, 12),
            traded(2, 3, BUY, 1_000, 10, 0, 2),
            traded(1, 3, BUY, 1_000, 2, 13, 0),
            new LevelChanged(SELL, 1_000, 8));
    assertThat(book.remaining(1)).isEqualTo(13);
  }

  @Test
  void aSliceThatIsReplacedByAnotherOfTheSameSizeChangesNothingToShow() {
    rest(sell(1, 1_000, 30).display(10));

    book.place(buy(2, 1_000, 10));

    assertThat(events.take()).containsExactly(traded(1, 2, BUY, 1_000, 10, 20, 0));
  }

  @Test
  void theTakerGoesWhenItMeetsItsOwnOwner() {
    rest(sell(1, 1_000, 10));
    rest(sell(2, 1_001, 10, ALICE));
    Incoming taker = buy(3, 1_001, 30, ALICE).selfTrade(SelfTrade.EXPIRE_TAKER);

    assertThat(book.place(taker)).isEqualTo(Outcome.SELF_TRADE);

    assertThat(taker.filled()).isEqualTo(10);
    assertThat(events.take())
        .endsWith(
            new LevelChanged(SELL, 1_000, 0),
            new Removed(new Told(3, ALICE, BUY, 1_001, 20, 0, 0), Removal.SELF_TRADE_TAKER));
    assertThat(book.contains(2)).isTrue();
  }

  @Test
  void theMakerGoesAndTheTakerTradesOn() {
    rest(sell(1, 1_000, 10, ALICE));
    rest(sell(2, 1_000, 10));
    Incoming taker = buy(3, 1_000, 10, ALICE).selfTrade(SelfTrade.EXPIRE_MAKER);

    assertThat(book.place(taker)).isEqualTo(Outcome.FILLED);

    assertThat(events.take())
        .containsExactly(
            new Removed(new Told(1, ALICE, SELL, 1_000, 10, 10, 0), Removal.SELF_TRADE_MAKER),
            traded(2, 3, BUY, 1_000, 10, 0, 0, ALICE),
            new LevelChanged(SELL, 1_000, 0));
  }

  @Test
  void bothGoWhenBothAreToGo() {
    rest(sell(1, 1_000, 10, ALICE));
    Incoming taker = buy(2, 1_000, 15, ALICE).selfTrade(SelfTrade.EXPIRE_BOTH);

    assertThat(book.place(taker)).isEqualTo(Outcome.SELF_TRADE);

    assertThat(events.take())
        .containsExactly(
            new Removed(new Told(1, ALICE, SELL, 1_000, 10, 10, 0), Removal.SELF_TRADE_MAKER),
            new LevelChanged(SELL, 1_000, 0),
            new Removed(new Told(2, ALICE, BUY, 1_000, 15, 0, 0), Removal.SELF_TRADE_TAKER));
  }

  @Test
  void aFillOrKillStopsCountingAtItsOwnOwner() {
    rest(sell(1, 1_000, 20).display(10));
    rest(sell(2, 1_000, 10, ALICE));
    rest(sell(3, 1_001, 50));
    Incoming taker = buy(4, 1_001, 11, ALICE).selfTrade(SelfTrade.EXPIRE_TAKER);
    Sweep sweep = new Sweep();

    book.measure(taker, sweep);

    assertThat(sweep.quantity()).isEqualTo(10);
    assertThat(book.place(taker.timeInForce(TimeInForce.FOK))).isEqualTo(Outcome.FOK_KILLED);
  }

  @Test
  void theCostOfTakingIsKnownBeforehand() {
    rest(sell(1, 1_000, 20).display(5));
    rest(sell(2, 1_001, 10, ALICE));
    rest(sell(3, 1_002, 50));
    Incoming order = buy(4, 1_002, 30, ALICE).selfTrade(SelfTrade.EXPIRE_MAKER);
    Sweep sweep = new Sweep();

    book.measure(order, sweep);

    assertThat(sweep.quantity()).isEqualTo(30);
    assertThat(sweep.cost()).isEqualTo(20 * 1_000 + 10 * 1_002);
    assertThat(sweep.lastPrice()).isEqualTo(1_002);
    assertThat(events.take()).isEmpty();
  }

  @Test
  void aCostThatDoesNotFitALongIsTheLargestOne() {
    rest(sell(1, Long.MAX_VALUE, 2));
    Sweep sweep = new Sweep();

    book.measure(buy(2, Long.MAX_VALUE, 2), sweep);

    assertThat(sweep.cost()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void aCancelledOrderIsGoneAndItsIdIsFree() {
    rest(buy(1, 1_000, 10));

    assertThat(book.cancel(1)).isTrue();

    assertThat(events.take())
        .containsExactly(
            new Removed(new Told(1, BOB, BUY, 1_000, 10, 10, 0), Removal.CANCELLED),
            new LevelChanged(BUY, 1_000, 0));
    assertThat(book.cancel(1)).isFalse();
    assertThat(book.place(buy(1, 1_000, 10))).isEqualTo(Outcome.RESTING);
  }

  @Test
  void theIdOfAFilledMakerIsFree() {
    rest(sell(1, 1_000, 10));
    book.place(buy(2, 1_000, 10));

    assertThat(book.cancel(1)).isFalse();
    assertThat(book.place(sell(1, 1_000, 10))).isEqualTo(Outcome.RESTING);
  }

  @Test
  void anIdThatRestsIsRefused() {
    rest(buy(1, 1_000, 10));

    assertThat(book.place(sell(1, 1_000, 10))).isEqualTo(Outcome.DUPLICATE_ID);
    assertThat(events.take()).isEmpty();
  }

  @Test
  void aReducedOrderKeepsItsPlace() {
    rest(sell(1, 1_000, 10));
    rest(sell(2, 1_000, 10));

    assertThat(book.reduce(1, 4)).isTrue();
    assertThat(book.reduce(1, 4)).isFalse();
    assertThat(events.take()).containsExactly(new LevelChanged(SELL, 1_000, 14));
    book.place(buy(3, 1_000, 5));

    assertThat(events.take())
        .startsWith(traded(1, 3, BUY, 1_000, 4, 0, 1), traded(2, 3, BUY, 1_000, 1, 9, 0));
  }

  @Test
  void aReductionTakesAnIcebergsHiddenPartFirst() {
    rest(sell(1, 1_000, 30).display(10));

    book.reduce(1, 12);
    assertThat(events.take()).isEmpty();
    book.reduce(1, 7);

    assertThat(events.take()).containsExactly(new LevelChanged(SELL, 1_000, 7));
  }

  @Test
  void aReplacedOrderLosesItsPlace() {
    rest(sell(1, 1_000, 10));
    rest(sell(2, 1_000, 10));

    assertThat(book.replace(1, sell(1, 1_000, 10))).isEqualTo(Outcome.RESTING);
    assertThat(events.take())
        .containsExactly(
            new Removed(new Told(1, BOB, SELL, 1_000, 10, 10, 0), Removal.REPLACED),
            new LevelChanged(SELL, 1_000, 10),
            new Rested(new Told(1, BOB, SELL, 1_000, 10, 10, 0)),
            new LevelChanged(SELL, 1_000, 20));
    book.place(buy(3, 1_000, 5));

    assertThat(events.take()).startsWith(traded(2, 3, BUY, 1_000, 5, 5, 0));
  }

  @Test
  void aReplacementThatCrossesTrades() {
    rest(sell(1, 1_005, 10));
    rest(buy(2, 1_000, 10));

    assertThat(book.replace(2, buy(2, 1_005, 10))).isEqualTo(Outcome.FILLED);
    assertThat(book.orderCount()).isZero();
  }

  @Test
  void whatIsNotThereCannotBeReplaced() {
    rest(buy(1, 1_000, 10));
    rest(buy(2, 1_000, 10));

    assertThat(book.replace(3, buy(3, 1_000, 10))).isEqualTo(Outcome.UNKNOWN_ID);
    assertThat(book.replace(1, buy(2, 1_000, 10))).isEqualTo(Outcome.DUPLICATE_ID);
    assertThat(events.take()).isEmpty();
  }

  @Test
  void quantitiesThatDoNotFitALongTogetherAreRefused() {
    rest(buy(1, 1_000, Long.MAX_VALUE));

    assertThat(book.place(buy(2, 900, 1))).isEqualTo(Outcome.OVERFLOW);
    assertThat(book.place(sell(2, 1_001, Long.MAX_VALUE))).isEqualTo(Outcome.RESTING);
  }

  @Test
  void theBestLevelsAreWalkedBestFirst() {
    rest(buy(1, 998, 1));
    rest(buy(2, 1_000, 2));
    rest(buy(3, 999, 3));
    rest(buy(4, 1_000, 4));
    List<String> levels = new ArrayList<>();

    book.forEachLevel(BUY, 2, (price, shown) -> levels.add(price + ":" + shown));

    assertThat(levels).containsExactly("1000:6", "999:3");
  }

  @Test
  void anOrderThatCannotHaveRestedIsNotRestored() {
    rest(sell(1, 1_000, 10));

    assertThatThrownBy(() -> book.restore(buy(2, 1_000, 10), 10))
        .hasMessageContaining("order 2: BUY 10 at 1000");
    assertThatThrownBy(() -> book.restore(sell(1, 1_001, 10), 10))
        .hasMessageContaining("expected: a new id");
    assertThatThrownBy(() -> book.restore(sell(3, 1_001, 10).display(5), 6))
        .hasMessageContaining("expected: 1..5");
  }

  @Test
  void termsThatMakeNoOrderAreRefused() {
    assertThatThrownBy(() -> buy(1, 0, 10)).hasMessage("price: 0 (expected: above 0)");
    assertThatThrownBy(() -> buy(1, 10, -1)).hasMessage("quantity: -1 (expected: above 0)");
    assertThatThrownBy(() -> buy(1, 10, 1_001).display(1)).hasMessageContaining("1000 slices");
    assertThat(buy(1, 10, 1_000).display(1)).isNotNull();
  }

  private void rest(Incoming order) {
    assertThat(book.place(order)).isEqualTo(Outcome.RESTING);
    events.take();
  }

  private static Incoming buy(long id, long price, long quantity) {
    return buy(id, price, quantity, BOB);
  }

  private static Incoming buy(long id, long price, long quantity, int owner) {
    return new Incoming().order(id, owner, BUY, price, quantity);
  }

  private static Incoming sell(long id, long price, long quantity) {
    return sell(id, price, quantity, BOB);
  }

  private static Incoming sell(long id, long price, long quantity, int owner) {
    return new Incoming().order(id, owner, SELL, price, quantity);
  }

  private static Event traded(
      long maker, long taker, Side takes, long price, long lots, long makerLeft, long takerLeft) {
    return traded(maker, taker, takes, price, lots, makerLeft, takerLeft, BOB);
  }

  private static Event traded(
      long maker,
      long taker,
      Side takes,
      long price,
      long lots,
      long makerLeft,
      long takerLeft,
      int takerOwner) {
    return new Traded(
        maker, BOB, taker, takerOwner, takes, price, new Lots(lots, makerLeft, takerLeft));
  }
}
