package dev.carillon.desk;

import static dev.carillon.desk.Floor.EURUSD;
import static dev.carillon.desk.Floor.JOHN;
import static dev.carillon.desk.Floor.TENTH;
import static dev.carillon.desk.Floor.reason;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.desk.model.Answer;
import dev.carillon.desk.model.Command.Cancel;
import dev.carillon.desk.model.Command.Modify;
import dev.carillon.desk.model.Command.Place;
import dev.carillon.desk.model.Command.Protect;
import dev.carillon.desk.model.Deal;
import dev.carillon.desk.model.Deal.Cause;
import dev.carillon.desk.model.DeskEvent.OrderChanged;
import dev.carillon.desk.model.Expiry;
import dev.carillon.desk.model.OrderState;
import dev.carillon.desk.model.OrderStatus;
import dev.carillon.desk.model.OrderTerms;
import dev.carillon.desk.model.OrderTerms.Prices;
import dev.carillon.desk.model.OrderType;
import dev.carillon.desk.model.Origin;
import dev.carillon.desk.model.Reason;
import dev.carillon.desk.model.RequestKey;
import dev.carillon.desk.model.Side;
import org.junit.jupiter.api.Test;

/** Orders from their placing to their end (markets.md 3.1). */
class OrdersTest {
  private final Floor floor =
      new Floor().define(EURUSD).openAccount(1_000_000).quote(108_500, 108_510);

  private OrderState order(long ticket) {
    return floor.view().order(JOHN, ticket).orElseThrow();
  }

  private Deal lastDeal() {
    return floor.view().deals(JOHN).getFirst();
  }

  @Test
  void aMarketOrderIsFilledAtTheOtherSideOfTheLiveQuote() {
    assertThat(floor.buy("EURUSD", TENTH).fillPrice()).isEqualTo(108_510);
    assertThat(floor.sell("EURUSD", TENTH).fillPrice()).isEqualTo(108_500);
  }

  @Test
  void thePositionHasTheTicketOfTheOrderThatOpenedItAndTicketsRise() {
    long first = floor.buy("EURUSD", TENTH).ticket();
    long second = floor.sell("EURUSD", TENTH).ticket();

    assertThat(second).isEqualTo(first + 1);
    assertThat(floor.view().positions(JOHN))
        .extracting(position -> position.ticket())
        .containsExactly(first, second);
  }

  @Test
  void oppositePositionsAreBothHeld() {
    floor.buy("EURUSD", TENTH);
    floor.sell("EURUSD", TENTH);

    assertThat(floor.view().positions(JOHN)).hasSize(2);
    assertThat(floor.account().margin()).as("each holds its own").isEqualTo(20_000);
  }

  @Test
  void aBuyLimitIsFilledWhenTheAskFallsToIt() {
    long ticket = floor.place(OrderTerms.pending(OrderType.BUY_LIMIT, TENTH, 108_400)).ticket();

    floor.quote(108_400, 108_401);
    assertThat(order(ticket).status()).as("the bid alone is there").isEqualTo(OrderStatus.PENDING);
    floor.quote(108_390, 108_399);
    assertThat(order(ticket).fillPrice()).as("better than asked for").isEqualTo(108_399);
  }

  @Test
  void aSellLimitIsFilledWhenTheBidRisesToIt() {
    long ticket = floor.place(OrderTerms.pending(OrderType.SELL_LIMIT, TENTH, 108_600)).ticket();

    floor.quote(108_599, 108_610);
    assertThat(order(ticket).status()).isEqualTo(OrderStatus.PENDING);
    floor.quote(108_600, 108_610);
    assertThat(order(ticket).fillPrice()).isEqualTo(108_600);
  }

  @Test
  void aBuyStopIsFilledWhenTheAskRisesToItAtTheLiveQuote() {
    long ticket = floor.place(OrderTerms.pending(OrderType.BUY_STOP, TENTH, 108_600)).ticket();

    floor.quote(108_650, 108_660);

    assertThat(order(ticket).fillPrice()).as("it jumped over the price").isEqualTo(108_660);
    assertThat(lastDeal().cause()).isEqualTo(Cause.PENDING_ORDER);
  }

