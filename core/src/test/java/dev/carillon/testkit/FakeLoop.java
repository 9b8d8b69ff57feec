package dev.carillon.testkit;

import dev.carillon.core.hub.Frame;
import dev.carillon.core.hub.Loop;
import dev.carillon.core.hub.SharedFrames;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * An event loop whose turns a test runs by hand. Tasks may come from any thread; whichever thread
 * runs a turn is the loop as long as the turn lasts.
 */
public final class FakeLoop implements Loop {
  /** More tasks than this in a turn are tasks that keep making others. */
  private static final int ENDLESS = 1_000_000;

  private final int index;
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final List<JoinedFrames> batches = new ArrayList<>();
  private volatile @Nullable Thread running;

  public FakeLoop() {
    this(0);
  }

  public FakeLoop(int index) {
    this.index = index;
  }

  /**
   * Runs what is queued, and what that queues in turn.
   *
   * @return how many tasks ran
   */
  public int runTurn() {
    if (running != null) {
      throw new IllegalStateException("loop: a turn is running already");
    }
    running = Thread.currentThread();
    try {
      for (int ran = 0; ran < ENDLESS; ran++) {
        Runnable task = tasks.poll();
        if (task == null) {
          return ran;
        }
        task.run();
      }
      throw new AssertionError("the turn does not end");
    } finally {
      running = null;
    }
  }

  /** Runs {@code task} in a turn of its own, after what is queued. */
  public void run(Runnable task) {
    execute(task);
    runTurn();
  }

  /** How many tasks wait for the next turn. */
  public int queued() {
    return tasks.size();
  }

  /** All batches ever made, in their order. */
  public List<JoinedFrames> batches() {
    return List.copyOf(batches);
  }

  @Override
  public int index() {
    return index;
  }

  @Override
  public void execute(Runnable task) {
    tasks.add(task);
  }

  @Override
  public boolean inLoop() {
    return Thread.currentThread().equals(running);
  }

  @Override
  public SharedFrames share(List<Frame> frames, boolean deflated) {
    JoinedFrames batch = new JoinedFrames(frames, deflated);
    batches.add(batch);
    return batch;
  }
}
