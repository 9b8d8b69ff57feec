package dev.carillon.wire.socket;

import dev.carillon.core.hub.Frame;
import dev.carillon.core.hub.FrameDeflater;
import dev.carillon.core.hub.Loop;
import dev.carillon.wire.frame.MessageInflater;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One Netty event loop: what its WebSockets share, so that none of it costs memory in each.
 * Confined to the loop but for the methods of {@link Loop} that say otherwise.
 */
final class WireLoop implements Loop {
  private static final Logger LOG = LoggerFactory.getLogger(WireLoop.class);

  /** What Netty reads at most in one go. */
  private static final int SCRATCH_BYTES = 64 * 1024;

  /** For level 0, at which nothing is compressed. */
  private static final int ANY_LEVEL = 1;

  private final int index;
  private final EventLoop eventLoop;
  private final WebSocketSettings settings;
  private final LongSupplier nanoTime;
  private final Supplier<String> incidents;
  private final byte[] scratch = new byte[SCRATCH_BYTES];
  private final MessageInflater inflater = new MessageInflater();
  private final FrameDeflater deflater;
  private final LoopCounters counters = new LoopCounters();
  private final Heartbeat heartbeat;
  private List<NettyLink> unflushed = new ArrayList<>();
  private List<NettyLink> flushing = new ArrayList<>();

  WireLoop(int index, EventLoop eventLoop, WebSocketSettings settings, WebSockets.Parts parts) {
    this.index = index;
    this.eventLoop = eventLoop;
    this.settings = settings;
    this.nanoTime = parts.nanoTime();
    this.incidents = parts.incidents();
    this.deflater = new FrameDeflater(Math.max(settings.deflateLevel(), ANY_LEVEL));
    this.heartbeat = new Heartbeat(eventLoop, parts.nanoTime(), parts.clock());
  }

  @Override
  public int index() {
    return index;
  }

  @Override
  public void execute(Runnable task) {
    try {
      eventLoop.execute(task);
    } catch (RejectedExecutionException _) {
      LOG.debug("loop {} has stopped: its connections are gone, and so is their work", index);
    }
  }

  @Override
  public boolean inLoop() {
    return eventLoop.inEventLoop();
  }

  @Override
  public SharedBatch share(List<Frame> frames, boolean deflated) {
    FrameDeflater with = deflater(deflated);
    int size = 0;
    for (int i = 0; i < frames.size(); i++) {
      size += frames.get(i).bytes(with).length;
    }
    ByteBuf bytes = ByteBufAllocator.DEFAULT.directBuffer(size, size);
    for (int i = 0; i < frames.size(); i++) {
      bytes.writeBytes(frames.get(i).bytes(with));
    }
    return new SharedBatch(bytes, frames.size());
  }

  @Nullable FrameDeflater deflater(boolean deflated) {
    return deflated ? deflater : null;
  }

  @Nullable MessageInflater inflater(boolean inflated) {
    return inflated ? inflater : null;
  }

  /** Memory for the bytes of one read, until the next. */
  byte[] scratch() {
    return scratch;
  }

  long nanoTime() {
    return nanoTime.getAsLong();
  }

  String nextIncident() {
    return incidents.get();
  }

  WebSocketSettings settings() {
    return settings;
  }

  LoopCounters counters() {
    return counters;
  }

  Heartbeat heartbeat() {
    return heartbeat;
  }

  /** Flushes {@code link} at the end of this turn. */
  void flushSoon(NettyLink link) {
    unflushed.add(link);
    if (unflushed.size() == 1) {
      execute(this::flushAll);
    }
  }

  /** What is written while this runs, because a socket takes bytes again, goes with the next. */
  private void flushAll() {
    List<NettyLink> now = unflushed;
    unflushed = flushing;
    flushing = now;
    for (int i = 0; i < now.size(); i++) {
      now.get(i).flushIfDue();
    }
    now.clear();
  }
}
