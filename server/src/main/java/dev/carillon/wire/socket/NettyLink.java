package dev.carillon.wire.socket;

import dev.carillon.core.hub.Frame;
import dev.carillon.core.hub.SharedFrames;
import dev.carillon.core.session.CloseReason;
import dev.carillon.core.session.Link;
import dev.carillon.core.session.Session;
import dev.carillon.wire.frame.ControlFrames;
import dev.carillon.wire.frame.FrameDecoder;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.unix.Socket;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One WebSocket over a Netty channel: what goes out, and whom it belongs to. What comes in is its
 * {@link FrameReader}'s, its end its {@link Closing}'s. Confined to the event loop but for the
 * methods of {@link Link} that say otherwise.
 *
 * <p>Writes go to the channel past every handler but TLS. A batch that is to leave at once, when
 * nothing waits, is handed to the operating system past the channel's queue too, which only gets
 * what was not taken.
 */
final class NettyLink implements Link {
  private static final Logger LOG = LoggerFactory.getLogger(NettyLink.class);

  private static final CloseReason LOST = CloseReason.of(1006, "connection lost");

  private final ChannelHandlerContext ctx;
  private final Channel.Unsafe unsafe;
  private final boolean tls;
  private final @Nullable Socket direct;
  private final WireLoop loop;
  private final String dialect;
  private final String remoteAddress;
  private final boolean deflates;
  private final Session session;
  private final FrameReader reader;
  private final Closing closing;

  /** Also known to {@link #closing}; here for the sake of each write. */
  private boolean open = true;

  private boolean flushIsDue;
  private long unflushedBytes;
  private long pingedNanos;
  private boolean sessionEnded;
  private int heartbeatPlace = Heartbeat.NOWHERE;
  private volatile boolean chosenForDrain;

  /**
   * What a link is made for.
   *
   * @param dialect its name, for the log
   * @param deflates whether permessage-deflate was agreed to
   */
  record Purpose(
      String dialect, String remoteAddress, boolean deflates, Function<Link, Session> session) {}

  /** Makes the session, and opens nothing yet. {@code ctx} is that of the handler it serves. */
  NettyLink(ChannelHandlerContext ctx, WireLoop loop, Purpose purpose) {
    this.ctx = ctx;
    this.unsafe = ctx.channel().unsafe();
    this.tls = ctx.pipeline().get(SslHandler.class) != null;
    this.direct =
        !tls
                && ctx.channel() instanceof EpollSocketChannel epoll
                && epoll.fd() instanceof Socket socket
            ? socket
            : null;
    this.loop = loop;
    this.dialect = purpose.dialect();
    this.remoteAddress = purpose.remoteAddress();
    this.deflates = purpose.deflates();
    this.closing = new Closing(ctx, loop);
    this.reader =
        new FrameReader(
            this, new FrameDecoder(loop.settings().maxMessageBytes(), loop.inflater(deflates)));
    this.session = purpose.session().apply(this);
  }

  Session session() {
    return session;
  }

  FrameReader reader() {
    return reader;
  }

  Channel channel() {
    return ctx.channel();
  }

  boolean isOpen() {
    return open;
  }

  /** Whether what comes in is of no interest any more. */
  boolean isEnding() {
    return closing.isEnding();
  }

  /** The handshake is done: from now on there are deadlines, and the session may send. */
  void open() {
    pingedNanos = loop.nanoTime();
    loop.heartbeat().add(this);
    loop.counters().add(WebSocketCount.OPENED, 1);
    loop.counters().add(WebSocketCount.OPENED_WITH_DEFLATE, deflates ? 1 : 0);
    guarded(session::receiveOpen);
  }

  /** The channel is closed. Once, after {@link #open}. */
  void gone() {
    loop.heartbeat().remove(this);
    endSession(LOST);
  }

  /** The socket takes bytes again. The session is not told within a write of its own. */
  void writable() {
    loop.execute(() -> {
      reader.answerPing();
      if (open) {
        guarded(session::receiveWritable);
      }
    });
  }

  /**
   * Looks after what is due.
   *
   * @return when to look again, if nothing happens before
   */
  long tick(long nowNanos, long nowMillis) {
    if (!open) {
      closing.tick(nowNanos);
      return nowNanos;
    }
    if (reader.isSilent(nowNanos)) {
      close(CloseReason.PING_TIMEOUT);
      return nowNanos;
    }
    if (reader.isStuck(nowNanos)) {
      end(CloseReason.policy("message not complete in time"));
      return nowNanos;
    }
    reader.answerPing();
    if (nowNanos - pingedNanos >= loop.settings().pingInterval().toNanos()) {
      pingedNanos = nowNanos;
      writeControl(ControlFrames.ping());
    }
    try {
      session.onTick(nowMillis);
      return open ? nowNanos + quietNanos(nowNanos, nowMillis) : nowNanos;
    } catch (RuntimeException | Error bug) {
      crashed(bug);
      return nowNanos;
    }
  }

  private long quietNanos(long nowNanos, long nowMillis) {
    long toPing = pingedNanos + loop.settings().pingInterval().toNanos() - nowNanos;
    long ofSession = TimeUnit.MILLISECONDS.toNanos(session.nextTickMillis() - nowMillis);
    return Math.min(toPing, Math.min(reader.quietNanos(nowNanos), ofSession));
  }

  /** Deadlines may have changed. */
  void lookSoon(long nowNanos) {
    loop.heartbeat().lookSoon(this, nowNanos);
  }

  @Override
  public WireLoop loop() {
    return loop;
  }

  @Override
  public String remoteAddress() {
    return remoteAddress;
  }

  @Override
  public boolean deflates() {
    return deflates;
  }

