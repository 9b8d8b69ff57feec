package dev.carillon.core.hub;

import java.util.List;

/**
 * One event loop as the hub sees it: a thread that owns connections. Implemented by {@code wire},
 * and by hand in tests.
 */
public interface Loop {

  /** The number of this loop, from 0. Each loop has its {@link Shard}. */
  int index();

  /**
   * Runs {@code task} on this loop after what is queued; from the loop itself, at the end of the
   * current turn. Any thread.
   */
  void execute(Runnable task);

  /** Whether the calling thread is this loop. */
  boolean inLoop();

  /**
   * Joins frames into bytes that many connections can send without a copy each. The caller owns the
   * result and calls {@link SharedFrames#release()} once it was written to all. On this loop only.
   *
   * @param frames in the order they are sent; not empty
   * @param deflated whether to take each frame's compressed form where it has one
   */
  SharedFrames share(List<Frame> frames, boolean deflated);
}
