package dev.carillon.desk.history;

import dev.carillon.desk.history.Batch.SeenAlert;
import dev.carillon.desk.model.Alert;
import dev.carillon.desk.model.Deal;
import dev.carillon.desk.model.OrderState;
import dev.carillon.desk.model.OrderStatus;
import dev.carillon.desk.quote.Symbol;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A history in memory. Any thread. */
public final class MemoryDeskHistory implements DeskHistory {
  private final Map<Long, OrderState> orders = new TreeMap<>(Comparator.reverseOrder());
  private final Map<Long, Deal> deals = new TreeMap<>(Comparator.reverseOrder());
  private final Map<Long, Map<String, Alert>> alerts = new TreeMap<>(Comparator.reverseOrder());
  private long sequence;

  @Override
  public synchronized long sequence() {
    return sequence;
  }

  @Override
  public synchronized void store(Batch batch) {
    if (batch.sequence() < sequence) {
      return;
    }
    batch.orders().forEach(order -> orders.put(order.ticket(), order));
    batch.deals().forEach(deal -> deals.put(deal.id(), deal));
    for (SeenAlert seen : batch.alerts()) {
      alerts
          .computeIfAbsent(seen.alert().id(), _ -> new HashMap<>())
          .put(viewer(seen), seen.alert());
    }
    sequence = batch.sequence();
  }

  /** Nobody is called so: it is for everybody. */
  private static String viewer(SeenAlert seen) {
    return seen.viewer() == null ? "" : seen.viewer();
  }

  @Override
  public synchronized void clear() {
    orders.clear();
    deals.clear();
    alerts.clear();
    sequence = 0;
  }

  @Override
  public synchronized Optional<OrderState> order(String owner, long ticket) {
    return Optional.ofNullable(orders.get(ticket)).filter(order -> order.owner().equals(owner));
  }

  @Override
  public synchronized List<OrderState> orders(Page page) {
    return orders.values().stream()
        .filter(order -> order.owner().equals(page.owner()) && order.ticket() < page.before())
        .filter(order -> isOf(page, order.symbol()))
        .limit(page.limit())
        .toList();
  }

  @Override
  public synchronized List<Deal> closings(Page page) {
    return deals.values().stream()
        .filter(deal -> deal.owner().equals(page.owner()) && deal.id() < page.before())
        .filter(deal -> deal.status() != Deal.Status.FILLED)
        .filter(deal -> isOf(page, deal.symbol()))
        .limit(page.limit())
        .toList();
  }

  private static boolean isOf(Page page, Symbol symbol) {
    return page.symbol() == null || symbol.name().equals(page.symbol());
  }

  @Override
  public synchronized List<Alert> alerts(String viewer, long before, int limit) {
    return alerts.values().stream()
        .flatMap(seen ->
            Optional.ofNullable(seen.get(viewer))
                .or(() -> Optional.ofNullable(seen.get("")))
                .stream())
        .filter(alert -> alert.id() < before)
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized int forget(long beforeMillis) {
    int before = rows();
    new ArrayList<>(orders.values())
        .stream()
            .filter(order -> order.status() != OrderStatus.PENDING)
            .filter(order -> order.updatedAt() < beforeMillis)
            .forEach(order -> orders.remove(order.ticket()));
    deals.values().removeIf(deal -> deal.timeMillis() < beforeMillis);
    alerts
        .values()
        .forEach(seen -> seen.values().removeIf(alert -> alert.createdAt() < beforeMillis));
    return before - rows();
  }

  private int rows() {
    return orders.size() + deals.size() + alerts.values().stream().mapToInt(Map::size).sum();
  }
}
