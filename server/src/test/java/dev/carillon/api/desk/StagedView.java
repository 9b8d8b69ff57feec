package dev.carillon.api.desk;

import dev.carillon.desk.DeskView;
import dev.carillon.desk.model.AccountState;
import dev.carillon.desk.model.Alert;
import dev.carillon.desk.model.Analytics;
import dev.carillon.desk.model.Connection;
import dev.carillon.desk.model.Deal;
import dev.carillon.desk.model.DeskEvent;
import dev.carillon.desk.model.Limits;
import dev.carillon.desk.model.OrderState;
import dev.carillon.desk.model.OrderStatus;
import dev.carillon.desk.model.Period;
import dev.carillon.desk.model.PositionState;
import dev.carillon.desk.model.Strategy;
import dev.carillon.desk.quote.QuoteState;
import dev.carillon.desk.quote.Symbol;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A desk as the events of a test have made it. */
final class StagedView implements DeskView {
  private final Map<String, Symbol> symbols = new LinkedHashMap<>();
  private final Map<String, QuoteState> quotes = new LinkedHashMap<>();
  private final Map<String, Map<Long, PositionState>> positions = new HashMap<>();
  private final Map<String, Map<Long, OrderState>> orders = new HashMap<>();
  private final Map<String, Map<Long, Alert>> alerts = new HashMap<>();
  private final Map<String, Map<Period, Analytics>> analytics = new HashMap<>();
  private final Map<String, List<Connection>> connections = new HashMap<>();
  private final Map<String, List<Strategy>> strategies = new HashMap<>();
  private final Map<String, Long> sequences = new HashMap<>();
  private final List<Alert> forAll = new ArrayList<>();
  private long nowMillis;

  void passTime(long millis) {
    nowMillis = Math.max(nowMillis, millis);
  }

  void happened(DeskEvent event) {
    switch (event) {
      case DeskEvent.QuoteChanged(var quote) -> quotes.put(quote.symbol().name(), quote);
      case DeskEvent.SymbolChanged(var symbol) -> symbols.put(symbol.name(), symbol);
      case DeskEvent.AlertForAll(var alert) -> forAll.add(alert);
      case DeskEvent.Private own -> {
        sequences.put(own.owner(), own.sequence());
        happened(own);
      }
    }
  }

  private void happened(DeskEvent.Private event) {
    switch (event) {
      case DeskEvent.PositionChanged(var position, _) -> put(position);
      case DeskEvent.OrderChanged(var order, _) ->
          of(orders, order.owner()).put(order.ticket(), order);
      case DeskEvent.AlertChanged(var owner, var alert, _) ->
          of(alerts, owner).put(alert.id(), alert);
      case DeskEvent.AnalyticsChanged(var owner, var periods, _) -> {
        Map<Period, Analytics> known =
            analytics.computeIfAbsent(owner, _ -> new EnumMap<>(Period.class));
        periods.forEach(figures -> known.put(figures.period(), figures));
      }
      case DeskEvent.ConnectionChanged(var connection, _) ->
          connections.computeIfAbsent(connection.owner(), _ -> new ArrayList<>()).add(connection);
      case DeskEvent.StrategyChanged(var strategy, _) ->
          strategies.computeIfAbsent(strategy.owner(), _ -> new ArrayList<>()).add(strategy);
      case DeskEvent.Dealt _, DeskEvent.AccountChanged _, DeskEvent.LimitsChanged _ -> {
        // Not shown by this view.
      }
    }
  }

  /** A position as it stands now; only its value changed, so nothing has happened. */
  void put(PositionState position) {
    if (position.volume() == 0) {
      of(positions, position.owner()).remove(position.ticket());
    } else {
      of(positions, position.owner()).put(position.ticket(), position);
    }
  }

  private static <T> Map<Long, T> of(Map<String, Map<Long, T>> all, String owner) {
    return all.computeIfAbsent(owner, _ -> new LinkedHashMap<>());
  }

  private static <T> List<T> all(Map<String, Map<Long, T>> all, String owner) {
    return List.copyOf(of(all, owner).values());
  }

  @Override
  public List<Symbol> symbols() {
    return List.copyOf(symbols.values());
  }

  @Override
  public Optional<Symbol> symbol(String name) {
    return Optional.ofNullable(symbols.get(name));
  }

  @Override
  public boolean isOpen(String symbol) {
    return true;
  }

  @Override
  public List<QuoteState> quotes() {
    return List.copyOf(quotes.values());
  }

  @Override
  public Optional<QuoteState> quote(String symbol) {
    return Optional.ofNullable(quotes.get(symbol));
  }

  @Override
  public List<String> owners() {
    return List.of();
  }

  @Override
  public Optional<AccountState> account(String owner) {
    return Optional.empty();
  }

  @Override
  public Optional<Limits> limits(String owner) {
    return Optional.empty();
  }

  @Override
  public List<PositionState> positions(String owner) {
    return all(positions, owner);
  }

  @Override
  public Optional<PositionState> position(String owner, long ticket) {
    return Optional.ofNullable(of(positions, owner).get(ticket));
  }

  @Override
  public List<OrderState> orders(String owner) {
    return all(orders, owner).stream()
        .filter(order -> order.status() == OrderStatus.PENDING)
        .toList();
  }

  @Override
  public Optional<OrderState> order(String owner, long ticket) {
    return Optional.ofNullable(of(orders, owner).get(ticket));
  }

  @Override
  public List<OrderState> endedOrders(String owner) {
    return List.of();
  }

  @Override
  public List<Deal> deals(String owner) {
    return List.of();
  }

  @Override
  public Optional<Analytics> analytics(String owner, Period period) {
    return Optional.ofNullable(analytics.getOrDefault(owner, Map.of()).get(period));
  }

  @Override
  public List<Alert> alerts(String owner) {
    List<Alert> seen = new ArrayList<>(forAll);
    seen.addAll(all(alerts, owner));
    return seen.reversed();
  }

  @Override
  public List<Connection> connections(String owner) {
    return List.copyOf(connections.getOrDefault(owner, List.of()));
  }

  @Override
  public List<Strategy> strategies(String owner) {
    return List.copyOf(strategies.getOrDefault(owner, List.of()));
  }

  @Override
  public long sequence(String owner) {
    return sequences.getOrDefault(owner, 0L);
  }

  @Override
  public long nowMillis() {
    return nowMillis;
  }
}