  @Override
  public long backlogBytes() {
    ChannelOutboundBuffer waiting = unsafe.outboundBuffer();
    if (waiting == null) {
      return 0;
    }
    // TLS keeps what is not flushed to itself.
    return waiting.totalPendingWriteBytes() + (tls ? unflushedBytes : 0);
  }

  @Override
  public void write(Frame frame) {
    if (open) {
      byte[] bytes = frame.bytes(loop.deflater(deflates));
      count(1, bytes.length);
      writeCopy(bytes);
    }
  }

  @Override
  public void write(SharedFrames frames) {
    if (open) {
      SharedBatch batch = (SharedBatch) frames;
      count(batch.frames(), batch.sizeBytes());
      unflushedBytes += batch.sizeBytes();
      ChannelFuture _ = ctx.write(batch.bytes().retainedDuplicate(), ctx.voidPromise());
    }
  }

  @Override
  public void writeAndFlush(SharedFrames frames) {
    if (!open) {
      return;
    }
    SharedBatch batch = (SharedBatch) frames;
    ByteBuf bytes = batch.bytes();
    count(batch.frames(), batch.sizeBytes());
    flushIsDue = false;
    unflushedBytes = 0;
    int taken = direct == null ? 0 : writeDirectly(direct, bytes);
    if (taken == 0) {
      ChannelFuture _ = ctx.writeAndFlush(bytes.retainedDuplicate(), ctx.voidPromise());
    } else if (taken < bytes.readableBytes()) {
      int from = bytes.readerIndex() + taken;
      ChannelFuture _ =
          ctx.writeAndFlush(
              bytes.retainedSlice(from, bytes.writerIndex() - from), ctx.voidPromise());
    }
  }

  /** How many bytes the operating system took at once: none while others wait before them. */
  private int writeDirectly(Socket socket, ByteBuf bytes) {
    ChannelOutboundBuffer waiting = unsafe.outboundBuffer();
    // Without a queue the channel is closed, and the descriptor may be another connection's by now.
    if (waiting == null || waiting.totalPendingWriteBytes() > 0 || !bytes.hasMemoryAddress()) {
      return 0;
    }
    try {
      // send(2): write(2) takes 0.5 µs longer on its way through the file system's layer.
      return socket.sendAddress(bytes.memoryAddress(), bytes.readerIndex(), bytes.writerIndex());
    } catch (IOException e) {
      LOG.debug("{} session {}: {}", dialect, session.id(), e.getMessage());
      closing.cut();
      return bytes.readableBytes();
    }
  }

  @Override
  public void flush() {
    flushIsDue = false;
    unflushedBytes = 0;
    ctx.flush();
  }

  @Override
  public void flushSoon() {
    if (!flushIsDue) {
      flushIsDue = true;
      loop.flushSoon(this);
    }
  }

  void flushIfDue() {
    if (flushIsDue) {
      flush();
    }
  }

  /** Sends a ping or pong with what else leaves in this turn. */
  void writeControl(byte[] frame) {
    if (open) {
      writeCopy(frame);
      flushSoon();
    }
  }

  @Override
  public void pause() {
    reader.pause();
  }

  @Override
  public void resume() {
    reader.resume();
    lookSoon(loop.nanoTime());
  }

  @Override
  public void close(CloseReason reason) {
    if (!loop.inLoop()) {
      loop.execute(() -> close(reason));
    } else if (open) {
      open = false;
      lookSoon(loop.nanoTime());
      closing.ask(ControlFrames.close(reason));
      reader.resume();
      endSession(reason);
    }
  }

  /** Ends the connection without waiting for a close frame: it came, or can't be found. */
  void end(CloseReason reason) {
    if (open) {
      open = false;
      lookSoon(loop.nanoTime());
      closing.answer(ControlFrames.close(reason));
      endSession(reason);
    } else {
      closing.heard();
    }
  }

  /** Something of ours failed: this connection ends, the others don't notice. */
  void crashed(Throwable bug) {
    String incident = loop.nextIncident();
    LOG.error("incident {}: {} session {} failed", incident, dialect, session.id(), bug);
    loop.counters().add(WebSocketCount.CRASHES, 1);
    end(CloseReason.internalError(incident));
  }

  /** Once, for a drain that closes the connections bit by bit. Any thread. */
  boolean chooseForDrain() {
    boolean first = !chosenForDrain;
    chosenForDrain = true;
    return first;
  }

  int heartbeatPlace() {
    return heartbeatPlace;
  }

  void setHeartbeatPlace(int place) {
    heartbeatPlace = place;
  }

  private void writeCopy(byte[] bytes) {
    unflushedBytes += bytes.length;
    ChannelFuture _ =
        ctx.write(ctx.alloc().directBuffer(bytes.length).writeBytes(bytes), ctx.voidPromise());
  }

  private void count(int frames, int bytes) {
    loop.counters().add(WebSocketCount.FRAMES_OUT, frames);
    loop.counters().add(WebSocketCount.BYTES_OUT, bytes);
  }

  /** Tells the session after the current call into it has returned. */
  private void endSession(CloseReason reason) {
    if (sessionEnded) {
      return;
    }
    sessionEnded = true;
    loop.counters().addClose(reason.code());
    if (reason.equals(CloseReason.SLOW_CONSUMER)) {
      loop.counters().add(WebSocketCount.SLOW_CONSUMERS, 1);
    }
    LOG.debug("{} session {} ends: {} {}", dialect, session.id(), reason.code(), reason.text());
    loop.execute(() -> guarded(() -> session.receiveEnd(reason)));
  }

  private void guarded(Runnable call) {
    try {
      call.run();
    } catch (RuntimeException | Error bug) {
      crashed(bug);
    }
  }
}
