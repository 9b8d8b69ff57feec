package dev.carillon.market;

import static dev.carillon.market.Exchange.ONE;
import static dev.carillon.market.Exchange.SYMBOL;
import static dev.carillon.market.book.Side.BUY;
import static dev.carillon.market.book.Side.SELL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.ledger.Balance;
import dev.carillon.market.book.SelfTrade;
import dev.carillon.market.book.TimeInForce;
import dev.carillon.market.model.Answer;
import dev.carillon.market.model.Command;
import dev.carillon.market.model.Command.OrderName;
import dev.carillon.market.model.Command.Written;
import dev.carillon.market.model.MarketEvent;
import dev.carillon.market.model.MarketEvent.BalancesChanged;
import dev.carillon.market.model.MarketEvent.Filled;
import dev.carillon.market.model.MarketEvent.OrderChanged;
import dev.carillon.market.model.MarketEvent.Private;
import dev.carillon.market.model.MarketEvent.Traded;
import dev.carillon.market.model.OrderState;
import dev.carillon.market.model.OrderStatus;
import dev.carillon.market.model.OrderTerms;
import dev.carillon.market.model.OrderTerms.Figures;
import dev.carillon.market.model.OrderTerms.Options;
import dev.carillon.market.model.PairStatus;
import dev.carillon.market.model.Reason;
import dev.carillon.market.model.RequestKey;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the engine does with orders; prices in cents, quantities in 0.00001 BTC. */
class MatchingEngineTest {
  private static final long PRICE = 4_567_890;
  private static final long ONE_BTC = 100_000;

  private final Exchange exchange = Exchange.withJohnAndJane();

  @Test
  void aRestingOrderHoldsWhatItNeedsAndTradesAtItsOwnPrice() {
    OrderState maker = exchange.sells("jane", PRICE, ONE_BTC);
    assertThat(exchange.balance("jane", "BTC")).isEqualTo(new Balance("BTC", 99 * ONE, ONE));

    OrderState taker = exchange.buys("john", PRICE + 100, ONE_BTC);

    assertThat(taker.status()).isEqualTo(OrderStatus.FILLED);
    assertThat(taker.notional()).isEqualTo(4_567_890_000_000L);
    assertThat(exchange.told(maker).status()).isEqualTo(OrderStatus.FILLED);
    assertThat(exchange.balance("jane", "BTC")).isEqualTo(new Balance("BTC", 99 * ONE, 0));
  }

  /** The document's example: a fee of 0.001 BTC for 1 BTC bought. */
  @Test
  void theFeeIsATenthOfAPercentOfWhatIsReceived() {
    exchange.sells("jane", PRICE, ONE_BTC);

    OrderState taker = exchange.buys("john", PRICE, ONE_BTC);

    assertThat(taker.fees()).isEqualTo(100_000);
    assertThat(taker.feeCurrency()).isEqualTo("BTC");
    assertThat(exchange.balance("john", "BTC").available()).isEqualTo(101 * ONE - 100_000);
    assertThat(exchange.balance("jane", "USDT").available())
        .isEqualTo(10_000_000 * ONE + 4_567_890_000_000L - 4_567_890_000L);
    assertThat(exchange.balance("fees", "BTC").available()).isEqualTo(100_000);
  }

  @Test
  void anOwnerHearsOfTheFillThenOfTheOrderThenOfTheBalances() {
    exchange.sells("jane", PRICE, ONE_BTC);
    exchange.events.clear();

    exchange.buys("john", PRICE, ONE_BTC);

    assertThat(privates("jane"))
        .extracting(MarketEvent::getClass)
        .isEqualTo(List.of(Filled.class, OrderChanged.class, BalancesChanged.class));
    assertThat(privates("john"))
        .extracting(MarketEvent::getClass)
        .isEqualTo(
            List.of(
                OrderChanged.class,
                BalancesChanged.class,
                Filled.class,
                OrderChanged.class,
                BalancesChanged.class));
    assertThat(exchange.events(Traded.class)).hasSize(1);
  }

