package dev.carillon.desk;

import static dev.carillon.desk.Floor.EURUSD;
import static dev.carillon.desk.Floor.JOHN;
import static dev.carillon.desk.Floor.TENTH;
import static dev.carillon.desk.Floor.reason;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.desk.model.Alert;
import dev.carillon.desk.model.Alert.Severity;
import dev.carillon.desk.model.Answer;
import dev.carillon.desk.model.Command.Acknowledge;
import dev.carillon.desk.model.Command.AddConnection;
import dev.carillon.desk.model.Command.AddStrategy;
import dev.carillon.desk.model.Command.ConnectionStatus;
import dev.carillon.desk.model.Command.Deposit;
import dev.carillon.desk.model.Command.SetLimits;
import dev.carillon.desk.model.Command.StrategyStatus;
import dev.carillon.desk.model.Command.Withdraw;
import dev.carillon.desk.model.Deal.Cause;
import dev.carillon.desk.model.Limits;
import dev.carillon.desk.model.OrderStatus;
import dev.carillon.desk.model.OrderTerms;
import dev.carillon.desk.model.OrderType;
import dev.carillon.desk.model.Origin;
import dev.carillon.desk.model.Reason;
import dev.carillon.desk.model.RequestKey;
import dev.carillon.desk.model.Side;
import dev.carillon.desk.model.Strategy;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Limits and alerts (markets.md 3.3). */
class LimitsTest {
  private final Floor floor =
      new Floor().define(EURUSD).openAccount(1_000_000).quote(108_500, 108_500);

  private void limit(Limits limits) {
    floor.apply(new SetLimits(JOHN, limits));
  }

  /** One lot loses a dollar a point. */
  private void quote(long points) {
    floor.quote(108_500 + points, 108_500 + points);
  }

  private List<Long> thresholds(Alert.Type type) {
    return floor.alerts().stream()
        .filter(alert -> alert.type() == type)
        .map(Alert::threshold)
        .toList();
  }

  @Test
  void theAlertOfTheDocumentSaysHowMuchOfTheDailyLossIsUsed() {
    limit(new Limits(100_000, 0, 0, 0, false));
    floor.buy("EURUSD", 100);

    quote(-805);

    Alert alert = floor.alerts().getLast();
    assertThat(alert.type()).isEqualTo(Alert.Type.RISK_LIMIT);
    assertThat(alert.severity()).isEqualTo(Severity.WARNING);
    assertThat(alert.title()).isEqualTo("Daily Loss Limit Approaching");
    assertThat(alert.message()).isEqualTo("Daily loss has reached 80% of the maximum limit");
    assertThat(alert.threshold()).as("80").isEqualTo(800);
    assertThat(alert.current()).as("80.5").isEqualTo(805);
    assertThat(alert.entity()).isEqualTo(new Alert.Entity(Alert.Entity.Kind.USER, JOHN));
  }

  @Test
  void anAlertComesOnceForEachCrossingAndIsArmedAgainFivePointsBelow() {
    limit(new Limits(100_000, 0, 0, 0, false));
    floor.buy("EURUSD", 100);

    quote(-499);
    assertThat(thresholds(Alert.Type.RISK_LIMIT)).isEmpty();
    quote(-500);
    quote(-510);
    quote(-455);
    quote(-500);
    assertThat(thresholds(Alert.Type.RISK_LIMIT)).containsExactly(500L);
    quote(-449);
    quote(-500);
    quote(-850);
    quote(-760);
    quote(-820);
    assertThat(thresholds(Alert.Type.RISK_LIMIT)).containsExactly(500L, 500L, 800L);
  }

  @Test
  void theDailyLossLimitBlocksOrdersUntilTheNextTradingDay() {
    limit(new Limits(100_000, 0, 0, 0, false));
    floor.buy("EURUSD", 100);

    quote(-1_000);
    quote(0);

    assertThat(thresholds(Alert.Type.RISK_LIMIT)).containsExactly(1_000L);
    assertThat(reason(floor.place("EURUSD", OrderTerms.market(Side.BUY, 1))))
        .isEqualTo(Reason.DAILY_LOSS_LIMIT);
    assertThat(floor.view().positions(JOHN)).as("it closes nothing").hasSize(1);
    floor.at("2026-11-18T22:00:00Z");
    quote(0);
    floor.buy("EURUSD", 1);
  }

  @Test
  void aLimitThatClosesPositionsClosesAllAndCancelsAll() {
    limit(new Limits(100_000, 0, 0, 0, true));
    floor.buy("EURUSD", 100);
    long pending = floor.place(OrderTerms.pending(OrderType.BUY_LIMIT, 1, 100_000)).ticket();

    quote(-1_000);

    assertThat(floor.view().positions(JOHN)).isEmpty();
    assertThat(floor.view().deals(JOHN).getFirst().cause()).isEqualTo(Cause.RISK_LIMIT);
    var order = floor.view().order(JOHN, pending).orElseThrow();
    assertThat(order.status()).isEqualTo(OrderStatus.CANCELLED);
    assertThat(order.reason()).isEqualTo(Reason.DAILY_LOSS_LIMIT);
  }

