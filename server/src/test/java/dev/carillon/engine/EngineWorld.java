package dev.carillon.engine;

import dev.carillon.journal.Journal;
import dev.carillon.journal.MemoryJournal;
import dev.carillon.journal.MemorySnapshots;
import dev.carillon.machine.Follower;
import dev.carillon.machine.MachineCounts;
import dev.carillon.machine.MachinePorts;
import dev.carillon.machine.MachineSettings;
import dev.carillon.market.MatchingEngine;
import dev.carillon.market.book.Side;
import dev.carillon.market.data.CandleGrid;
import dev.carillon.market.model.Answer;
import dev.carillon.market.model.Command;
import dev.carillon.market.model.OrderTerms;
import dev.carillon.market.model.Pair;
import dev.carillon.market.model.Pair.Fees;
import dev.carillon.market.model.Pair.Limits;
import dev.carillon.market.model.Pair.Scale;
import dev.carillon.state.StateWriter;
import dev.carillon.testkit.FakeClock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** An engine whose clock stands still, with what is left of it when it is started again. */
final class EngineWorld {
  static final String SYMBOL = "BTC/USDT";
  static final long ONE = 100_000_000;
  static final Pair PAIR =
      new Pair(
          SYMBOL,
          "BTC",
          "USDT",
          new Scale(2, 1, 1_000),
          new Limits(1_000_000_000, 0, 0, 500, 1_000),
          new Fees(10, 10),
          false);

  final FakeClock clock = new FakeClock();
  final MemoryJournal.Disk disk = new MemoryJournal.Disk();
  final MemorySnapshots snapshots = new MemorySnapshots();
  final Told told = new Told();
  final List<Answer> answers = new ArrayList<>();
  MachineSettings settings = MachineSettings.DEFAULT;
  long stored = Long.MAX_VALUE;
  boolean isBehind;

  private final Follower follower =
      new Follower() {
        @Override
        public long storedSequence() {
          return stored;
        }

        @Override
        public boolean isBehind() {
          return isBehind;
        }
      };

  /** Starts an engine anew; snapshots are written at once. */
  EngineAgent start() {
    MachinePorts<Journal> ports =
        new MachinePorts<>(
            "engine", new MemoryJournal(disk), snapshots, clock, clock::nanos, MachineCounts.NONE);
    EngineAgent.Parts parts = new EngineAgent.Parts(CandleGrid.EPOCH, List.of(told), follower);
    return EngineAgent.recover(ports, settings, parts, Runnable::run);
  }

  /** An engine with a pair and with John and Jane, who have 100 BTC and 10,000,000 USDT each. */
  EngineAgent startWithJohnAndJane() {
    EngineAgent agent = start();
    submit(agent, new Command.DefinePair(PAIR));
    for (String owner : List.of("john", "jane")) {
      submit(agent, new Command.Deposit(owner, "BTC", 100 * ONE, null));
      submit(agent, new Command.Deposit(owner, "USDT", 10_000_000 * ONE, null));
    }
    agent.doWork();
    answers.clear();
    told.lines.clear();
    return agent;
  }

  /** Submits; the answer is kept and written down among what is told. */
  void submit(EngineAgent agent, Command command) {
    agent.submit(
        command,
        answer -> {
          answers.add(answer);
          told.lines.add("answer " + answer.getClass().getSimpleName());
        });
  }

  static Command buy(String owner, long price, long lots) {
    return new Command.Place(owner, SYMBOL, OrderTerms.limit(Side.BUY, price, lots), null);
  }

  static Command sell(String owner, long price, long lots) {
    return new Command.Place(owner, SYMBOL, OrderTerms.limit(Side.SELL, price, lots), null);
  }

  /** The bytes of the engine's state. */
  static List<Byte> state(EngineAgent agent) {
    AtomicReference<MatchingEngine> engine = new AtomicReference<>();
    boolean _ = agent.read(view -> engine.set((MatchingEngine) view));
    agent.doWork();
    StateWriter out = new StateWriter();
    engine.get().writeTo(out);
    List<Byte> bytes = new ArrayList<>();
    for (byte each : out.toBytes()) {
      bytes.add(each);
    }
    return bytes;
  }
}
