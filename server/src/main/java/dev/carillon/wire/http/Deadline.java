package dev.carillon.wire.http;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One moment by which something must have happened. Moving it later costs nothing: the timer that
 * runs looks at the moment when it fires, and goes on waiting if there is time left.
 *
 * <p>Confined to its event loop.
 */
final class Deadline {
  private static final long NEVER = Long.MAX_VALUE;

  private final EventLoop loop;
  private final Runnable missed;
  private long atNanos = NEVER;
  private long firesAtNanos;
  private @Nullable Future<?> timer;

  Deadline(EventLoop loop, Runnable missed) {
    this.loop = loop;
    this.missed = missed;
  }

  /** It must happen within {@code millis} from now; replaces an earlier deadline. */
  void within(long millis) {
    atNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    if (timer != null && firesAtNanos - atNanos > 0) {
      timer.cancel(false);
      timer = null;
    }
    if (timer == null) {
      arm();
    }
  }

  /** There is no hurry. */
  void none() {
    atNanos = NEVER;
  }

  /** There will be no hurry any more. */
  void cancel() {
    atNanos = NEVER;
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
  }

  private void arm() {
    firesAtNanos = atNanos;
    timer = loop.schedule(this::fire, atNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
  }

  private void fire() {
    timer = null;
    if (atNanos == NEVER) {
      return;
    }
    if (atNanos - System.nanoTime() > 0) {
      arm();
    } else {
      atNanos = NEVER;
      missed.run();
    }
  }
}
