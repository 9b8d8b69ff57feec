package dev.carillon.api.desk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.api.desk.format.Examples;
import dev.carillon.api.desk.format.Samples;
import dev.carillon.desk.model.Alert;
import dev.carillon.desk.model.DeskEvent;
import dev.carillon.desk.model.OrderStatus;
import dev.carillon.desk.model.Origin;
import dev.carillon.desk.quote.Symbol;
import dev.carillon.testkit.Seeds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Whatever happens on several accounts, however clients subscribe and however slowly they read:
 * each hears exactly what its filters match, in order, and never what is another's.
 */
class HearingPropertyTest {
  private static final int STEPS = 400;
  private static final List<Symbol> SYMBOLS =
      List.of(Samples.EURUSD, Samples.GBPUSD, Samples.USDJPY);
  private static final List<String> TOLD_TO_THE_LAST = List.of("trades", "orders", "alerts");
  private static final Map<String, List<String>> CONNECTIONS =
      Map.of("john", List.of("conn_456", "conn_123456"), "jane", List.of("conn_jane"));
  private static final Map<String, String> STRATEGIES =
      Map.of("john", "strategy_123", "jane", "strategy_jane");

  /** What a client asks for, understood naively. */
  private record Wanted(
      String channel, Set<String> symbols, @Nullable String connection, @Nullable String strategy) {

    boolean matches(Told told) {
      return told.channel().equals(channel)
          && (symbols.isEmpty() || symbols.contains(told.symbol()))
          && (connection == null || connection.equals(told.connection()))
          && (strategy == null || strategy.equals(told.strategy()));
    }

    String json() {
      List<String> filters = new ArrayList<>();
      if (!symbols.isEmpty()) {
        filters.add(
            symbols.stream()
                .map(one -> "'" + one + "'")
                .collect(Collectors.joining(",", "'symbol':[", "]")));
      }
      if (connection != null) {
        filters.add("'connectionId':'" + connection + "'");
      }
      if (strategy != null) {
        filters.add("'strategyId':'" + strategy + "'");
      }
      return "{'name':'" + channel + "','filters':{" + String.join(",", filters) + "}}";
    }
  }

  /** Something that happens; {@code name} is told of nothing else. */
  private record Told(
      String channel,
      String symbol,
      @Nullable String connection,
      @Nullable String strategy,
      String name) {}

  /** A client and what it is to hear. */
  private static final class Listener {
    final String owner;
    final DeskClient client;
    final List<Wanted> wanted = new ArrayList<>();
    final List<String> expected = new ArrayList<>();
    final List<String> heard = new ArrayList<>();
    final Map<String, Long> positions = new TreeMap<>();

    Listener(DeskWorld world, String owner) {
      this.owner = owner;
      this.client = world.connectAs(owner);
      client.hears();
    }

    boolean wants(Told told) {
      return wanted.stream().anyMatch(one -> one.matches(told));
    }
  }

  private DeskWorld world = new DeskWorld();
  private List<Listener> listeners = List.of();

  /** The newest of each position, by owner and ticket. */
  private final Map<String, Map<Told, Long>> positions = new HashMap<>();

  private int made;

  @Seeds(40)
  void eachHearsExactlyWhatItsFiltersMatch(RandomGenerator random) {
    world = new DeskWorld();
    positions.clear();
    made = 0;
    listeners =
        List.of(
            new Listener(world, "john"),
            new Listener(world, "john"),
            new Listener(world, "jane"),
            new Listener(world, "jane"));
    for (int step = 0; step < STEPS; step++) {
      step(random);
    }
    for (Listener listener : listeners) {
      listener.client.reads();
    }
    world.pass(1_000);
    for (Listener listener : listeners) {
      reads(listener);
      assertThat(listener.heard).isEqualTo(listener.expected);
      assertNewestPositions(listener);
    }
    assertThat(listeners).anyMatch(listener -> listener.expected.size() > 10);
  }

  private void step(RandomGenerator random) {
    Listener listener = listeners.get(random.nextInt(listeners.size()));
    switch (random.nextInt(16)) {
      case 0, 1 -> subscribes(random, listener);
      case 2 -> unsubscribes(random, listener);
      case 3 -> {
        listener.client.link.stall();
        listener.client.link.setBacklogBytes(70_000);
      }
      case 4 -> listener.client.reads();
      case 5 -> reads(listener);
      case 6 -> {
        world.desk.runBatch(random.nextInt(1, 4));
        world.loop.runTurn();
      }
      default -> happens(random);
    }
  }

  private Wanted another(RandomGenerator random, String owner) {
    String channel =
        random.nextInt(3) == 0
            ? "positions"
            : TOLD_TO_THE_LAST.get(random.nextInt(TOLD_TO_THE_LAST.size()));
    List<String> connections = CONNECTIONS.getOrDefault(owner, List.of());
    return new Wanted(
        channel,
        SYMBOLS.stream()
            .map(Symbol::name)
            .filter(_ -> random.nextInt(3) == 0)
            .collect(Collectors.toSet()),
        random.nextInt(3) == 0 ? connections.get(random.nextInt(connections.size())) : null,
        random.nextInt(3) == 0 ? STRATEGIES.get(owner) : null);
  }

  /** It is asked for behind what has happened, and hears what happens from now on. */
  private void subscribes(RandomGenerator random, Listener listener) {
    if (listener.client.link.isPaused()) {
      world.run();
    }
    Wanted wanted = another(random, listener.owner);
    listener.client.say("{'type':'subscribe','channels':[" + wanted.json() + "]}");
    listener.client.deliverWaiting();
    if (!listener.wanted.contains(wanted)) {
      listener.wanted.add(wanted);
    }
  }