  @Test
  void theSequenceOfAnAccountHasNoGaps() {
    exchange.sells("jane", PRICE, ONE_BTC);
    exchange.buys("john", PRICE, 10);
    exchange.place("john", OrderTerms.limit(BUY, PRICE, 1_000_000_000));
    exchange.apply(new Command.CancelAll("jane", null));

    List<Private> jane = privates("jane");

    for (int i = 1; i < jane.size(); i++) {
      assertThat(jane.get(i).sequence()).isEqualTo(jane.get(i - 1).sequence() + 1);
    }
    assertThat(exchange.engine.sequence("jane")).isEqualTo(jane.getLast().sequence());
  }

  private List<Private> privates(String owner) {
    return exchange.events(Private.class).stream()
        .filter(event -> event.owner().equals(owner))
        .toList();
  }

  @Test
  void tradeIdsCountFromOneWithoutGaps() {
    exchange.sells("jane", PRICE, 10);
    exchange.sells("jane", PRICE + 1, 10);
    exchange.buys("john", PRICE + 1, 20);

    assertThat(exchange.events(Traded.class))
        .extracting(traded -> traded.trade().id())
        .containsExactly(1L, 2L);
  }

  @Test
  void whatABuyerSavesByABetterPriceIsFreeAtOnce() {
    exchange.sells("jane", PRICE, 10);

    exchange.buys("john", PRICE + 1_000, 30);

    long rest = 20 * (PRICE + 1_000) * 10;
    assertThat(exchange.balance("john", "USDT").locked()).isEqualTo(rest);
  }

  @Test
  void anOrderThatCannotBePaidIsRejectedAndItsOwnerHearsOfIt() {
    Answer answer = exchange.place("john", OrderTerms.limit(SELL, PRICE, 200 * ONE_BTC));

    Answer.Refused refused = (Answer.Refused) answer;
    assertThat(refused.reason()).isEqualTo(Reason.INSUFFICIENT_BALANCE);
    assertThat(refused.details())
        .isEqualTo("available: less than the 200.00000000 BTC that the order needs");
    assertThat(exchange.events(OrderChanged.class))
        .extracting(changed -> changed.order().status())
        .containsExactly(OrderStatus.REJECTED);
    assertThat(exchange.engine.liveOrders()).isZero();
  }

  @Test
  void aMarketOrderTakesWhatThereIsAndTheRestExpires() {
    exchange.sells("jane", PRICE, 10);

    OrderState order = exchange.placed("john", OrderTerms.market(BUY, 30));

    assertThat(order.status()).isEqualTo(OrderStatus.EXPIRED);
    assertThat(order.reason()).isEqualTo(Reason.IMMEDIATE_OR_CANCEL);
    assertThat(order.filled()).isEqualTo(10);
    assertThat(exchange.balance("john", "USDT").locked()).isZero();
  }

  @Test
  void aMarketOrderDoesNotTradeBeyondItsProtection() {
    exchange.sells("jane", 1_000, 10);
    exchange.sells("jane", 1_050, 10);
    exchange.sells("jane", 1_051, 10);

    OrderState order = exchange.placed("john", OrderTerms.market(BUY, 30));

    assertThat(order.filled()).isEqualTo(20);
  }

  @Test
  void aMarketOrderNeedsSomebodyToTradeWith() {
    assertThat(refusal(exchange.place("john", OrderTerms.market(SELL, 10))))
        .isEqualTo(Reason.NO_LIQUIDITY);
  }

  @Test
  void aMarketOrderNeedsNoMoreThanItCosts() {
    exchange.apply(new Command.Deposit("poor", "USDT", 1_000 * 10 * 10, null));
    exchange.sells("jane", 1_000, 10);

    OrderState order = exchange.placed("poor", OrderTerms.market(BUY, 10));

    assertThat(order.status()).isEqualTo(OrderStatus.FILLED);
    assertThat(exchange.balance("poor", "USDT").total()).isZero();
  }

