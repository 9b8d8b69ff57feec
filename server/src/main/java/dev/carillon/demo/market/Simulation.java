package dev.carillon.demo.market;

import dev.carillon.demo.FairPrices;
import dev.carillon.demo.market.Seen.Top;
import dev.carillon.market.model.Answer;
import dev.carillon.market.model.Command;
import dev.carillon.market.model.Pair;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * All participants: what they do in one step of time. Not for several threads.
 *
 * <p>Deterministic: the same random numbers, with the same seen and answered, make the same
 * commands. It has no clock, and knows of the engine what {@link Seen} and the answers say.
 */
final class Simulation {
  private final RandomGenerator random;
  private final FairPrices fair = Plans.fairPrices();
  private final Purses purses = new Purses();
  private final Takers takers;
  private final Map<String, Ladder> ladders = new HashMap<>();
  private final Map<String, Top> tops = new HashMap<>();
  private final Map<String, Seen> accounts = new LinkedHashMap<>();
  private int turn;

  Simulation(RandomGenerator random) {
    this.random = random;
    takers = new Takers(random);
    for (MarketPlan market : Plans.ALL) {
      market
          .makers()
          .forEach(maker -> ladders.put(maker.owner(), new Ladder(market, maker, random)));
    }
  }

  /** Whose account is to be seen before the next step: one after the other. */
  String nextOwner() {
    return Plans.OWNERS.get(turn);
  }

  /** Fair prices are those of the last trades. For the start, after {@link #see}. */
  void goOnFromLastPrices() {
    for (MarketPlan market : Plans.ALL) {
      Pair pair = market.pair();
      Top top = tops.get(pair.symbol());
      if (top != null && top.last() != 0) {
        fair.set(pair.base(), pair.quote(), market.price(top.last()));
      }
    }
  }

  /** The engine as it is now; all earlier commands are answered. */
  void see(Seen seen) {
    seen.tops().forEach(top -> tops.put(top.symbol(), top));
    accounts.put(seen.owner(), seen);
    Ladder ladder = ladders.get(seen.owner());
    if (ladder != null) {
      ladder.see(seen);
    }
    takers.see(seen);
  }

  /** What all of them do after {@code millis} have passed. */
  List<Command> step(long millis, Pace pace) {
    turn = (turn + 1) % Plans.OWNERS.size();
    Batch batch = new Batch(pace.makerCommands());
    accounts.values().forEach(account -> purses.fill(account, batch));
    accounts.clear();
    fair.advance(millis / 1_000.0, random);
    List<Trading> open = new ArrayList<>();
    for (int i = 0; i < Plans.ALL.size(); i++) {
      MarketPlan plan = Plans.ALL.get(i);
      Top top = tops.get(plan.pair().symbol());
      if (top != null && top.open()) {
        double price = fair.of(plan.pair().base(), plan.pair().quote());
        open.add(new Trading(i, plan, plan.ticks(price), top));
      }
    }
    quote(open, pace, batch);
    Takers.Step step = new Takers.Step(pace, fair.activity(), batch);
    open.forEach(market -> takers.take(market.number(), market.fairTicks(), market.top(), step));
    return batch.commands();
  }

  /** A market that is open. */
  private record Trading(int number, MarketPlan plan, double fairTicks, Top top) {}

  /** One maker and its market. */
  private record Quoting(Ladder ladder, Trading market) {}

  private void quote(List<Trading> open, Pace pace, Batch batch) {
    List<Quoting> makers = new ArrayList<>();
    for (Trading market : open) {
      for (MarketPlan.Maker maker : market.plan().makers()) {
        makers.add(new Quoting(ladder(maker), market));
      }
    }
    for (Quoting maker : makers) {
      maker.ladder().see(maker.market().top());
      maker.ladder().retreat(maker.market().fairTicks(), pace, batch);
    }
    for (int i = 0; i < makers.size() && batch.left() > 0; i++) {
      Quoting maker = makers.get((turn + i) % makers.size());
      maker.ladder().fill(maker.market().fairTicks(), maker.market().top(), pace, batch);
    }
    for (int i = 0; i < pace.resized() && !makers.isEmpty(); i++) {
      Quoting maker = makers.get(random.nextInt(makers.size()));
      maker.ladder().resize(maker.market().fairTicks(), pace, batch);
    }
  }

  private Ladder ladder(MarketPlan.Maker maker) {
    Ladder ladder = ladders.get(maker.owner());
    if (ladder == null) {
      throw new IllegalStateException("maker: " + maker.owner() + " (expected: one of the plans)");
    }
    return ladder;
  }

  /** What came of a command of the last step. */
  void answered(Command command, Answer answer) {
    Ladder ladder = ladderOf(command);
    if (ladder != null) {
      ladder.answered(command, answer);
    }
  }

  private @Nullable Ladder ladderOf(Command command) {
    return switch (command) {
      case Command.Place place -> ladders.get(place.owner());
      case Command.Amend amend -> ladders.get(amend.owner());
      case Command.Cancel cancel -> ladders.get(cancel.owner());
      default -> null;
    };
  }
}
