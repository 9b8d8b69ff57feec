package dev.carillon.engine;

import dev.carillon.journal.JournalException;
import dev.carillon.machine.Agent;
import dev.carillon.machine.Feeds;
import dev.carillon.machine.Follower;
import dev.carillon.machine.MachinePorts;
import dev.carillon.machine.MachineSettings;
import dev.carillon.machine.MachineThread;
import dev.carillon.market.EngineView;
import dev.carillon.market.data.CandleGrid;
import dev.carillon.market.model.Answer;
import dev.carillon.market.model.Command;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * The exchange's engine in the hands of its {@link Agent}. Any thread may {@link #submit} and
 * {@link #read}; {@link #doWork} and {@link #end} belong to one thread, the engine's.
 */
public final class EngineAgent implements Engine {
  private final Agent<Command, Answer, EngineView> agent;

  private EngineAgent(Agent<Command, Answer, EngineView> agent) {
    this.agent = agent;
  }

  /**
   * What an engine is like and who hears it.
   *
   * @param grid where its candles begin
   * @param feeds are told in this order
   * @param follower keeps events; feeds that only tell them on need not be one
   */
  public record Parts(CandleGrid grid, List<? extends EngineFeed> feeds, Follower follower) {
    public Parts {
      feeds = List.copyOf(feeds);
    }
  }

  /**
   * Brings an engine to where its journal ends; the feeds are told the last commands again, on this
   * thread. Blocks for that.
   *
   * @param snapshotWriter runs what blocks; must outlive the engine
   * @throws JournalException when the journal can't be trusted, in one sentence
   */
  public static EngineAgent recover(
      MachinePorts ports, MachineSettings settings, Parts parts, Executor snapshotWriter) {
    Feeds<EngineFeed, EngineView> feeds = new Feeds<>(parts.feeds());
    return new EngineAgent(
        Agent.recover(
            ports,
            settings,
            new Agent.Parts<>(
                new MarketMachine(parts.grid(), feeds),
                new MarketCommands(),
                feeds,
                parts.follower(),
                () -> new MarketMachine(parts.grid())),
            snapshotWriter));
  }

  /** Gives the engine a thread of its own and begins to work. */
  public MachineThread start() {
    return MachineThread.start(agent);
  }

  @Override
  public void submit(Command command, Consumer<Answer> answer) {
    agent.submit(command, answer);
  }

  @Override
  public boolean read(Consumer<EngineView> reader) {
    return agent.read(reader);
  }

  /** As {@link Agent#sequence}. */
  public long sequence() {
    return agent.sequence();
  }

  /** Whether commands are taken. Any thread. */
  public boolean isAvailable() {
    return agent.isAvailable();
  }

  /** As {@link Agent#doWork}. */
  public int doWork() {
    return agent.doWork();
  }

  /** As {@link Agent#end}. */
  void end() {
    agent.end();
  }
}