  private void unsubscribes(RandomGenerator random, Listener listener) {
    world.run();
    reads(listener);
    if (listener.wanted.isEmpty()) {
      return;
    }
    Wanted wanted = listener.wanted.get(random.nextInt(listener.wanted.size()));
    boolean allOfIt = random.nextInt(4) == 0;
    listener.client.say(
        "{'type':'unsubscribe','channels':["
            + (allOfIt ? "'" + wanted.channel() + "'" : wanted.json())
            + "]}");
    listener.client.deliverWaiting();
    listener.wanted.removeIf(
        one -> allOfIt ? one.channel().equals(wanted.channel()) : one.equals(wanted));
  }

  private void happens(RandomGenerator random) {
    String owner = random.nextBoolean() ? "john" : "jane";
    Symbol symbol = SYMBOLS.get(random.nextInt(SYMBOLS.size()));
    List<String> connections = CONNECTIONS.getOrDefault(owner, List.of());
    Origin origin =
        new Origin(
            random.nextBoolean() ? connections.get(random.nextInt(connections.size())) : null,
            random.nextBoolean() ? STRATEGIES.get(owner) : null);
    made++;
    switch (random.nextInt(5)) {
      case 0 -> {
        expect(owner, told("trades", symbol, origin, "exec_" + made));
        tell(new DeskEvent.Dealt(Samples.trade(owner, made, symbol, origin), world.next(owner)));
      }
      case 1 -> {
        expect(owner, told("orders", symbol, origin, "order_" + made));
        tell(
            new DeskEvent.OrderChanged(
                Samples.order(owner, made, symbol, OrderStatus.FILLED, origin), world.next(owner)));
      }
      case 2 -> {
        Told told = new Told("alerts", symbol.name(), null, null, "alert_" + made);
        boolean forAll = random.nextBoolean();
        expect(forAll ? null : owner, told);
        // Seen already: no beginning has it.
        Alert alert =
            Samples.alert(
                    made,
                    forAll ? null : owner,
                    new Alert.Entity(Alert.Entity.Kind.SYMBOL, symbol.name()))
                .acknowledged(true);
        tell(
            forAll
                ? new DeskEvent.AlertForAll(alert)
                : new DeskEvent.AlertChanged(owner, alert, world.next(owner)));
      }
      default -> moves(random, owner, symbol, origin);
    }
  }

  private void tell(DeskEvent event) {
    world.desk.happens(event);
  }

  private static Told told(String channel, Symbol symbol, Origin origin, String name) {
    return new Told(channel, symbol.name(), origin.connectionId(), origin.strategyId(), name);
  }

  private void expect(@Nullable String owner, Told told) {
    for (Listener listener : listeners) {
      if ((owner == null || listener.owner.equals(owner)) && listener.wants(told)) {
        listener.expected.add(told.name());
      }
    }
  }

  /** A new position, or another volume of an old one: each is greater than the last. */
  private void moves(RandomGenerator random, String owner, Symbol symbol, Origin origin) {
    Map<Told, Long> known = positions.computeIfAbsent(owner, _ -> new HashMap<>());
    Told told = told("positions", symbol, origin, Integer.toString(made));
    if (known.size() > 3) {
      List<Told> all = List.copyOf(known.keySet());
      told = all.get(random.nextInt(all.size()));
    }
    long newest = known.merge(told, 1L, Long::sum);
    tell(
        new DeskEvent.PositionChanged(
            Samples.position(
                owner,
                Long.parseLong(told.name()),
                named(told.symbol()),
                newest * 100,
                108_600,
                new Origin(told.connection(), told.strategy())),
            world.next(owner)));
  }

  private static Symbol named(String name) {
    return SYMBOLS.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
  }

  private void reads(Listener listener) {
    for (String text : listener.client.link.takeTexts()) {
      JsonNode message = Examples.parse(text);
      JsonNode data = message.get("data");
      switch (message.get("type").asString()) {
        case "trade" -> listener.heard.add(data.get("executionId").asString());
        case "order" -> listener.heard.add(data.get("orderId").asString());
        case "alert" -> listener.heard.add(data.get("alertId").asString());
        case "position" -> position(listener, data);
        default -> assertThat(message.get("status").asString()).isEqualTo("success");
      }
    }
  }

  /** Of its own account, one that a filter matches, and never older than what was heard. */
  private void position(Listener listener, JsonNode data) {
    String ticket = data.get("ticket").asString();
    long volume = data.get("volume").decimalValue().longValueExact();
    Optional<Told> known =
        positions.getOrDefault(listener.owner, Map.of()).keySet().stream()
            .filter(told -> told.name().equals(ticket))
            .findFirst();
    assertThat(known).as("a position of %s: %s", listener.owner, data).isPresent();
    assertThat(listener.wants(known.orElseThrow())).as("%s", data).isTrue();
    assertThat(volume).isGreaterThanOrEqualTo(listener.positions.getOrDefault(ticket, 0L));
    listener.positions.put(ticket, volume);
  }

  private void assertNewestPositions(Listener listener) {
    positions
        .getOrDefault(listener.owner, Map.of())
        .forEach((told, newest) -> {
          if (listener.wants(told)) {
            assertThat(listener.positions).containsEntry(told.name(), newest);
          }
        });
  }
}
