package dev.carillon.machine;

import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A machine's thread: works while there is work, sleeps while there is none. */
public final class MachineThread implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MachineThread.class);
  private static final long CLOSE_LIMIT_MILLIS = 10_000;

  private final Owner<?, ?, ?> owner;
  private final Thread thread;
  private volatile boolean closing;

  private MachineThread(Owner<?, ?, ?> owner) {
    this.owner = owner;
    this.thread = Thread.ofPlatform().name("carillon-" + owner.name()).unstarted(this::run);
  }

  /** Begins to work. */
  public static MachineThread start(Owner<?, ?, ?> owner) {
    MachineThread started = new MachineThread(owner);
    started.thread.start();
    return started;
  }

  private void run() {
    try {
      while (!closing) {
        if (owner.doWork() == 0) {
          owner.awaitWork();
        }
      }
    } catch (RuntimeException | Error e) {
      LOG.error("The thread of the {} ends by a bug", owner.name(), e);
    } finally {
      owner.end();
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
