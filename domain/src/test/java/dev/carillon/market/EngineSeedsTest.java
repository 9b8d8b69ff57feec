package dev.carillon.market;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.market.book.SelfTrade;
import dev.carillon.market.book.Side;
import dev.carillon.market.book.TimeInForce;
import dev.carillon.market.model.Answer;
import dev.carillon.market.model.Command;
import dev.carillon.market.model.Command.OrderName;
import dev.carillon.market.model.Command.Written;
import dev.carillon.market.model.OrderTerms;
import dev.carillon.market.model.OrderTerms.Figures;
import dev.carillon.market.model.OrderTerms.Options;
import dev.carillon.market.model.OrderType;
import dev.carillon.market.model.PairStatus;
import dev.carillon.market.model.RequestKey;
import dev.carillon.testkit.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What holds for any commands: the invariants after each, and the same state from the same ones.
 */
class EngineSeedsTest {
  private static final List<String> OWNERS = List.of("john", "jane", "jim");

  private record Timed(Command command, long timeMillis) {}

  @Seeds(40)
  void afterEveryCommandTheInvariantsHoldAndReplayMakesTheSame(RandomGenerator random) {
    Exchange exchange = Exchange.withJohnAndJane();
    List<Timed> commands = new ArrayList<>();
    byte[] before = exchange.state();
    for (int i = 0; i < 1_000; i++) {
      exchange.now += random.nextInt(20) == 0 ? random.nextLong(120_000) : random.nextLong(50);
      Command command = command(random, exchange);
      commands.add(new Timed(command, exchange.now));
      exchange.apply(command);
    }

    Exchange again = Exchange.restored(before);
    commands.forEach(timed -> again.engine.apply(timed.command(), timed.timeMillis()));

    assertThat(again.state()).isEqualTo(exchange.state());
    assertThat(again.events).isEqualTo(exchange.events);
    assertThat(again.levels).isEqualTo(exchange.levels);
  }

  @Seeds(40)
  void anEngineFromASnapshotGoesOnTheSame(RandomGenerator random) {
    Exchange exchange = Exchange.withJohnAndJane();
    for (int i = 0; i < 300; i++) {
      exchange.now += random.nextLong(2_000);
      exchange.apply(command(random, exchange));
    }
    byte[] snapshot = exchange.state();
    Exchange restored = Exchange.restored(snapshot);
    assertThat(restored.state()).isEqualTo(snapshot);
    exchange.events.clear();
    exchange.levels.clear();

    for (int i = 0; i < 300; i++) {
      exchange.now += random.nextLong(2_000);
      restored.now = exchange.now;
      Command command = command(random, exchange);
      assertThat(restored.apply(command)).isEqualTo(exchange.apply(command));
    }

    assertThat(restored.events).isEqualTo(exchange.events);
    assertThat(restored.levels).isEqualTo(exchange.levels);
    assertThat(restored.state()).isEqualTo(exchange.state());
  }

  @Seeds(40)
  void whatIsRefusedChangesNothingButTheCountOfEvents(RandomGenerator random) {
    Exchange exchange = Exchange.withJohnAndJane();
    for (int i = 0; i < 500; i++) {
      exchange.now += random.nextLong(50);
      exchange.apply(new Command.Advance());
      var balances = OWNERS.stream().map(exchange.engine::balances).toList();
      var orders = OWNERS.stream().map(exchange.engine::orders).toList();
      int levels = exchange.levels.size();
      if (exchange.apply(command(random, exchange)) instanceof Answer.Refused) {
        assertThat(OWNERS.stream().map(exchange.engine::balances)).isEqualTo(balances);
        assertThat(OWNERS.stream().map(exchange.engine::orders)).isEqualTo(orders);
        assertThat(exchange.levels).hasSize(levels);
      }
    }
  }