  @Test
  void fillOrKillIsAllOrNothing() {
    exchange.sells("jane", PRICE, 10);

    OrderState killed =
        exchange.placed("john", OrderTerms.limit(BUY, PRICE, 11).with(TimeInForce.FOK));
    OrderState filled =
        exchange.placed("john", OrderTerms.limit(BUY, PRICE, 10).with(TimeInForce.FOK));

    assertThat(killed.status()).isEqualTo(OrderStatus.EXPIRED);
    assertThat(killed.reason()).isEqualTo(Reason.FILL_OR_KILL);
    assertThat(killed.filled()).isZero();
    assertThat(filled.status()).isEqualTo(OrderStatus.FILLED);
  }

  @Test
  void postOnlyIsRejectedRatherThanTaking() {
    exchange.sells("jane", PRICE, 10);
    Options postOnly = new Options(true, SelfTrade.EXPIRE_TAKER, 0, null, 0);

    assertThat(refusal(exchange.place("john", OrderTerms.limit(BUY, PRICE, 1).with(postOnly))))
        .isEqualTo(Reason.POST_ONLY);
    assertThat(exchange.placed("john", OrderTerms.limit(BUY, PRICE - 1, 1).with(postOnly)).status())
        .isEqualTo(OrderStatus.OPEN);
  }

  @Test
  void anOrderDoesNotTradeWithItsOwnersOthers() {
    exchange.sells("john", PRICE, 10);

    OrderState taker = exchange.buys("john", PRICE, 5);

    assertThat(taker.status()).isEqualTo(OrderStatus.EXPIRED);
    assertThat(taker.reason()).isEqualTo(Reason.SELF_TRADE);
    assertThat(exchange.engine.orders("john")).hasSize(1);
  }

  @Test
  void selfTradePreventionMayEndTheMakerInstead() {
    OrderState maker = exchange.sells("john", PRICE, 10);
    exchange.sells("jane", PRICE, 10);
    Options expireMaker = new Options(false, SelfTrade.EXPIRE_MAKER, 0, null, 0);

    OrderState taker = exchange.placed("john", OrderTerms.limit(BUY, PRICE, 5).with(expireMaker));

    assertThat(taker.status()).isEqualTo(OrderStatus.FILLED);
    assertThat(exchange.told(maker).reason()).isEqualTo(Reason.SELF_TRADE);
  }

  @Test
  void selfTradesThatAreAllowedCostFeesAlone() {
    Options none = new Options(false, SelfTrade.NONE, 0, null, 0);
    exchange.sells("john", PRICE, ONE_BTC);

    exchange.placed("john", OrderTerms.limit(BUY, PRICE, ONE_BTC).with(none));

    assertThat(exchange.balance("john", "BTC").total()).isEqualTo(100 * ONE - 100_000);
    assertThat(privates("john")).hasSize(4 + 2 * 3);
  }

  @Test
  void aStopWaitsOutsideTheBookUntilTheLastTradeReachesIt() {
    exchange.sells("jane", 1_000, 10);
    exchange.buys("john", 1_000, 1);
    OrderState stop = exchange.placed("john", OrderTerms.limit(SELL, 940, 5).stop(950));
    assertThat(stop.status()).isEqualTo(OrderStatus.OPEN);
    assertThat(stop.triggered()).isFalse();

    exchange.buys("jane", 950, 3);
    exchange.sells("john", 950, 2);

    assertThat(exchange.told(stop).triggered()).isTrue();
    assertThat(exchange.told(stop).filled()).isEqualTo(1);
    assertThat(exchange.told(stop).status()).isEqualTo(OrderStatus.PARTIALLY_FILLED);
  }

  @Test
  void aStopWithoutAPriceTradesAtTheMarket() {
    exchange.sells("jane", 1_000, 10);
    exchange.buys("john", 1_000, 1);
    OrderState stop = exchange.placed("john", OrderTerms.market(BUY, 3).stop(1_010));

    exchange.sells("jane", 1_010, 10);
    exchange.buys("jane", 990, 1);
    exchange.apply(new Command.Cancel("jane", 1));
    exchange.placed("john", OrderTerms.market(BUY, 1));

    assertThat(exchange.told(stop).status()).isEqualTo(OrderStatus.FILLED);
    assertThat(exchange.balance("john", "USDT").locked()).isZero();
  }

