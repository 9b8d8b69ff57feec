package dev.carillon.desk.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.desk.history.Batch.SeenAlert;
import dev.carillon.desk.model.Alert;
import dev.carillon.desk.model.Alert.Entity;
import dev.carillon.desk.model.Deal;
import dev.carillon.desk.model.Deal.Cause;
import dev.carillon.desk.model.Expiry;
import dev.carillon.desk.model.OrderState;
import dev.carillon.desk.model.OrderStatus;
import dev.carillon.desk.model.OrderTerms;
import dev.carillon.desk.model.OrderTerms.Prices;
import dev.carillon.desk.model.OrderType;
import dev.carillon.desk.model.Origin;
import dev.carillon.desk.model.Reason;
import dev.carillon.desk.model.Side;
import dev.carillon.desk.quote.Symbol;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a history of the desk must do, whatever it is kept in. */
public abstract class DeskHistoryContract {
  /** The symbols whose rows are read. */
  protected static final Symbol EURUSD = Symbol.pair("EURUSD", 5);

  protected static final Symbol USDJPY = Symbol.pair("USDJPY", 3);

  private static final Page ALL_OF_JOHN = new Page("john", null, Long.MAX_VALUE, 100);
  private static final OrderTerms BUY = OrderTerms.market(Side.BUY, 10);

  /** An empty history that knows the two symbols; the same at each call within a test. */
  protected abstract DeskHistory history();

  private void store(long sequence, OrderState... orders) {
    history().store(new Batch(sequence, List.of(orders), List.of(), List.of()));
  }

  private void deals(long sequence, Deal... deals) {
    history().store(new Batch(sequence, List.of(), List.of(deals), List.of()));
  }

  private void alerts(long sequence, SeenAlert... alerts) {
    history().store(new Batch(sequence, List.of(), List.of(), List.of(alerts)));
  }

  private static OrderState order(String owner, long ticket, Symbol symbol, OrderStatus status) {
    return new OrderState(
        owner, ticket, symbol, BUY, status, false, null, ticket * 10, ticket * 10, 0, 0);
  }

  private static Deal deal(String owner, long id, Symbol symbol, Deal.Status status) {
    return new Deal(
        id,
        owner,
        500 + id,
        symbol,
        Side.SELL,
        10,
        108_500,
        status == Deal.Status.FILLED ? 0 : 108_600,
        0,
        0,
        -1_000,
        -7,
        50,
        -1_107,
        status,
        Cause.CLIENT,
        Origin.NONE,
        id * 10);
  }

  private static Alert alert(@Nullable String owner, long id) {
    return new Alert(
        id,
        owner,
        Alert.Type.RISK_LIMIT,
        Alert.Severity.WARNING,
        "Title " + id,
        "Message, with \"quotes\" and ß",
        800L,
        -805L,
        new Entity(Entity.Kind.USER, "john"),
        id * 10,
        false);
  }

  @Test
  void itStartsWithNothing() {
    assertIsEmpty();
  }

  private void assertIsEmpty() {
    assertThat(history().sequence()).isZero();
    assertThat(history().order("john", 1)).isEmpty();
    assertThat(history().orders(ALL_OF_JOHN)).isEmpty();
    assertThat(history().closings(ALL_OF_JOHN)).isEmpty();
    assertThat(history().alerts("john", Long.MAX_VALUE, 10)).isEmpty();
  }

  @Test
  void anOrderIsReadAsItWasStoredLast() {
    OrderTerms terms =
        new OrderTerms(
            OrderType.SELL_STOP_LIMIT,
            7,
            new Prices(1, 2, 3, 4),
            OrderTerms.ANY_PRICE,
            Expiry.at(9_999),
            new Origin("conn_1", "strategy_2"));
    OrderState pending =
        new OrderState(
            "john", 7, EURUSD, terms, OrderStatus.PENDING, false, null, 1_000, 1_000, 0, 0);
    OrderState ended =
        new OrderState(
            "john",
            7,
            EURUSD,
            terms,
            OrderStatus.REJECTED,
            true,
            Reason.INSUFFICIENT_MARGIN,
            1_000,
            2_000,
            0,
            0);

    store(1, pending);
    assertThat(history().order("john", 7)).contains(pending);
    store(2, ended);

    assertThat(history().order("john", 7)).contains(ended);
    assertThat(history().sequence()).isEqualTo(2);
  }

