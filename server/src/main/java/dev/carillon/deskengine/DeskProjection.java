package dev.carillon.deskengine;

import dev.carillon.desk.history.Batch;
import dev.carillon.desk.history.Batch.SeenAlert;
import dev.carillon.desk.history.DeskHistory;
import dev.carillon.desk.model.Deal;
import dev.carillon.desk.model.DeskEvent;
import dev.carillon.desk.model.DeskEvent.AlertChanged;
import dev.carillon.desk.model.DeskEvent.AlertForAll;
import dev.carillon.desk.model.DeskEvent.Dealt;
import dev.carillon.desk.model.DeskEvent.OrderChanged;
import dev.carillon.desk.model.OrderState;
import dev.carillon.machine.history.Projection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes batches for the {@link DeskHistory} of the desk's events. */
record DeskProjection(DeskHistory history) implements Projection<DeskEvent> {

  /** Whether the history keeps such an event: for all others the desk itself is asked. */
  static boolean keeps(DeskEvent event) {
    return event instanceof OrderChanged
        || event instanceof Dealt
        || event instanceof AlertChanged
        || event instanceof AlertForAll;
  }

  @Override
  public long sequence() {
    return history.sequence();
  }

  @Override
  public void store(List<DeskEvent> events, long sequence) {
    Map<Long, OrderState> orders = new LinkedHashMap<>();
    List<Deal> deals = new ArrayList<>();
    List<SeenAlert> alerts = new ArrayList<>();
    for (DeskEvent event : events) {
      switch (event) {
        case OrderChanged(var order, _) -> orders.put(order.ticket(), order);
        case Dealt(var deal, _) -> deals.add(deal);
        case AlertChanged(var owner, var alert, _) -> alerts.add(new SeenAlert(owner, alert));
        case AlertForAll(var alert) -> alerts.add(new SeenAlert(null, alert));
        case DeskEvent other -> throw new IllegalStateException("not gathered: " + other);
      }
    }
    history.store(new Batch(sequence, List.copyOf(orders.values()), deals, alerts));
  }
}