  @Test
  void aStopThatIsReachedAlreadyIsRejected() {
    exchange.sells("jane", 1_000, 10);
    exchange.buys("john", 1_000, 1);

    assertThat(refusal(exchange.place("john", OrderTerms.limit(BUY, 1_100, 1).stop(1_000))))
        .isEqualTo(Reason.STOP_REACHED);
  }

  @Test
  void anIcebergShowsOneSliceAtATime() {
    exchange.placed("jane", OrderTerms.limit(SELL, PRICE, 30).with(new Figures(30, PRICE, 0, 10)));

    exchange.buys("john", PRICE, 15);

    assertThat(exchange.levels).containsExactly("SELL " + PRICE + " 10", "SELL " + PRICE + " 5");
    assertThat(exchange.balance("jane", "BTC").locked()).isEqualTo(15 * 1_000);
  }

  @Test
  void anIcebergOfTooManySlicesIsRejected() {
    OrderTerms iceberg = OrderTerms.limit(SELL, PRICE, 1_001);

    assertThat(refusal(exchange.place("jane", iceberg.with(new Figures(1_001, PRICE, 0, 1)))))
        .isEqualTo(Reason.TERMS);
    exchange.placed("jane", iceberg.with(new Figures(1_001, PRICE, 0, 2)));
  }

  @Test
  void aSmallerQuantityKeepsItsPlaceAndAnythingElseLosesIt() {
    OrderState first = exchange.sells("jane", PRICE, 10);
    OrderState second = exchange.sells("john", PRICE, 10);

    exchange.apply(new Command.Amend("jane", first.id(), 8, 0, 0));
    exchange.apply(new Command.Deposit("jim", "USDT", 1_000_000 * ONE, null));
    exchange.buys("jim", PRICE, 8);
    assertThat(exchange.told(first).status()).isEqualTo(OrderStatus.FILLED);

    OrderState third = exchange.sells("jane", PRICE, 5);
    exchange.apply(new Command.Amend("john", second.id(), 12, 0, 0));
    exchange.buys("jim", PRICE, 5);
    assertThat(exchange.told(third).status()).isEqualTo(OrderStatus.FILLED);
    assertThat(exchange.told(second).filled()).isZero();
  }

  @Test
  void anAmendedPriceThatCrossesTrades() {
    exchange.sells("jane", PRICE, 10);
    OrderState order = exchange.buys("john", PRICE - 10, 10);

    exchange.apply(new Command.Amend("john", order.id(), 0, PRICE, 0));

    assertThat(exchange.told(order).status()).isEqualTo(OrderStatus.FILLED);
  }

  @Test
  void anAmendmentThatCannotBePaidLeavesTheOrderAsItWas() {
    OrderState order = exchange.sells("john", PRICE, 10);

    Answer answer = exchange.apply(new Command.Amend("john", order.id(), 1_000 * ONE_BTC, 0, 0));

    assertThat(refusal(answer)).isEqualTo(Reason.INSUFFICIENT_BALANCE);
    assertThat(exchange.engine.order("john", order.id())).contains(order);
  }

  @Test
  void aCancelledOrderGivesBackWhatItHeld() {
    OrderState order = exchange.buys("john", PRICE, 10);

    exchange.apply(new Command.Cancel("john", order.id()));

    assertThat(exchange.told(order).status()).isEqualTo(OrderStatus.CANCELLED);
    assertThat(exchange.balance("john", "USDT"))
        .isEqualTo(new Balance("USDT", 10_000_000 * ONE, 0));
  }

  @Test
  void nobodyCancelsOrAmendsTheOrderOfAnother() {
    OrderState order = exchange.buys("john", PRICE, 10);

    assertThat(refusal(exchange.apply(new Command.Cancel("jane", order.id()))))
        .isEqualTo(Reason.UNKNOWN_ORDER);
    assertThat(refusal(exchange.apply(new Command.Amend("jane", order.id(), 1, 0, 0))))
        .isEqualTo(Reason.UNKNOWN_ORDER);
  }