  @Test
  void aSellStopIsFilledWhenTheBidFallsToIt() {
    long ticket = floor.place(OrderTerms.pending(OrderType.SELL_STOP, TENTH, 108_400)).ticket();

    floor.quote(108_401, 108_411);
    assertThat(order(ticket).status()).isEqualTo(OrderStatus.PENDING);
    floor.quote(108_400, 108_410);
    assertThat(order(ticket).fillPrice()).isEqualTo(108_400);
  }

  @Test
  void aBuyStopLimitBecomesALimitOrderWhenItsStopIsReached() {
    Prices prices = new Prices(108_600, 108_550, 0, 0);
    OrderTerms terms =
        OrderTerms.pending(OrderType.BUY_STOP_LIMIT, TENTH, 0).with(prices, Expiry.GTC);
    long ticket = floor.place(terms).ticket();

    floor.quote(108_540, 108_550);
    assertThat(order(ticket).activated()).as("the limit alone does nothing").isFalse();
    floor.quote(108_600, 108_610);
    assertThat(order(ticket).activated()).isTrue();
    assertThat(order(ticket).status()).isEqualTo(OrderStatus.PENDING);
    floor.quote(108_530, 108_540);
    assertThat(order(ticket).fillPrice()).isEqualTo(108_540);
  }

  @Test
  void aSellStopLimitBecomesALimitOrderWhenItsStopIsReached() {
    Prices prices = new Prices(108_400, 108_450, 0, 0);
    OrderTerms terms =
        OrderTerms.pending(OrderType.SELL_STOP_LIMIT, TENTH, 0).with(prices, Expiry.GTC);
    long ticket = floor.place(terms).ticket();

    floor.quote(108_400, 108_410);
    assertThat(order(ticket).activated()).isTrue();
    floor.quote(108_450, 108_460);
    assertThat(order(ticket).fillPrice()).isEqualTo(108_450);
  }

  @Test
  void pendingPricesMustBeOnTheirSideOfTheLiveQuote() {
    assertThat(refused(OrderType.BUY_LIMIT, 108_510)).isEqualTo(Reason.INVALID_PRICE);
    assertThat(refused(OrderType.SELL_LIMIT, 108_500)).isEqualTo(Reason.INVALID_PRICE);
    assertThat(refused(OrderType.BUY_STOP, 108_510)).isEqualTo(Reason.INVALID_PRICE);
    assertThat(refused(OrderType.SELL_STOP, 108_500)).isEqualTo(Reason.INVALID_PRICE);
    assertThat(refused(OrderType.BUY_STOP_LIMIT, 108_600))
        .as("no limit price")
        .isEqualTo(Reason.INVALID_PRICE);
    assertThat(refused(OrderType.BUY_LIMIT, 0)).isEqualTo(Reason.INVALID_PRICE);
  }

  private Reason refused(OrderType type, long price) {
    return reason(floor.place("EURUSD", OrderTerms.pending(type, TENTH, price)));
  }

  @Test
  void aRefusedOrderIsTold() {
    Answer answer = floor.place("EURUSD", OrderTerms.market(Side.BUY, 0));

    assertThat(reason(answer)).isEqualTo(Reason.INVALID_VOLUME);
    OrderState told = floor.events(OrderChanged.class).getLast().order();
    assertThat(told.status()).isEqualTo(OrderStatus.REJECTED);
    assertThat(told.reason()).isEqualTo(Reason.INVALID_VOLUME);
    assertThat(((Answer.Refused) answer).order()).isEqualTo(told);
  }

  @Test
  void aPriceThatIsWorseThanTheClientAllowsIsARequote() {
    OrderTerms terms =
        new OrderTerms(
            OrderType.BUY, TENTH, new Prices(108_505, 0, 0, 0), 4, Expiry.GTC, Origin.NONE);

    assertThat(reason(floor.place("EURUSD", terms))).isEqualTo(Reason.REQUOTE);

    floor.quote(108_499, 108_509);
    assertThat(floor.place(terms).fillPrice()).isEqualTo(108_509);
  }

