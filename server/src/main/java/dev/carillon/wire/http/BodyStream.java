package dev.carillon.wire.http;

import dev.carillon.http.Problem;
import io.netty.buffer.ByteBuf;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A request's body on its way from the connection to the handler that reads it. Bounded: once it is
 * {@link #isFull}, the connection must not be read until {@code wanted} is called.
 *
 * <p>Filled by the event loop, read by one other thread.
 */
final class BodyStream extends InputStream {
  private static final int ROOM_BYTES = 256 << 10;

  private final int limitBytes;
  private final Runnable wanted;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Queue<byte[]> pieces = new ArrayDeque<>();
  private byte[] current = new byte[0];
  private int position;
  private int waitingBytes;
  private int allBytes;
  private boolean isAsked;
  private boolean isComplete;
  private @Nullable Problem failure;

  /**
   * Takes at most so many bytes.
   *
   * @param wanted called by the reading thread when it first reads, and when there is room again
   */
  BodyStream(int limitBytes, Runnable wanted) {
    this.limitBytes = limitBytes;
    this.wanted = wanted;
  }

  /** Copies a part; over the limit the reader gets a 413 in its place. */
  void add(ByteBuf part) {
    lock.lock();
    try {
      int more = part.readableBytes();
      if (failure != null || more == 0) {
        return;
      }
      if (more > limitBytes - allBytes) {
        failure = Problem.payloadTooLarge(limitBytes);
      } else {
        byte[] piece = new byte[more];
        part.readBytes(piece);
        pieces.add(piece);
        waitingBytes += more;
        allBytes += more;
      }
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** That was all. */
  void complete() {
    lock.lock();
    try {
      isComplete = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** No more will come: the reader's next call throws {@code problem}. */
  void fail(Problem problem) {
    lock.lock();
    try {
      if (failure == null && !isComplete) {
        failure = problem;
        changed.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Whether enough waits for the reader. */
  boolean isFull() {
    lock.lock();
    try {
      return waitingBytes >= ROOM_BYTES;
    } finally {
      lock.unlock();
    }
  }

  /** How many bytes came, read or not. */
  int sizeBytes() {
    lock.lock();
    try {
      return allBytes;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    if (length == 0) {
      return 0;
    }
    if (!isAsked) {
      isAsked = true;
      wanted.run();
    }
    if (position == current.length && !next()) {
      return -1;
    }
    int count = Math.min(length, current.length - position);
    System.arraycopy(current, position, target, offset, count);
    position += count;
    return count;
  }

  /** Waits for the next piece; false: there is none. */
  private boolean next() {
    boolean hasRoomAgain;
    lock.lock();
    try {
      while (pieces.isEmpty() && !isComplete && failure == null) {
        changed.awaitUninterruptibly();
      }
      if (failure != null) {
        throw failure;
      }
      byte[] piece = pieces.poll();
      if (piece == null) {
        return false;
      }
      boolean wasFull = waitingBytes >= ROOM_BYTES;
      waitingBytes -= piece.length;
      hasRoomAgain = wasFull && waitingBytes < ROOM_BYTES;
      current = piece;
      position = 0;
    } finally {
      lock.unlock();
    }
    if (hasRoomAgain) {
      wanted.run();
    }
    return true;
  }
}
