package dev.carillon.wire.socket;

import dev.carillon.core.session.CloseReason;
import dev.carillon.wire.frame.ControlFrames;
import dev.carillon.wire.frame.FrameDecoder;
import dev.carillon.wire.frame.FrameListener;
import io.netty.buffer.ByteBuf;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What comes in on one WebSocket: decodes it, hands messages to the session, answers pings.
 * Confined to the event loop.
 *
 * <p>While the session pauses it, bytes are kept. The socket is still read until {@value
 * #KEPT_BYTES} are, so that a client that only answers pings stays alive and one that is gone is
 * noticed; then reading stops, and TCP presses back on the client.
 */
final class FrameReader implements FrameListener {
  private static final int KEPT_BYTES = 16 * 1024;
  private static final int PINGS_A_SECOND = 10;

  /** With so much waiting to be sent, only the newest ping gets its pong. */
  private static final int CONGESTED_BYTES = 64 * 1024;

  private final NettyLink link;
  private final WireLoop loop;
  private final FrameDecoder decoder;
  private boolean paused;
  private byte @Nullable [] kept;
  private int keptFrom;
  private int keptTo;
  private long heardNanos;
  private long nowNanos;
  private long unfinishedSinceNanos;
  private boolean unfinished;
  private int pings;
  private long pingSecond;
  private byte @Nullable [] pong;

  FrameReader(NettyLink link, FrameDecoder decoder) {
    this.link = link;
    this.loop = link.loop();
    this.decoder = decoder;
    this.heardNanos = loop.nanoTime();
  }

  /** Takes what the channel read; does not release it. */
  void read(ByteBuf in) {
    heardNanos = loop.nanoTime();
    link.lookSoon(heardNanos);
    byte[] scratch = loop.scratch();
    while (in.isReadable() && !link.isEnding()) {
      if (paused || kept != null) {
        keep(in);
        return;
      }
      int count = Math.min(in.readableBytes(), scratch.length);
      in.readBytes(scratch, 0, count);
      int read = decode(scratch, 0, count);
      if (read < count) {
        keep(scratch, read, count);
      }
    }
  }

  void pause() {
    paused = true;
  }

  void resume() {
    if (paused) {
      paused = false;
      heardNanos = loop.nanoTime();
      loop.execute(this::readKept);
    }
  }

  /** Whether the client was not heard for too long although we listened. */
  boolean isSilent(long now) {
    return link.channel().config().isAutoRead()
        && now - heardNanos >= loop.settings().idleTimeout().toNanos();
  }

  /** Whether a message was begun too long ago. */
  boolean isStuck(long now) {
    return unfinished
        && !paused
        && now - unfinishedSinceNanos >= loop.settings().messageTimeout().toNanos();
  }

  /** For how long the client is neither silent nor stuck, and no pong waits, if nothing comes. */
  long quietNanos(long now) {
    if (unfinished || pong != null) {
      return 0;
    }
    // Whom we don't read we can't hear; that it goes on is told.
    return link.channel().config().isAutoRead()
        ? heardNanos + loop.settings().idleTimeout().toNanos() - now
        : Long.MAX_VALUE;
  }

  /** Sends the one pong that was put off, unless that is still too early. */
  void answerPing() {
    if (pong != null && link.backlogBytes() < CONGESTED_BYTES) {
      link.writeControl(pong);
      pong = null;
    }
  }

  @Override
  public boolean accepting() {
    return !paused && !link.isEnding();
  }

  @Override
  public void onText(byte[] utf8, int offset, int length) {
    noteProgress();
    if (link.isOpen()) {
      countMessage(length);
      link.session().receiveText(utf8, offset, length, nowNanos);
    }
  }

  @Override
  public void onBinary(byte[] bytes, int offset, int length) {
    noteProgress();
    if (link.isOpen()) {
      countMessage(length);
      link.session().receiveBinary(bytes, offset, length, nowNanos);
    }
  }

  @Override
  public void onPing(byte[] payload, int offset, int length) {
    loop.counters().add(WebSocketCount.PINGS_IN, 1);
    noteProgress();
    long second = TimeUnit.NANOSECONDS.toSeconds(nowNanos);
    pings = second == pingSecond ? pings + 1 : 1;
    pingSecond = second;
    loop.counters().add(WebSocketCount.PONGS_SPARED, pong == null ? 0 : 1);
    pong = ControlFrames.pong(payload, offset, length);
    if (pings <= PINGS_A_SECOND) {
      answerPing();
    }
  }

  @Override
  public void onPong() {
    // Any byte is life; which ping it answers is of no interest.
    noteProgress();
  }

  @Override
  public void onClose(int code) {
    link.end(code == NO_CODE ? CloseReason.NORMAL : CloseReason.of(code, ""));
  }

  @Override
  public void onViolation(CloseReason reason) {
    loop.counters().add(WebSocketCount.PROTOCOL_ERRORS, 1);
    link.end(reason);
  }

  private int decode(byte[] bytes, int from, int to) {
    nowNanos = heardNanos;
    int read;
    try {
      read = decoder.decode(bytes, from, to, this);
    } catch (RuntimeException | Error bug) {
      link.crashed(bug);
      return to;
    }
    boolean midMessage = decoder.isMidMessage();
    if (midMessage && !unfinished) {
      unfinishedSinceNanos = nowNanos;
    }
    unfinished = midMessage;
    return read;
  }

  private void readKept() {
    byte[] bytes = kept;
    if (bytes != null && !paused) {
      keptFrom = decode(bytes, keptFrom, keptTo);
      if (keptFrom == keptTo || link.isEnding()) {
        kept = null;
      }
    }
    if (!paused) {
      link.channel().config().setAutoRead(true);
    }
  }

  private void keep(ByteBuf in) {
    int count = in.readableBytes();
    in.readBytes(roomFor(count), keptTo, count);
    kept(count);
  }

  private void keep(byte[] bytes, int from, int to) {
    if (!link.isEnding()) {
      System.arraycopy(bytes, from, roomFor(to - from), keptTo, to - from);
      kept(to - from);
    }
  }

  private byte[] roomFor(int count) {
    int size = kept == null ? 0 : keptTo - keptFrom;
    byte[] room = new byte[size + count];
    if (kept != null) {
      System.arraycopy(kept, keptFrom, room, 0, size);
    }
    kept = room;
    keptFrom = 0;
    keptTo = size;
    return room;
  }

  private void kept(int count) {
    keptTo += count;
    if (keptTo - keptFrom >= KEPT_BYTES) {
      link.channel().config().setAutoRead(false);
    }
  }

  private void noteProgress() {
    unfinished = decoder.isMidMessage();
  }

  private void countMessage(int length) {
    loop.counters().add(WebSocketCount.MESSAGES_IN, 1);
    loop.counters().add(WebSocketCount.BYTES_IN, length);
  }
}