  @Test
  void aStopLossClosesAtTheBidWhichMayBeWorse() {
    floor.place(protectedBuy(108_400, 108_700));

    floor.quote(108_401, 108_411);
    assertThat(floor.view().positions(JOHN)).hasSize(1);
    floor.quote(108_380, 108_390);

    assertThat(lastDeal().cause()).isEqualTo(Cause.STOP_LOSS);
    assertThat(lastDeal().closePrice()).isEqualTo(108_380);
    assertThat(lastDeal().profit()).as("130 points of 0.1 lot").isEqualTo(-1_300);
  }

  @Test
  void aTakeProfitClosesAtTheBidWhichMayBeBetter() {
    floor.place(protectedBuy(108_400, 108_700));

    floor.quote(108_720, 108_730);

    assertThat(lastDeal().cause()).isEqualTo(Cause.TAKE_PROFIT);
    assertThat(lastDeal().closePrice()).isEqualTo(108_720);
    assertThat(lastDeal().status()).isEqualTo(Deal.Status.CLOSED);
  }

  @Test
  void theStopsOfASellAreReachedByTheAsk() {
    Prices prices = new Prices(0, 0, 108_600, 108_400);
    floor.place(OrderTerms.market(Side.SELL, TENTH).with(prices, Expiry.GTC));

    floor.quote(108_599, 108_600);

    assertThat(lastDeal().cause()).isEqualTo(Cause.STOP_LOSS);
    assertThat(lastDeal().closePrice()).isEqualTo(108_600);
  }

  private static OrderTerms protectedBuy(long stopLoss, long takeProfit) {
    Prices prices = new Prices(0, 0, stopLoss, takeProfit);
    return OrderTerms.market(Side.BUY, TENTH).with(prices, Expiry.GTC);
  }

  @Test
  void stopsOnTheWrongSideAreRefused() {
    assertThat(reason(floor.place("EURUSD", protectedBuy(108_500, 0))))
        .isEqualTo(Reason.INVALID_STOPS);
    assertThat(reason(floor.place("EURUSD", protectedBuy(0, 108_500))))
        .isEqualTo(Reason.INVALID_STOPS);
  }

  @Test
  void thePositionsStopsCanBeSetAndTakenAway() {
    long ticket = floor.place(protectedBuy(108_400, 108_700)).ticket();

    floor.apply(new Protect(JOHN, ticket, 0L, null));
    assertThat(floor.position().stopLoss()).isZero();
    assertThat(floor.position().takeProfit()).as("as it was").isEqualTo(108_700);
    floor.quote(108_300, 108_310);
    assertThat(floor.view().positions(JOHN)).hasSize(1);

    floor.apply(new Protect(JOHN, ticket, 108_290L, null));
    floor.quote(108_290, 108_300);
    assertThat(floor.view().positions(JOHN)).isEmpty();
  }

  @Test
  void aPartOfAPositionIsClosedAndTheRestStays() {
    long ticket = floor.buy("EURUSD", TENTH).ticket();
    floor.quote(108_610, 108_620);

    Answer answer = floor.close(ticket, 4);

    assertThat(answer).isInstanceOf(Answer.Closed.class);
    assertThat(lastDeal().status()).isEqualTo(Deal.Status.PARTIALLY_FILLED);
    assertThat(lastDeal().profit()).isEqualTo(400);
    assertThat(floor.position().volume()).isEqualTo(6);
    assertThat(floor.position().profit()).isEqualTo(600);
    assertThat(floor.account().margin()).isEqualTo(6_000);
    assertThat(reason(floor.close(ticket, 7))).isEqualTo(Reason.INVALID_VOLUME);
    assertThat(reason(floor.close(1, 0))).isEqualTo(Reason.UNKNOWN_POSITION);
  }

  @Test
  void aModifiedOrderWaitsForItsNewPrice() {
    long ticket = floor.place(OrderTerms.pending(OrderType.BUY_LIMIT, TENTH, 108_400)).ticket();

    floor.apply(new Modify(JOHN, ticket, 108_300L, null, 108_200L, null, null));
    floor.quote(108_390, 108_400);
    assertThat(order(ticket).status()).isEqualTo(OrderStatus.PENDING);
    floor.quote(108_290, 108_300);

    assertThat(floor.position().stopLoss()).isEqualTo(108_200);
    assertThat(reason(floor.apply(new Modify(JOHN, ticket, 1L, null, null, null, null))))
        .as("it is filled")
        .isEqualTo(Reason.UNKNOWN_ORDER);
  }