  @Test
  void theDrawdownIsBelowThePeakAndBlocksUntilTheLimitIsSetAnew() {
    limit(new Limits(0, 100_000, 0, 0, false));
    floor.buy("EURUSD", 100);

    quote(600);
    quote(-400);

    assertThat(floor.account().drawdown()).isEqualTo(100_000);
    assertThat(floor.account().dailyLoss()).isEqualTo(40_000);
    assertThat(thresholds(Alert.Type.DRAWDOWN)).containsExactly(1_000L);
    floor.at("2026-11-18T23:00:00Z");
    quote(0);
    assertThat(reason(floor.place("EURUSD", OrderTerms.market(Side.BUY, 1))))
        .isEqualTo(Reason.DRAWDOWN_LIMIT);
    limit(new Limits(0, 200_000, 0, 0, false));
    floor.buy("EURUSD", 1);
  }

  @Test
  void moneyThatComesInOrGoesOutIsNoGainAndNoLoss() {
    floor.apply(new Deposit(JOHN, 50_000, null));
    floor.apply(new Withdraw(JOHN, 200_000, null));

    assertThat(floor.account().dailyLoss()).isZero();
    assertThat(floor.account().drawdown()).isZero();
  }

  @Test
  void morePositionsThanAllowedAreRefused() {
    limit(new Limits(0, 0, 0, 2, false));
    floor.buy("EURUSD", 1);
    floor.buy("EURUSD", 1);

    assertThat(reason(floor.place("EURUSD", OrderTerms.market(Side.BUY, 1))))
        .isEqualTo(Reason.MAX_POSITIONS);
    assertThat(thresholds(Alert.Type.MAX_POSITIONS)).containsExactly(1_000L);
    assertThat(floor.alerts().getLast().type()).isEqualTo(Alert.Type.ORDER_REJECTED);
  }

  @Test
  void moreExposureThanAllowedIsRefused() {
    limit(new Limits(0, 0, 2_000_000, 0, false));
    floor.buy("EURUSD", 16);

    assertThat(thresholds(Alert.Type.MAX_EXPOSURE)).as("16,000 of 20,000").containsExactly(800L);
    assertThat(reason(floor.place("EURUSD", OrderTerms.market(Side.BUY, 5))))
        .isEqualTo(Reason.MAX_EXPOSURE);
    floor.buy("EURUSD", 4);
  }

  @Test
  void aLostConnectionAndItsReturnAreTold() {
    floor.apply(new AddConnection(JOHN, "conn_123456", "MetaTrader 5", null));

    floor.apply(new ConnectionStatus(JOHN, "conn_123456", false));
    floor.apply(new ConnectionStatus(JOHN, "conn_123456", false));
    floor.apply(new ConnectionStatus(JOHN, "conn_123456", true));

    assertThat(floor.alerts())
        .extracting(Alert::type)
        .containsExactly(Alert.Type.CONNECTION_LOST, Alert.Type.CONNECTION_RESTORED);
    assertThat(floor.view().connections(JOHN).getFirst().connected()).isTrue();
    assertThat(reason(floor.apply(new ConnectionStatus(JOHN, "conn_2", true))))
        .isEqualTo(Reason.UNKNOWN_CONNECTION);
  }

  @Test
  void theOrdersOfAFailedStrategyAreRefused() {
    floor.apply(new AddStrategy(JOHN, "strategy_123", "Trend", null));
    OrderTerms terms = OrderTerms.market(Side.BUY, TENTH).from(new Origin(null, "strategy_123"));
    floor.place(terms);

    floor.apply(
        new StrategyStatus(JOHN, "strategy_123", Strategy.Status.ERROR, "division by zero"));

    assertThat(floor.alerts().getLast().type()).isEqualTo(Alert.Type.STRATEGY_ERROR);
    assertThat(reason(floor.place("EURUSD", terms))).isEqualTo(Reason.STRATEGY_STOPPED);
    assertThat(floor.position().origin().strategyId()).isEqualTo("strategy_123");
    assertThat(
            reason(floor.apply(new StrategyStatus(JOHN, "strategy_9", Strategy.Status.ERROR, "?"))))
        .isEqualTo(Reason.UNKNOWN_STRATEGY);
  }

  @Test
  void idsAreGivenOrTakenOnce() {
    Answer given = floor.apply(new AddConnection(JOHN, null, "A", new RequestKey("k", 1)));
    String id = ((Answer.Connected) given).connection().id();

    assertThat(id).startsWith("conn_");
    assertThat(floor.apply(new AddConnection(JOHN, null, "A", new RequestKey("k", 1))))
        .isEqualTo(new Answer.Repeated(id));
    assertThat(reason(floor.apply(new AddConnection(JOHN, id, "B", null))))
        .isEqualTo(Reason.CONFLICT);
    for (int i = 0; i < 100; i++) {
      floor.apply(new AddStrategy(JOHN, null, "S", null));
    }
    assertThat(reason(floor.apply(new AddStrategy(JOHN, null, "S", null))))
        .isEqualTo(Reason.TOO_MANY_ENTRIES);
  }

  @Test
  void anAcknowledgedAlertStaysSo() {
    floor.place("EURUSD", OrderTerms.market(Side.BUY, 0));
    long id = floor.view().alerts(JOHN).getFirst().id();

    floor.apply(new Acknowledge(JOHN, id));

    assertThat(floor.view().alerts(JOHN).getFirst().acknowledged()).isTrue();
    assertThat(reason(floor.apply(new Acknowledge(JOHN, id + 1)))).isEqualTo(Reason.UNKNOWN_ALERT);
  }

  @Test
  void tooManyPendingOrdersAreRefused() {
    OrderTerms terms = OrderTerms.pending(OrderType.BUY_LIMIT, 1, 100_000);
    for (int i = 0; i < 200; i++) {
      floor.place(terms);
    }

    assertThat(reason(floor.place("EURUSD", terms))).isEqualTo(Reason.TOO_MANY_ORDERS);
  }
}