  @Test
  void everyConstantOfAnOrderIsReadAsItWasStored() {
    List<OrderState> orders = new ArrayList<>();
    List<@Nullable Reason> reasons = new ArrayList<>(List.of(Reason.values()));
    reasons.add(null);
    for (OrderType type : OrderType.values()) {
      for (OrderStatus status : OrderStatus.values()) {
        for (Reason reason : reasons) {
          OrderTerms terms =
              new OrderTerms(type, 1, Prices.NONE, 3, Expiry.DAY, new Origin(null, "s"));
          long ticket = orders.size() + 1L;
          orders.add(
              new OrderState(
                  "john", ticket, USDJPY, terms, status, false, reason, 1, 2, 3, 108_500));
        }
      }
    }
    history().store(new Batch(1, orders, List.of(), List.of()));

    assertThat(history().orders(new Page("john", null, Long.MAX_VALUE, 10_000)))
        .isEqualTo(orders.reversed());
  }

  @Test
  void closingsAreReadAsTheyWereAndOpeningsAreNotAmongThem() {
    List<Deal> deals = new ArrayList<>();
    for (Cause cause : Cause.values()) {
      for (Side side : Side.values()) {
        deals.add(
            new Deal(
                deals.size() + 1,
                "john",
                Long.MAX_VALUE,
                USDJPY,
                side,
                1,
                2,
                3,
                4,
                5,
                -6,
                -7,
                8,
                -9,
                side == Side.BUY ? Deal.Status.CLOSED : Deal.Status.PARTIALLY_FILLED,
                cause,
                new Origin("conn_1", null),
                99));
      }
    }
    history().store(new Batch(1, List.of(), deals, List.of()));
    deals(2, deal("john", 100, EURUSD, Deal.Status.FILLED));

    assertThat(history().closings(ALL_OF_JOHN)).isEqualTo(deals.reversed());
  }

  @Test
  void nobodySeesWhatIsOfAnother() {
    store(1, order("jane", 1, EURUSD, OrderStatus.FILLED));
    deals(2, deal("jane", 1, EURUSD, Deal.Status.CLOSED));
    alerts(3, new SeenAlert("jane", alert("jane", 1)));

    assertThat(history().order("john", 1)).isEmpty();
    assertThat(history().orders(ALL_OF_JOHN)).isEmpty();
    assertThat(history().closings(ALL_OF_JOHN)).isEmpty();
    assertThat(history().alerts("john", Long.MAX_VALUE, 10)).isEmpty();
    assertThat(history().alerts("jane", Long.MAX_VALUE, 10)).containsExactly(alert("jane", 1));
  }

  @Test
  void listsArePagedFromTheNewestAndMayBeThoseOfOneSymbol() {
    OrderState[] orders =
        LongStream.rangeClosed(1, 9)
            .mapToObj(id -> order("john", id, id % 2 == 0 ? EURUSD : USDJPY, OrderStatus.FILLED))
            .toArray(OrderState[]::new);
    store(1, orders);
    Deal[] deals =
        LongStream.rangeClosed(1, 9)
            .mapToObj(id -> deal("john", id, id % 2 == 0 ? EURUSD : USDJPY, Deal.Status.CLOSED))
            .toArray(Deal[]::new);
    deals(2, deals);

    assertThat(history().orders(new Page("john", null, Long.MAX_VALUE, 2)))
        .containsExactly(orders[8], orders[7]);
    assertThat(history().orders(new Page("john", "EURUSD", 8, 10)))
        .containsExactly(orders[5], orders[3], orders[1]);
    assertThat(history().closings(new Page("john", null, 8, 2)))
        .containsExactly(deals[6], deals[5]);
    assertThat(history().closings(new Page("john", "USDJPY", 7, 2)))
        .containsExactly(deals[4], deals[2]);
  }

  @Test
  void alertsForEverybodyAreSeenByAllAndAcknowledgedByEachAlone() {
    Alert own = alert("john", 2);
    Alert forAll = alert(null, 3);
    Alert bare =
        new Alert(
            1,
            "john",
            Alert.Type.STRATEGY_ERROR,
            Alert.Severity.CRITICAL,
            "t",
            "m",
            null,
            null,
            new Entity(Entity.Kind.STRATEGY, "strategy_1"),
            10,
            false);
    alerts(1, new SeenAlert("john", bare), new SeenAlert("john", own), new SeenAlert(null, forAll));

    assertThat(history().alerts("john", Long.MAX_VALUE, 10)).containsExactly(forAll, own, bare);
    assertThat(history().alerts("john", 3, 1)).containsExactly(own);

    alerts(
        2,
        new SeenAlert("john", forAll.acknowledged(true)),
        new SeenAlert("john", own.acknowledged(true)));

    assertThat(history().alerts("john", Long.MAX_VALUE, 2))
        .containsExactly(forAll.acknowledged(true), own.acknowledged(true));
    assertThat(history().alerts("jane", Long.MAX_VALUE, 10)).containsExactly(forAll);
  }