  @Test
  void aCancelledOrderIsNeverFilled() {
    long ticket = floor.place(OrderTerms.pending(OrderType.BUY_LIMIT, TENTH, 108_400)).ticket();

    floor.apply(new Cancel(JOHN, ticket));
    floor.quote(108_300, 108_310);

    assertThat(order(ticket).status()).isEqualTo(OrderStatus.CANCELLED);
    assertThat(floor.view().positions(JOHN)).isEmpty();
    assertThat(reason(floor.apply(new Cancel(JOHN, ticket)))).isEqualTo(Reason.UNKNOWN_ORDER);
  }

  @Test
  void anOrderEndsAtItsDate() {
    long end = floor.nowMillis() + 3_000;
    OrderTerms terms = OrderTerms.pending(OrderType.BUY_LIMIT, TENTH, 108_400);
    long ticket = floor.place(terms.with(terms.prices(), Expiry.at(end))).ticket();

    assertThat(floor.desk().nextDueMillis()).isEqualTo(end);
    floor.passSeconds(3);

    assertThat(order(ticket).status()).isEqualTo(OrderStatus.EXPIRED);
    OrderTerms past = terms.with(terms.prices(), Expiry.at(end));
    assertThat(reason(floor.place("EURUSD", past))).isEqualTo(Reason.INVALID_EXPIRY);
  }

  @Test
  void anOrderOfTheDayEndsAtFiveInNewYork() {
    OrderTerms terms = OrderTerms.pending(OrderType.BUY_LIMIT, TENTH, 108_400);
    long ticket = floor.place(terms.with(terms.prices(), Expiry.DAY)).ticket();

    floor.at("2026-11-18T21:59:59Z").passSeconds(0);
    assertThat(order(ticket).status()).isEqualTo(OrderStatus.PENDING);
    floor.at("2026-11-18T22:00:00Z").passSeconds(0);
    assertThat(order(ticket).status()).isEqualTo(OrderStatus.EXPIRED);
  }

  @Test
  void theSameRequestAgainIsNotDoneAgain() {
    RequestKey key = new RequestKey("k", 7);
    Place place = new Place(JOHN, "EURUSD", OrderTerms.market(Side.BUY, TENTH), key);
    long ticket = Floor.ordered(floor.apply(place)).ticket();

    assertThat(floor.apply(place)).isEqualTo(new Answer.Repeated(Long.toString(ticket)));
    assertThat(floor.view().positions(JOHN)).hasSize(1);
    Place other =
        new Place(JOHN, "EURUSD", OrderTerms.market(Side.SELL, 1), new RequestKey("k", 8));
    assertThat(reason(floor.apply(other))).isEqualTo(Reason.IDEMPOTENCY_KEY_REUSED);

    floor.passSeconds(24 * 60 * 60 + 60).quote(108_500, 108_510);
    assertThat(floor.apply(place))
        .as("a day later it is another")
        .isInstanceOf(Answer.Ordered.class);
  }

  @Test
  void anUnknownSymbolAccountOrOriginIsRefused() {
    assertThat(reason(floor.place("XXXYYY", OrderTerms.market(Side.BUY, 1))))
        .isEqualTo(Reason.UNKNOWN_SYMBOL);
    assertThat(
            reason(
                floor.apply(new Place("nobody", "EURUSD", OrderTerms.market(Side.BUY, 1), null))))
        .isEqualTo(Reason.UNKNOWN_ACCOUNT);
    assertThat(reason(from(new Origin("conn_1", null)))).isEqualTo(Reason.UNKNOWN_CONNECTION);
    assertThat(reason(from(new Origin(null, "strategy_1")))).isEqualTo(Reason.UNKNOWN_STRATEGY);
  }

  private Answer from(Origin origin) {
    return floor.place("EURUSD", OrderTerms.market(Side.BUY, 1).from(origin));
  }
}
