package dev.carillon.demo.market;

import dev.carillon.engine.Engine;
import dev.carillon.market.EngineListener;
import dev.carillon.market.EngineView;
import dev.carillon.market.MarketView;
import dev.carillon.market.MatchingEngine;
import dev.carillon.market.book.Side;
import dev.carillon.market.codec.CommandCodec.Timed;
import dev.carillon.market.data.BookSide;
import dev.carillon.market.data.CandleGrid;
import dev.carillon.market.model.Answer;
import dev.carillon.market.model.Answer.Refused;
import dev.carillon.market.model.Command;
import dev.carillon.market.model.MarketEvent;
import dev.carillon.market.model.MarketEvent.OrderChanged;
import dev.carillon.market.model.MarketEvent.Traded;
import dev.carillon.market.model.Pair;
import dev.carillon.market.model.Reason;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Queue;
import java.util.function.Consumer;

/** An engine on the caller's thread, that counts what happens, and can be switched off. */
final class DirectEngine implements Engine, EngineListener {
  final MatchingEngine engine = new MatchingEngine(CandleGrid.EPOCH, this);
  final Map<Reason, Integer> refused = new EnumMap<>(Reason.class);
  final Map<Reason, Integer> ended = new EnumMap<>(Reason.class);
  private final InstantSource clock;
  boolean takesCommands = true;
  boolean takesReads = true;
  boolean answersLate;
  final Queue<Runnable> late = new ArrayDeque<>();
  int reads;
  int commands;
  int deposits;
  int trades;

  DirectEngine(InstantSource clock) {
    this.clock = clock;
  }

  Answer apply(Timed timed) {
    commands++;
    deposits += timed.command() instanceof Command.Deposit ? 1 : 0;
    Answer answer = engine.apply(timed.command(), timed.timeMillis());
    if (answer instanceof Refused(var reason, _, _)) {
      refused.merge(reason, 1, Integer::sum);
    }
    return answer;
  }

  @Override
  public void submit(Command command, Consumer<Answer> answer) {
    Answer given =
        takesCommands
            ? apply(new Timed(command, clock.millis()))
            : new Refused(Reason.BUSY, "switched off", null);
    late.add(() -> answer.accept(given));
    if (!answersLate) {
      answer();
    }
  }

  /** Gives the answers that are late. */
  void answer() {
    while (!late.isEmpty()) {
      late.remove().run();
    }
  }

  @Override
  public boolean read(Consumer<EngineView> reader) {
    reads++;
    if (takesReads) {
      reader.accept(engine);
    }
    return takesReads;
  }

  MarketView market(String symbol) {
    return engine.market(symbol).orElseThrow();
  }

  /** How many prices a side shows. */
  static int levels(MarketView market, BookSide side) {
    int[] count = {0};
    market.forEachLevel(side, 1_000, (_, _) -> count[0]++);
    return count[0];
  }

  /** Between the best prices, in 1/10,000 of them. */
  static double spreadBps(MarketView market) {
    double bid = market.bestPrice(Side.BUY);
    return (market.bestPrice(Side.SELL) - bid) / bid * 10_000;
  }

  @Override
  public void happened(MarketEvent event) {
    if (event instanceof Traded) {
      trades++;
    } else if (event instanceof OrderChanged(var order, _) && order.reason() != null) {
      ended.merge(order.reason(), 1, Integer::sum);
    }
  }

  @Override
  public void levelChanged(Pair pair, Side side, long price, long shown) {}
}
