package dev.carillon.engine;

import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The engine's thread: works while there is work, sleeps while there is none. */
public final class EngineThread implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EngineThread.class);
  private static final long CLOSE_LIMIT_MILLIS = 10_000;

  private final EngineAgent agent;
  private final Thread thread;
  private volatile boolean closing;

  private EngineThread(EngineAgent agent) {
    this.agent = agent;
    this.thread = Thread.ofPlatform().name("carillon-engine").unstarted(this::run);
  }

  /** Begins to work. */
  public static EngineThread start(EngineAgent agent) {
    EngineThread started = new EngineThread(agent);
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
      LOG.error("The engine's thread ends by a bug", e);
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