  private static Command command(RandomGenerator random, Exchange exchange) {
    String owner = pick(random, OWNERS);
    PairStatus status = exchange.engine.market(Exchange.SYMBOL).orElseThrow().status();
    if (status != PairStatus.TRADING && random.nextInt(4) == 0) {
      return new Command.SetStatus(Exchange.SYMBOL, PairStatus.TRADING);
    }
    return switch (random.nextInt(20)) {
      case 0 -> new Command.Deposit(owner, currency(random), units(random), key(random));
      case 1 -> new Command.Withdraw(owner, currency(random), units(random), key(random));
      case 2, 3 -> new Command.Cancel(owner, order(random, owner, exchange));
      case 4 -> new Command.CancelNamed(owner, "id" + random.nextInt(5));
      case 5 ->
          new Command.Change(
              owner,
              random.nextBoolean()
                  ? OrderName.of("id" + random.nextInt(5))
                  : OrderName.of(order(random, owner, exchange)),
              new Written(
                  random.nextBoolean() ? null : Exchange.BTC_USDT.quantityText(lots(random)),
                  random.nextBoolean() ? null : Exchange.BTC_USDT.priceText(price(random)),
                  null));
      case 6, 7 ->
          new Command.Amend(
              owner,
              order(random, owner, exchange),
              random.nextBoolean() ? 0 : lots(random),
              random.nextBoolean() ? 0 : price(random),
              random.nextInt(4) == 0 ? price(random) : 0);
      case 8 ->
          switch (random.nextInt(8)) {
            case 0 -> new Command.CancelAll(owner, random.nextBoolean() ? null : Exchange.SYMBOL);
            case 1 -> new Command.CancelConnection(random.nextBoolean() ? owner : null, 1);
            case 3 -> new Command.CancelAbsent(random.nextBoolean() ? Set.of() : Set.of(0));
            case 2 -> new Command.SetStatus(Exchange.SYMBOL, pick(random, statuses()));
            default -> new Command.Advance();
          };
      default ->
          new Command.Place(owner, Exchange.SYMBOL, terms(random, exchange.now), key(random));
    };
  }

  private static List<PairStatus> statuses() {
    return List.of(PairStatus.TRADING, PairStatus.CANCEL_ONLY, PairStatus.HALT);
  }

  private static OrderTerms terms(RandomGenerator random, long now) {
    OrderType type = random.nextInt(3) > 0 ? OrderType.LIMIT : pick(random, OrderType.values());
    boolean sound = random.nextInt(10) > 0;
    long quantity = lots(random);
    Options options =
        new Options(
            random.nextInt(10) == 0,
            pick(random, SelfTrade.values()),
            random.nextInt(10) == 0 ? now + random.nextLong(5_000) : 0,
            random.nextInt(5) == 0 ? "id" + random.nextInt(5) : null,
            random.nextInt(10) == 0 ? random.nextLong(3) : 0);
    return new OrderTerms(
        random.nextBoolean() ? Side.BUY : Side.SELL,
        type,
        random.nextInt(3) > 0 ? TimeInForce.GTC : pick(random, TimeInForce.values()),
        new Figures(
            quantity,
            type.isPriced() == sound ? price(random) : 0,
            type.isStop() == sound ? price(random) : 0,
            random.nextInt(6) == 0 ? random.nextLong(1, quantity + 1) : 0),
        options);
  }

  /** Few prices, so that orders meet. */
  private static long price(RandomGenerator random) {
    return random.nextInt(50) == 0 ? random.nextLong(Long.MAX_VALUE) : random.nextLong(90, 111);
  }

  private static long lots(RandomGenerator random) {
    return random.nextInt(50) == 0
        ? random.nextLong(Long.MAX_VALUE - 1) + 1
        : random.nextLong(1, 20);
  }

  private static long units(RandomGenerator random) {
    return random.nextInt(10) == 0 ? random.nextLong() : random.nextLong(1, 1_000_000);
  }

  private static String currency(RandomGenerator random) {
    return pick(random, List.of("BTC", "USDT", "XRP"));
  }

  private static @Nullable RequestKey key(RandomGenerator random) {
    return random.nextInt(10) == 0
        ? new RequestKey("key" + random.nextInt(10), random.nextInt(2))
        : null;
  }

  /** Mostly one that lives. */
  private static long order(RandomGenerator random, String owner, Exchange exchange) {
    var live = exchange.engine.orders(owner);
    return live.isEmpty() || random.nextInt(10) == 0
        ? random.nextLong(200)
        : live.get(random.nextInt(live.size())).id();
  }

  private static <T> T pick(RandomGenerator random, List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private static <T> T pick(RandomGenerator random, T[] choices) {
    return choices[random.nextInt(choices.length)];
  }
}
