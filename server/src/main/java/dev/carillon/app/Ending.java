package dev.carillon.app;

import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a signal does: the first one stops the application in its order, the second at once. */
final class Ending implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Ending.class);

  /** What a shell shows for a process that SIGTERM ended. */
  private static final int TERMINATED = 143;

  private final Application application;
  private final AtomicBoolean begun = new AtomicBoolean();

  Ending(Application application) {
    this.application = application;
  }

  @Override
  public void run() {
    if (begun.getAndSet(true)) {
      Runtime.getRuntime().halt(TERMINATED);
    }
    // A signal's thread is a daemon: the process would end with our last other thread, half-way.
    Thread.ofPlatform().name("shutdown").daemon(false).start(this::end);
  }

  private void end() {
    int code = 0;
    try {
      application.stop();
    } catch (RuntimeException bug) {
      LOG.error("the stop failed by a bug of ours", bug);
      code = 1;
    }
    Logging.flush();
    System.exit(code);
  }
}