  @Test
  void ordersThatBelongToAConnectionEndWithIt() {
    Options on7 = new Options(false, SelfTrade.EXPIRE_TAKER, 0, null, 7);
    OrderState mortal = exchange.placed("john", OrderTerms.limit(BUY, PRICE, 1).with(on7));
    OrderState other = exchange.buys("john", PRICE, 1);

    exchange.apply(new Command.CancelConnection("john", 7));

    assertThat(exchange.told(mortal).reason()).isEqualTo(Reason.DISCONNECTED);
    assertThat(exchange.engine.orders("john")).containsExactly(other);
  }

  @Test
  void ordersThatBelongToAConnectionEndWithItsNode() {
    OrderState gone = onConnection(3L << 32 | 7);
    OrderState living = onConnection(4L << 32 | 7);
    OrderState other = exchange.buys("john", PRICE, 1);

    exchange.apply(new Command.CancelAbsent(Set.of(4)));

    assertThat(exchange.told(gone).reason()).isEqualTo(Reason.DISCONNECTED);
    assertThat(exchange.engine.orders("john")).containsExactlyInAnyOrder(living, other);
  }

  private OrderState onConnection(long connection) {
    Options mortal = new Options(false, SelfTrade.EXPIRE_TAKER, 0, null, connection);
    return exchange.placed("john", OrderTerms.limit(BUY, PRICE, 1).with(mortal));
  }

  @Test
  void anOrderGoodTillADateExpiresThen() {
    Options soon = new Options(false, SelfTrade.EXPIRE_TAKER, exchange.now + 500, null, 0);
    OrderState order = exchange.placed("john", OrderTerms.limit(BUY, PRICE, 1).with(soon));
    assertThat(exchange.engine.nextDueMillis()).isEqualTo(exchange.now + 500);

    exchange.now += 500;
    exchange.apply(new Command.Advance());

    assertThat(exchange.told(order).reason()).isEqualTo(Reason.GOOD_TILL_DATE);
    assertThat(exchange.told(order).updatedAt()).isEqualTo(exchange.now);
  }

  @Test
  void aMarketThatOnlyCancelsTakesNoOrdersAndAHaltedOneNothing() {
    OrderState order = exchange.buys("john", PRICE, 1);

    exchange.apply(new Command.SetStatus(SYMBOL, PairStatus.HALT));
    assertThat(refusal(exchange.apply(new Command.Cancel("john", order.id()))))
        .isEqualTo(Reason.MARKET_CLOSED);

    exchange.apply(new Command.SetStatus(SYMBOL, PairStatus.CANCEL_ONLY));
    assertThat(refusal(exchange.place("john", OrderTerms.limit(BUY, PRICE, 1))))
        .isEqualTo(Reason.MARKET_CLOSED);
    assertThat(exchange.apply(new Command.Cancel("john", order.id())))
        .isInstanceOf(Answer.Ordered.class);
  }

  @Test
  void theSameRequestMadeAgainIsNotDoneAgain() {
    RequestKey key = new RequestKey("key-1", 42);
    Command.Place place = new Command.Place("john", SYMBOL, OrderTerms.limit(BUY, PRICE, 1), key);
    Answer.Ordered first = (Answer.Ordered) exchange.apply(place);

    assertThat(exchange.apply(place)).isEqualTo(new Answer.Repeated(first.order().id()));
    assertThat(
            refusal(
                exchange.apply(
                    new Command.Place("john", SYMBOL, place.terms(), new RequestKey("key-1", 43)))))
        .isEqualTo(Reason.IDEMPOTENCY_KEY_REUSED);
    assertThat(exchange.engine.orders("john")).hasSize(1);

    exchange.now += 24 * 60 * 60 * 1_000;
    exchange.apply(new Command.Advance());
    assertThat(exchange.apply(place)).isInstanceOf(Answer.Ordered.class);
  }

  @Test
  void aClientOrderIdIsUniqueAmongLiveOrders() {
    Options named = new Options(false, SelfTrade.EXPIRE_TAKER, 0, "mine", 0);
    OrderTerms terms = OrderTerms.limit(BUY, PRICE, 1).with(named);
    OrderState first = exchange.placed("john", terms);

    assertThat(refusal(exchange.place("john", terms))).isEqualTo(Reason.DUPLICATE_CLIENT_ORDER_ID);

    exchange.apply(new Command.Cancel("john", first.id()));
    assertThat(exchange.place("john", terms)).isInstanceOf(Answer.Ordered.class);
  }

