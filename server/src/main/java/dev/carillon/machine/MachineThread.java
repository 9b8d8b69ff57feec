package dev.carillon.machine;

import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A machine's thread: works while there is work, sleeps while there is none. */
public final class MachineThread implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MachineThread.class);
  private static final long CLOSE_LIMIT_MILLIS = 10_000;

  private final Agent<?, ?, ?> agent;
  private final Thread thread;
  private volatile boolean closing;

  private MachineThread(Agent<?, ?, ?> agent) {
    this.agent = agent;
    this.thread = Thread.ofPlatform().name("carillon-" + agent.name()).unstarted(this::run);
  }

  /** Begins to work. */
  public static MachineThread start(Agent<?, ?, ?> agent) {
    MachineThread started = new MachineThread(agent);
    started.thread.start();
    return started;
  }

  private void run() {
    try {
      while (!closing) {
        if (agent.doWork() == 0) {
          agent.awaitWork();
        }
      }
    } catch (RuntimeException | Error e) {
      LOG.error("The thread of the {} ends by a bug", agent.name(), e);
    } finally {
      agent.end();
    }
  }

  /** Does what waits, takes no more, and ends; blocks for ten seconds at most. */
  @Override
  public void close() {
    closing = true;
    LockSupport.unpark(thread);
    try {
      thread.join(CLOSE_LIMIT_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
