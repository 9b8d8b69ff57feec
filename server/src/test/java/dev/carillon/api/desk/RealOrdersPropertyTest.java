package dev.carillon.api.desk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.api.desk.format.Samples;
import dev.carillon.desk.model.AccountTerms;
import dev.carillon.desk.model.Command;
import dev.carillon.desk.model.MarginMode;
import dev.carillon.desk.quote.Symbol;
import dev.carillon.desk.quote.Tick;
import dev.carillon.testkit.Seeds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Random orders of two accounts on the real desk: who hears a part of what an account does, and
 * reads slowly, hears exactly that part of what one hears who hears all and reads at once.
 */
class RealOrdersPropertyTest {
  private static final List<Symbol> SYMBOLS = List.of(Samples.EURUSD, Samples.GBPUSD);
  private static final List<String> OWNERS = List.of("john", "jane");
  private static final List<String> CHANNELS = List.of("trades", "orders", "positions");
  private static final List<String> TYPES =
      List.of("BUY", "SELL", "BUY_LIMIT", "SELL_LIMIT", "BUY_STOP", "SELL_STOP");
  private static final int STEPS = 120;

  /** One connection, and what it has heard: all messages, and the newest of each position. */
  private static final class Reader {
    final DeskClient client;
    final @Nullable String symbol;
    final @Nullable String strategy;
    final List<String> ids = new ArrayList<>();
    final Map<String, JsonNode> positions = new HashMap<>();

    Reader(DeskWorld world, String owner, @Nullable String symbol, @Nullable String strategy) {
      this.client = world.connectAs(owner);
      this.symbol = symbol;
      this.strategy = strategy;
      String filters =
          (symbol == null ? "" : "'symbol':'" + symbol + "'")
              + (symbol == null || strategy == null ? "" : ",")
              + (strategy == null ? "" : "'strategyId':'" + strategy + "'");
      for (String channel : CHANNELS) {
        client.subscribed("{'name':'" + channel + "','filters':{" + filters + "}}");
      }
    }

    boolean wants(JsonNode data) {
      return (symbol == null || symbol.equals(data.get("symbol").asString()))
          && (strategy == null || strategy.equals(data.get("strategyId").asString()));
    }

    void hears(JsonNode message) {
      JsonNode data = message.get("data");
      assertThat(wants(data)).as("%s", message).isTrue();
      if (message.get("type").asString().equals("position")) {
        positions.put(data.get("ticket").asString(), data);
      } else {
        ids.add(message.get("id").asString());
      }
    }
  }

  private DeskWorld world = new DeskWorld();
  private final Map<Symbol, Long> bids = new HashMap<>();

  @Seeds(12)
  void aPartOfWhatHappensIsHeardExactly(RandomGenerator random) {
    world = DeskWorld.over(RealDesk::new);
    bids.clear();
    begin();
    for (String owner : OWNERS) {
      Reader all = new Reader(world, owner, null, null);
      List<Reader> parts =
          List.of(
              new Reader(world, owner, "EURUSD", null),
              new Reader(world, owner, null, "strategy_" + owner),
              new Reader(world, owner, "GBPUSD", "strategy_" + owner));
      heard(random, all, parts);
      world.clients.clear();
    }
  }

  private void begin() {
    for (Symbol symbol : SYMBOLS) {
      does(new Command.DefineSymbol(symbol));
      bids.put(symbol, 108_500L);
    }
    for (String owner : OWNERS) {
      does(new Command.OpenAccount(owner, AccountTerms.of("USD", 100, MarginMode.BASE_UNITS)));
      does(new Command.Deposit(owner, 10_000_000, null));
      does(new Command.AddStrategy(owner, "strategy_" + owner, "One of two", null));
    }
    quotes();
  }

  private void does(Command command) {
    world.engine.submit(command, _ -> {});
    world.run();
  }

  private void quotes() {
    List<Tick> ticks = new ArrayList<>();
    bids.forEach((symbol, bid) -> ticks.add(new Tick(symbol.name(), bid, bid + 2, 0)));
    world.engine.submit(new Command.Quotes(ticks), _ -> {});
  }

  /** All that happens on both accounts while one of them is listened to. */
  private void heard(RandomGenerator random, Reader all, List<Reader> parts) {
    List<DeskClient> traders = OWNERS.stream().map(world::connectAs).toList();
    Map<Reader, List<String>> expected = new HashMap<>();
    for (int step = 0; step < STEPS; step++) {
      Reader slow = parts.get(random.nextInt(parts.size()));
      switch (random.nextInt(8)) {
        case 0 -> {
          slow.client.link.stall();
          slow.client.link.setBacklogBytes(70_000);
        }
        case 1 -> slow.client.reads();
        case 2, 3 -> {
          bids.replaceAll((_, bid) -> bid + random.nextInt(-40, 41));
          quotes();
          world.pass(random.nextInt(1, 200));
        }
        default -> {
          int who = random.nextInt(OWNERS.size());
          traders.get(who).hears(order(random, OWNERS.get(who)));
        }
      }
      for (JsonNode message : all.client.hears()) {
        all.hears(message);
        parts.stream()
            .filter(part -> part.wants(message.get("data")))
            .filter(_ -> !message.get("type").asString().equals("position"))
            .forEach(part ->
                expected
                    .computeIfAbsent(part, _ -> new ArrayList<>())
                    .add(message.get("id").asString()));
      }
    }
    world.pass(1_000);
    all.client.hears().forEach(all::hears);
    for (Reader part : parts) {
      part.client.reads();
      part.client.hears().forEach(part::hears);
      assertThat(part.ids).isEqualTo(expected.getOrDefault(part, List.of()));
      all.positions.forEach((ticket, newest) -> {
        if (part.wants(newest)) {
          assertThat(part.positions).containsEntry(ticket, newest);
        }
      });
    }
    assertThat(all.ids).hasSizeGreaterThan(10);
  }

  private String order(RandomGenerator random, String owner) {
    Symbol symbol = SYMBOLS.get(random.nextInt(SYMBOLS.size()));
    String type = TYPES.get(random.nextInt(TYPES.size()));
    long price = bids.getOrDefault(symbol, 0L) + random.nextInt(-30, 31);
    return "{'type':'order','action':'place','symbol':'%s','orderType':'%s','volume':0.%d%s%s}"
        .formatted(
            symbol.name(),
            type,
            random.nextInt(1, 10),
            type.length() > 4 ? ",'price':1." + "%05d".formatted(price - 100_000) : "",
            random.nextBoolean() ? ",'strategyId':'strategy_" + owner + "'" : "");
  }
}