  @Test
  void anOrderIsCancelledByItsOwnersNameForIt() {
    Options named = new Options(false, SelfTrade.EXPIRE_TAKER, 0, "mine", 0);
    OrderState order = exchange.placed("john", OrderTerms.limit(BUY, PRICE, 1).with(named));
    Command cancel = new Command.CancelNamed("john", "mine");

    assertThat(refusal(exchange.apply(new Command.CancelNamed("jane", "mine"))))
        .isEqualTo(Reason.UNKNOWN_ORDER);
    assertThat(exchange.apply(cancel)).isInstanceOf(Answer.Ordered.class);
    assertThat(exchange.told(order).status()).isEqualTo(OrderStatus.CANCELLED);
    assertThat(refusal(exchange.apply(cancel))).isEqualTo(Reason.UNKNOWN_ORDER);
  }

  @Test
  void aNameMeansTheLiveOrderThatHasItAlsoInAnEngineThatStartedAnew() {
    Options named = new Options(false, SelfTrade.EXPIRE_TAKER, 0, "mine", 0);
    OrderTerms terms = OrderTerms.limit(BUY, PRICE, 1).with(named);
    exchange.apply(new Command.Cancel("john", exchange.placed("john", terms).id()));
    OrderState second = exchange.placed("john", terms);
    Exchange restored = Exchange.restored(exchange.state());

    restored.apply(new Command.CancelNamed("john", "mine"));

    assertThat(restored.told(second).status()).isEqualTo(OrderStatus.CANCELLED);
    assertThat(restored.engine.liveOrders()).isZero();
  }

  @Test
  void figuresThatWereWrittenAreReadInThePairsTicksAndLots() {
    Options named = new Options(false, SelfTrade.EXPIRE_TAKER, 0, "mine", 0);
    OrderState order = exchange.placed("john", OrderTerms.limit(BUY, PRICE, 1_000).with(named));
    OrderName name = OrderName.of("mine");

    exchange.apply(new Command.Change("john", name, new Written("0.005", "1.23", null)));
    assertThat(exchange.told(order).terms().figures()).isEqualTo(new Figures(500, 123, 0, 0));

    OrderName id = OrderName.of(order.id());
    exchange.apply(new Command.Change("john", id, new Written(null, "1.20", null)));
    assertThat(exchange.told(order).terms().figures()).isEqualTo(new Figures(500, 120, 0, 0));
  }

  @Test
  void aFigureThatIsNoTickOrLotChangesNothing() {
    OrderState order = exchange.buys("john", PRICE, 1_000);
    OrderName id = OrderName.of(order.id());
    int events = exchange.events.size();

    for (Written figures :
        List.of(
            new Written("0.000001", null, null),
            new Written("0.5", "1.001", null),
            new Written("0", null, null),
            new Written("1e3", null, null),
            new Written(null, "99999999999999999999", null))) {
      assertThat(refusal(exchange.apply(new Command.Change("john", id, figures))))
          .isEqualTo(Reason.MALFORMED);
    }
    assertThat(
            refusal(exchange.apply(new Command.Change("jane", id, new Written("1", null, null)))))
        .isEqualTo(Reason.UNKNOWN_ORDER);
    assertThat(exchange.engine.order("john", order.id())).contains(order);
    assertThat(exchange.events).hasSize(events);
  }

  @Test
  void candlesAndTickerComeFromTheTrades() {
    exchange.sells("jane", PRICE, 10);
    exchange.buys("john", PRICE, 4);
    exchange.now += 60_000;
    exchange.apply(new Command.Advance());

    assertThat(exchange.events(MarketEvent.CandleClosed.class)).hasSize(1);
    assertThat(exchange.engine.market(SYMBOL).orElseThrow().ticker().orElseThrow().lots())
        .isEqualTo(4);
  }

  private static Reason refusal(Answer answer) {
    return switch (answer) {
      case Answer.Refused(var reason, _, _) -> reason;
      default -> throw new AssertionError(answer);
    };
  }
}
