package dev.carillon.app;

import dev.carillon.app.config.Config;
import dev.carillon.core.cluster.Alone;
import dev.carillon.deskengine.DeskAgent;
import dev.carillon.engine.EngineAgent;
import dev.carillon.journal.JournalException;
import dev.carillon.machine.Follower;
import dev.carillon.machine.MachineCounts;
import dev.carillon.machine.Omission;
import dev.carillon.machine.replica.LeadListener;
import dev.carillon.market.data.CandleGrid;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * {@code ./carillon engine skip POSITION} and {@code desk skip}, while no server runs with that
 * journal.
 *
 * @param <M> the machine in the hands of its owner
 */
final class JournalSkip<M> {
  /** What the lease says while this works. */
  private static final String NODE = "skip";

  private final Config config;
  private final String name;
  private final EngineFolder folder;
  private final MachineHome.Kind<M> kind;
  private final ToLongFunction<M> sequence;

  /**
   * In the journal of any machine.
   *
   * @param sequence the last record that it has done
   */
  JournalSkip(
      Config config,
      String name,
      EngineFolder folder,
      MachineHome.Kind<M> kind,
      ToLongFunction<M> sequence) {
    this.config = config;
    this.name = name;
    this.folder = folder;
    this.kind = kind;
    this.sequence = sequence;
  }

  /** In the journal of the exchange's engine. */
  static JournalSkip<EngineAgent> ofEngine(Config config) {
    CandleGrid grid = CandleGrid.anchoredAt(config.exchange().threeDayAnchor());
    return new JournalSkip<>(
        config,
        "engine",
        EngineFolder.of(config),
        new EngineKind(new EngineAgent.Parts(grid, List.of(), Follower.NONE), LeadListener.NONE),
        EngineAgent::sequence);
  }

  /** In the journal of the FX desk. */
  static JournalSkip<DeskAgent> ofDesk(Config config) {
    return new JournalSkip<>(
        config,
        "desk",
        EngineFolder.ofDesk(config),
        new DeskKind(new DeskAgent.Parts(List.of(), Follower.NONE), LeadListener.NONE),
        DeskAgent::sequence);
  }

  /**
   * Leaves a record out, and says what came of it. Blocks for two starts of the machine.
   *
   * @throws StartException when it can't be, in one sentence
   */
  String leaveOut(long position) {
    try (Machines machines =
            new Machines(config, new Alone(NODE), InstantSource.system(), Runnable::run);
        MachineHome home = machines.home(name, folder, MachineCounts.NONE)) {
      return new Omission(home.reserve(), () -> start(home)).leaveOut(position);
    } catch (IOException | UncheckedIOException | JournalException problem) {
      throw new StartException(String.valueOf(problem.getMessage()), problem);
    }
  }

  private long start(MachineHome home) {
    try {
      return sequence.applyAsLong(home.open(kind));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