  @Test
  void anAlertThatComesTwiceAtOnceIsSeenAsItWasLast() {
    Alert first = alert("john", 1);
    Alert last =
        new Alert(
            1,
            "john",
            Alert.Type.RISK_LIMIT,
            Alert.Severity.CRITICAL,
            "Later",
            "",
            null,
            null,
            new Entity(Entity.Kind.USER, "john"),
            10,
            false);
    alerts(1, new SeenAlert("john", first), new SeenAlert("john", last));

    assertThat(history().alerts("john", Long.MAX_VALUE, 10)).containsExactly(last);
  }

  @Test
  void anyTextMayNameAStrategy() {
    OrderTerms terms =
        new OrderTerms(
            OrderType.BUY, 1, Prices.NONE, 3, Expiry.DAY, new Origin("\0", "a\0\uD83D\uDE00"));
    store(
        1, new OrderState("john", 1, USDJPY, terms, OrderStatus.FILLED, false, null, 1, 2, 3, 108));

    assertThat(history().order("john", 1).orElseThrow().terms().origin().strategyId())
        .startsWith("a")
        .endsWith("\uD83D\uDE00");
  }

  @Test
  void whatIsOlderThanWhatIsStoredIsLeftOut() {
    store(10, order("john", 1, EURUSD, OrderStatus.FILLED));

    store(9, order("john", 1, EURUSD, OrderStatus.PENDING));

    assertThat(history().sequence()).isEqualTo(10);
    assertThat(history().orders(ALL_OF_JOHN))
        .containsExactly(order("john", 1, EURUSD, OrderStatus.FILLED));
  }

  @Test
  void storingTheSameAgainChangesNothing() {
    Batch batch =
        new Batch(
            5,
            List.of(order("john", 1, EURUSD, OrderStatus.FILLED)),
            List.of(deal("john", 1, EURUSD, Deal.Status.CLOSED)),
            List.of(new SeenAlert(null, alert(null, 1))));
    history().store(batch);
    history().store(batch);

    assertThat(history().orders(ALL_OF_JOHN)).isEqualTo(batch.orders());
    assertThat(history().closings(ALL_OF_JOHN)).isEqualTo(batch.deals());
    assertThat(history().alerts("john", Long.MAX_VALUE, 10)).hasSize(1);
    store(3);
    assertThat(history().sequence()).isEqualTo(5);
  }

  @Test
  void whatEndedLongAgoIsForgottenAndWhatIsPendingStays() {
    store(
        1,
        order("john", 1, EURUSD, OrderStatus.PENDING),
        order("john", 2, EURUSD, OrderStatus.CANCELLED),
        order("john", 3, EURUSD, OrderStatus.FILLED));
    deals(
        2,
        deal("john", 1, EURUSD, Deal.Status.CLOSED),
        deal("jane", 2, EURUSD, Deal.Status.CLOSED));
    deals(3, deal("john", 3, EURUSD, Deal.Status.CLOSED));
    alerts(4, new SeenAlert(null, alert(null, 2)), new SeenAlert("john", alert("john", 3)));

    int gone = 0;
    for (int step = history().forget(30); step > 0; step = history().forget(30)) {
      gone += step;
    }

    assertThat(gone).isEqualTo(4);
    assertThat(history().orders(ALL_OF_JOHN))
        .extracting(OrderState::ticket)
        .containsExactly(3L, 1L);
    assertThat(history().closings(ALL_OF_JOHN)).extracting(Deal::id).containsExactly(3L);
    assertThat(history().closings(new Page("jane", null, 10, 10))).isEmpty();
    assertThat(history().alerts("john", 10, 10)).extracting(Alert::id).containsExactly(3L);
    assertThat(history().sequence()).isEqualTo(4);
  }

  @Test
  void aHistoryThatWasClearedIsAsNew() {
    store(1, order("john", 1, EURUSD, OrderStatus.FILLED));
    deals(2, deal("john", 1, EURUSD, Deal.Status.CLOSED));
    alerts(3, new SeenAlert("john", alert("john", 1)));

    history().clear();

    assertIsEmpty();
  }
}
