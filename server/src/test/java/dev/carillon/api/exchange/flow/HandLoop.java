package dev.carillon.api.exchange.flow;

import dev.carillon.core.hub.Frame;
import dev.carillon.core.hub.Loop;
import dev.carillon.core.hub.SharedFrames;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The one event loop of a {@link FlowWorld}: turned by hand, and keeps nothing. */
final class HandLoop implements Loop {
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private boolean running;

  /** Frames that several connections send. */
  record Batch(List<Frame> frames) implements SharedFrames {
    @Override
    public int sizeBytes() {
      return frames.stream().mapToInt(Frame::sizeBytes).sum();
    }

    @Override
    public void release() {
      // Nothing is pooled.
    }
  }

  /** Runs what waits, and what that makes; whether there was any. */
  boolean turn() {
    boolean any = false;
    running = true;
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
      any = true;
    }
    running = false;
    return any;
  }

  @Override
  public int index() {
    return 0;
  }

  @Override
  public void execute(Runnable task) {
    tasks.add(task);
  }

  @Override
  public boolean inLoop() {
    return running;
  }

  @Override
  public SharedFrames share(List<Frame> frames, boolean deflated) {
    return new Batch(List.copyOf(frames));
  }
}
