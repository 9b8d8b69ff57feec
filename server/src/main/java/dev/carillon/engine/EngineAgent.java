package dev.carillon.engine;

import dev.carillon.journal.Journal;
import dev.carillon.journal.JournalException;
import dev.carillon.machine.Agent;
import dev.carillon.machine.Feeds;
import dev.carillon.machine.Follower;
import dev.carillon.machine.MachinePorts;
import dev.carillon.machine.MachineSettings;
import dev.carillon.machine.MachineThread;
import dev.carillon.machine.Owner;
import dev.carillon.machine.replica.LeadListener;
import dev.carillon.machine.replica.Replica;
import dev.carillon.machine.replica.ReplicaPorts;
import dev.carillon.market.EngineView;
import dev.carillon.market.data.CandleGrid;
import dev.carillon.market.model.Answer;
import dev.carillon.market.model.Command;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * The exchange's engine in the hands of its owner: an {@link Agent}, or a {@link Replica} where
 * several nodes share it. Any thread may {@link #submit} and {@link #read}; {@link #doWork} and
 * {@link #end} belong to one thread, the engine's.
 */
public final class EngineAgent implements Engine {
  private final Owner<Command, Answer, EngineView> owner;

  private EngineAgent(Owner<Command, Answer, EngineView> owner) {
    this.owner = owner;
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
      MachinePorts<Journal> ports, MachineSettings settings, Parts parts, Executor snapshotWriter) {
    return new EngineAgent(Agent.recover(ports, settings, machine(parts), snapshotWriter));
  }

  /**
   * As {@link #recover}, but the journal is shared with other nodes. To be called before the
   * cluster is started.
   *
   * @param listener hears whether this node leads
   */
  public static EngineAgent join(
      ReplicaPorts ports,
      MachineSettings settings,
      Parts parts,
      Executor snapshotWriter,
      LeadListener listener) {
    return new EngineAgent(
        Replica.recover(ports, settings, machine(parts), snapshotWriter, listener));
  }

  private static Agent.Parts<Command, Answer, EngineView> machine(Parts parts) {
    Feeds<EngineFeed, EngineView> feeds = new Feeds<>(parts.feeds());
    return new Agent.Parts<>(
        new MarketMachine(parts.grid(), feeds),
        new MarketCommands(),
        feeds,
        parts.follower(),
        () -> new MarketMachine(parts.grid()));
  }

  /** Gives the engine a thread of its own and begins to work. */
  public MachineThread start() {
    return MachineThread.start(owner);
  }

  @Override
  public void submit(Command command, Consumer<Answer> answer) {
    owner.submit(command, answer);
  }

  @Override
  public boolean read(Consumer<EngineView> reader) {
    return owner.read(reader);
  }

  @Override
  public boolean readNewest(Consumer<EngineView> reader) {
    return owner.readNewest(reader);
  }

  /** As {@link Owner#sequence}. */
  public long sequence() {
    return owner.sequence();
  }

  /** Whether commands are taken. Any thread. */
  public boolean isAvailable() {
    return owner.isAvailable();
  }

  /** As {@link Owner#behind}. Any thread. */
  public long behind() {
    return owner.behind();
  }

  /** As {@link Owner#doWork}. */
  public int doWork() {
    return owner.doWork();
  }

  /** As {@link Owner#end}. */
  void end() {
    owner.end();
  }
}
