package dev.carillon.desk;

import static dev.carillon.desk.Floor.EURUSD;
import static dev.carillon.desk.Floor.JOHN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.desk.model.Command.Acknowledge;
import dev.carillon.desk.model.Limits;
import dev.carillon.desk.model.OrderTerms;
import dev.carillon.desk.model.Reason;
import dev.carillon.desk.model.Side;
import dev.carillon.state.StateWriter;
import org.junit.jupiter.api.Test;

/** What an account holds does not grow with what it did. */
class BoundsTest {
  private final Floor floor =
      new Floor().define(EURUSD).openAccount(100_000_000).quote(108_500, 108_500);

  private int stateSize() {
    StateWriter out = new StateWriter();
    floor.desk().writeTo(out);
    return out.size();
  }

  private void tradeAndFail(int times) {
    for (int i = 0; i < times; i++) {
      floor.close(floor.buy("EURUSD", 1).ticket(), 0);
      floor.place("EURUSD", OrderTerms.market(Side.BUY, 0));
      floor.passSeconds(5).quote(108_500, 108_500);
      floor.apply(new Acknowledge(JOHN, floor.view().alerts(JOHN).getFirst().id()));
    }
  }

  @Test
  void onlyTheNewestDealsOrdersAndAlertsAreKept() {
    tradeAndFail(200);
    int size = stateSize();
    long newest = floor.view().deals(JOHN).getFirst().id();

    tradeAndFail(200);

    assertThat(stateSize()).as("but for longer numbers").isBetween(size - 100, size + 1_000);
    assertThat(floor.view().deals(JOHN)).hasSize(100);
    assertThat(floor.view().deals(JOHN).getLast().id()).isGreaterThan(newest);
    assertThat(floor.view().endedOrders(JOHN)).hasSize(100);
    assertThat(floor.view().alerts(JOHN)).hasSize(100 + 64);
  }

  @Test
  void noAccountHasMorePositionsThanAllMay() {
    for (int i = 0; i < Limits.MOST_POSITIONS; i++) {
      floor.buy("EURUSD", 1);
    }

    assertThat(Floor.reason(floor.place("EURUSD", OrderTerms.market(Side.BUY, 1))))
        .isEqualTo(Reason.MAX_POSITIONS);
  }
}
