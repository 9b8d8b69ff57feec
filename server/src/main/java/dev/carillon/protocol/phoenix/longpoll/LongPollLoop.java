package dev.carillon.protocol.phoenix.longpoll;

import dev.carillon.core.hub.Frame;
import dev.carillon.core.hub.Loop;
import dev.carillon.core.hub.SharedFrames;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread that owns all sessions that poll: a loop of the hub beside those of the wire. */
public final class LongPollLoop implements Loop, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LongPollLoop.class);

  private final int index;
  private final ScheduledExecutorService executor;
  private volatile @Nullable Thread thread;

  /** Frames kept as they are: each session hands them out as text of its own. */
  record PolledFrames(List<Frame> frames, int sizeBytes) implements SharedFrames {
    PolledFrames {
      frames = List.copyOf(frames);
    }

    @Override
    public void release() {
      // Nothing but memory of the heap.
    }
  }

  /**
   * @param index its number in the hub
   */
  public LongPollLoop(int index) {
    this.index = index;
    this.executor = new ScheduledThreadPoolExecutor(1, this::newThread);
  }

  private Thread newThread(Runnable work) {
    Thread made = Thread.ofPlatform().name("long-poll").daemon().unstarted(work);
    thread = made;
    return made;
  }

  @Override
  public int index() {
    return index;
  }

  @Override
  public void execute(Runnable task) {
    try {
      executor.execute(() -> guarded(task));
    } catch (RejectedExecutionException _) {
      LOG.debug("the long-poll loop has stopped: its sessions are gone, and so is their work");
    }
  }

  /** Runs {@code task} again and again, until the loop is closed. */
  void every(long millis, Runnable task) {
    var _ =
        executor.scheduleWithFixedDelay(() -> guarded(task), millis, millis, TimeUnit.MILLISECONDS);
  }

  @Override
  public boolean inLoop() {
    return Thread.currentThread().equals(thread);
  }

  @Override
  public SharedFrames share(List<Frame> frames, boolean deflated) {
    return new PolledFrames(frames, frames.stream().mapToInt(Frame::sizeBytes).sum());
  }

  /** Ends the thread after what it is doing. */
  @Override
  public void close() {
    executor.shutdown();
  }

  /** One session's bug is not to end the thread of all. */
  private static void guarded(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException bug) {
      LOG.error("a task of the long-poll loop failed", bug);
    }
  }
}
