package dev.carillon.deskengine;

import dev.carillon.desk.DeskView;
import dev.carillon.desk.model.Answer;
import dev.carillon.desk.model.Command;
import dev.carillon.journal.JournalException;
import dev.carillon.machine.Agent;
import dev.carillon.machine.Feeds;
import dev.carillon.machine.Follower;
import dev.carillon.machine.MachinePorts;
import dev.carillon.machine.MachineSettings;
import dev.carillon.machine.MachineThread;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * The FX desk in the hands of its {@link Agent}. Any thread may {@link #submit} and {@link #read};
 * {@link #doWork} and {@link #end} belong to one thread, the desk's.
 */
public final class DeskAgent implements DeskEngine {
  private final Agent<Command, Answer, DeskView> agent;

  private DeskAgent(Agent<Command, Answer, DeskView> agent) {
    this.agent = agent;
  }

  /**
   * Who hears a desk.
   *
   * @param feeds are told in this order
   * @param follower keeps events; feeds that only tell them on need not be one
   */
  public record Parts(List<? extends DeskEngineFeed> feeds, Follower follower) {
    public Parts {
      feeds = List.copyOf(feeds);
    }
  }

  /**
   * Brings a desk to where its journal ends; the feeds are told the last commands again, on this
   * thread. Blocks for that.
   *
   * @param snapshotWriter runs what blocks; must outlive the desk
   * @throws JournalException when the journal can't be trusted, in one sentence
   */
  public static DeskAgent recover(
      MachinePorts ports, MachineSettings settings, Parts parts, Executor snapshotWriter) {
    Feeds<DeskEngineFeed, DeskView> feeds = new Feeds<>(parts.feeds());
    return new DeskAgent(
        Agent.recover(
            ports,
            settings,
            new Agent.Parts<>(
                new DeskMachine(feeds),
                new DeskCommands(),
                feeds,
                parts.follower(),
                DeskMachine::new),
            snapshotWriter));
  }

  /** Gives the desk a thread of its own and begins to work. */
  public MachineThread start() {
    return MachineThread.start(agent);
  }

  @Override
  public void submit(Command command, Consumer<Answer> answer) {
    agent.submit(command, answer);
  }

  @Override
  public boolean read(Consumer<DeskView> reader) {
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
