package dev.carillon.app;

import dev.carillon.app.config.Config;
import dev.carillon.journal.Journal;
import dev.carillon.journal.Records;
import dev.carillon.machine.MachinePorts;
import dev.carillon.machine.replica.ReplicaPorts;
import java.io.IOException;
import java.util.concurrent.Executor;

/**
 * Where a machine lives: its journal and its snapshots, in a folder that is this node's alone or in
 * the database that all nodes share. Opened and closed by one thread; a machine must have ended
 * before its home is closed.
 */
sealed interface MachineHome extends AutoCloseable permits FolderHome, SharedHome {

  /**
   * How one kind of machine is brought to where its journal ends.
   *
   * @param <M> the machine in the hands of its owner
   */
  interface Kind<M> {

    /** The journal is this node's alone. */
    M alone(MachinePorts<Journal> ports, Executor snapshots);

    /** Other nodes have the same machine. */
    M shared(ReplicaPorts ports, Executor snapshots);
  }

  /** Makes what a machine did before its first start. */
  interface Past {

    /**
     * Blocks.
     *
     * @param folder is empty, and moved or copied from where it is
     * @return how many commands it has
     */
    long make(EngineFolder folder) throws IOException;
  }

  /** What is opened step by step. */
  interface Opening<T> {
    /** Opens it; {@code opened} takes how each step is taken back. */
    T open(Undo opened) throws IOException;
  }

  /**
   * Opens what has a machine, wholly or not at all. Blocks.
   *
   * @throws StartException when the data folder can't be used
   */
  static <T> T opened(Config config, Opening<T> opening) {
    Undo opened = new Undo();
    boolean done = false;
    try {
      T whole = opening.open(opened);
      done = true;
      return whole;
    } catch (IOException problem) {
      throw new StartException(
          "CARILLON_DATA: "
              + config.operation().data()
              + ": "
              + problem.getMessage()
              + " (expected: a folder that can be written)",
          problem);
    } finally {
      if (!done) {
        opened.close();
      }
    }
  }

  /** Whether other nodes have the same machine. */
  boolean isShared();

  /**
   * Gives a past to a machine that has none, whole or not at all, once for all nodes. Blocks.
   *
   * @return how many commands it has; 0: none was made
   */
  long begin(Past past) throws IOException;

  /** Opens the journal, and a machine with it. Blocks. */
  <M> M open(Kind<M> kind) throws IOException;

  /**
   * Opens the journal for somebody who changes it while no machine works with it, until this is
   * closed. Blocks.
   *
   * @throws StartException when there is no journal, or a machine works with it
   */
  Records reserve() throws IOException;

  /** Blocks until a snapshot that is being written is written. */
  @Override
  void close();
}
