package dev.carillon.core.session;

import dev.carillon.core.hub.Frame;
import dev.carillon.core.hub.SharedFrames;
import dev.carillon.core.hub.Subscriber;
import dev.carillon.core.hub.Subscription;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The bytes waiting for one connection, bounded. Confined to the connection's event loop.
 *
 * <p>What must not be missed is written at once; when more than the bound waits, the reader is too
 * slow and the connection ends with 1013. What may be left out ({@code LATEST}, {@code RESYNC}) is
 * left out long before that: as soon as {@value #BEHIND_BYTES} bytes wait.
 */
public final class Outbox extends Subscriber {
  /** More than the socket's own buffer takes in one go, far less than a bound one would set. */
  private static final int BEHIND_BYTES = 64 * 1024;

  private final long sessionId;
  private final Link link;
  private final int boundBytes;
  private boolean closed;
  private @Nullable Map<LatestKey, Frame> latest;
  private @Nullable Set<Subscription> missed;

  private record LatestKey(Subscription subscription, Object key) {}

  /**
   * @param boundBytes how much may wait, shared batches counted in full
   */
  public Outbox(long sessionId, Link link, int boundBytes) {
    this.sessionId = sessionId;
    this.link = link;
    this.boundBytes = boundBytes;
  }

  /** Sends a frame to this connection alone. It leaves at the end of the loop's turn. */
  public void offer(Frame frame) {
    if (hasRoom(frame.sizeBytes())) {
      link.write(frame);
      link.flushSoon();
    }
  }

  /** Ends what was kept for later; nothing is sent any more. */
  void discard() {
    closed = true;
    latest = null;
    missed = null;
  }

  /**
   * Drops what was kept for {@code subscription}, which has ended.
   *
   * @return whether there was anything
   */
  public boolean forget(Subscription subscription) {
    boolean kept =
        latest != null && latest.keySet().removeIf(key -> key.subscription() == subscription);
    return (missed != null && missed.remove(subscription)) || kept;
  }

  /**
   * Drops those of the newest values kept for {@code subscription} that it does not want any more.
   *
   * @param unwanted is asked about the key of each, which is the topic where there was none
   */
  public void forget(Subscription subscription, Predicate<Object> unwanted) {
    if (latest != null) {
      latest
          .keySet()
          .removeIf(kept -> kept.subscription() == subscription && unwanted.test(kept.key()));
    }
  }

  /** The socket takes bytes again: sends the newest values kept, then asks for what was missed. */
  public void onWritable() {
    if (latest != null) {
      for (Iterator<Frame> frames = latest.values().iterator(); frames.hasNext() && !isFull(); ) {
        Frame frame = frames.next();
        frames.remove();
        offer(frame);
      }
    }
    if (missed != null && !isFull()) {
      List<Subscription> again = new ArrayList<>(missed);
      missed.clear();
      again.forEach(Subscription::resync);
    }
  }

  @Override
  protected long sessionId() {
    return sessionId;
  }

  @Override
  protected boolean deflates() {
    return link.deflates();
  }

  @Override
  protected long backlogBytes() {
    return link.backlogBytes();
  }

  /** What was left out comes first: before that, nothing newer may pass it. */
  @Override
  protected boolean isBehind() {
    return isFull() || hasLeftOut();
  }

  private boolean isFull() {
    return backlogBytes() > BEHIND_BYTES;
  }

  private boolean hasLeftOut() {
    return (latest != null && !latest.isEmpty()) || (missed != null && !missed.isEmpty());
  }

  /** It may be that what waits only waits for the end of this turn, and nobody tells of that. */
  private void lookSoon() {
    if (!hasLeftOut()) {
      link.loop()
          .execute(() -> {
            if (!isFull()) {
              onWritable();
            }
          });
    }
  }

  @Override
  protected void send(SharedFrames batch, boolean last) {
    if (!hasRoom(batch.sizeBytes())) {
      return;
    }
    if (last) {
      link.writeAndFlush(batch);
    } else {
      link.write(batch);
    }
  }

  @Override
  protected void keepLatest(Subscription subscription, Object key, Frame frame) {
    lookSoon();
    if (latest == null) {
      latest = new LinkedHashMap<>();
    }
    latest.put(new LatestKey(subscription, key), frame);
  }

  @Override
  protected void missed(Subscription subscription) {
    lookSoon();
    if (missed == null) {
      missed = new LinkedHashSet<>();
    }
    missed.add(subscription);
  }

  private boolean hasRoom(int bytes) {
    if (closed) {
      return false;
    }
    if (isOver(bytes)) {
      // Perhaps it only waits for the end of this turn.
      link.flush();
    }
    if (isOver(bytes)) {
      discard();
      link.close(CloseReason.SLOW_CONSUMER);
      return false;
    }
    return true;
  }

  /** A frame larger than the bound itself may go to a reader that is up to date. */
  private boolean isOver(int bytes) {
    long waiting = link.backlogBytes();
    return waiting > 0 && waiting + bytes > boundBytes;
  }
}
