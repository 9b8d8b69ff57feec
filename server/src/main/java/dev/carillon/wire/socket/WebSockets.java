package dev.carillon.wire.socket;

import dev.carillon.core.hub.Loop;
import dev.carillon.core.session.Admission;
import dev.carillon.core.session.CloseReason;
import dev.carillon.core.session.Dialect;
import dev.carillon.core.session.Handshake;
import dev.carillon.core.session.Session;
import dev.carillon.http.Problem;
import dev.carillon.http.Response;
import dev.carillon.wire.EventLoops;
import dev.carillon.wire.OpenSockets;
import dev.carillon.wire.WebSocketUpgrade;
import dev.carillon.wire.frame.Negotiation;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.ssl.SslHandler;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The WebSocket half of the wire: the loops, the upgrade, and all that are open. Any thread. */
public final class WebSockets implements WebSocketUpgrade, OpenSockets {
  /**
   * A channel is writable again when less than the first waits; an outbox counts its reader as
   * behind from the second on.
   */
  private static final WriteBufferWaterMark WATER_MARKS =
      new WriteBufferWaterMark(32 * 1024, 64 * 1024);

  private final List<WireLoop> loops;
  private final Map<EventLoop, WireLoop> loopOf;
  private final WebSocketSettings settings;
  private final Map<Long, NettyLink> open = new ConcurrentHashMap<>();

  /**
   * What the WebSockets work with.
   *
   * @param nanoTime a clock that only goes forward, for deadlines
   * @param clock the time of day, for sessions
   * @param incidents gives a short id for each failure that is a bug
   */
  public record Parts(
      EventLoops loops, LongSupplier nanoTime, InstantSource clock, Supplier<String> incidents) {}

  public WebSockets(WebSocketSettings settings, Parts parts) {
    this.settings = settings;
    List<WireLoop> all = new ArrayList<>();
    Map<EventLoop, WireLoop> byEventLoop = new ConcurrentHashMap<>();
    for (EventLoop eventLoop : parts.loops().all()) {
      WireLoop loop = new WireLoop(all.size(), eventLoop, settings, parts);
      all.add(loop);
      byEventLoop.put(eventLoop, loop);
    }
    this.loops = List.copyOf(all);
    this.loopOf = Map.copyOf(byEventLoop);
  }

  /** The loops as the hub sees them, in the order of their index. */
  public List<? extends Loop> loops() {
    return loops;
  }

  /** The session with this id, unless its connection is gone. */
  public Optional<Session> find(long sessionId) {
    return Optional.ofNullable(open.get(sessionId)).map(NettyLink::session);
  }

  /** The sum over all loops. */
  public long count(WebSocketCount what) {
    return loops.stream().mapToLong(loop -> loop.counters().get(what)).sum();
  }

  /** Bytes that wait for readers, of all connections together; about right while they change. */
  public long backlogBytes() {
    return open.values().stream().mapToLong(NettyLink::backlogBytes).sum();
  }

  /** How many connections ended with each code, or range of codes; a bounded number of labels. */
  public Map<String, Long> closes() {
    Map<String, Long> closes = new TreeMap<>();
    for (int place = 0; place < LoopCounters.closeLabels(); place++) {
      int label = place;
      closes.put(
          LoopCounters.closeLabel(place),
          loops.stream().mapToLong(loop -> loop.counters().closes(label)).sum());
    }
    return closes;
  }

  @Override
  public int count() {
    return open.size();
  }

  @Override
  public void close(int atMost, Supplier<CloseReason> reasons) {
    int left = atMost;
    for (NettyLink link : open.values()) {
      if (left == 0) {
        return;
      }
      if (link.chooseForDrain()) {
        link.close(reasons.get());
        left--;
      }
    }
  }

  @Override
  public Optional<Response> refusal(HttpRequest request) {
    return OpeningHandshake.problem(request).map(Problem::toResponse);
  }

  @Override
  public void upgrade(
      ChannelHandlerContext ctx,
      HttpRequest request,
      Handshake handshake,
      Dialect dialect,
      Admission.Accepted accepted) {
    Channel channel = ctx.channel();
    WireLoop loop = loopOf.get(channel.eventLoop());
    if (loop == null) {
      throw new IllegalStateException("a channel of an event loop that is not ours");
    }
    String extensions = extensions(request);
    FrameHandler handler = new FrameHandler();
    ChannelPipeline pipeline = channel.pipeline().addLast(handler);
    NettyLink link;
    try {
      link =
          new NettyLink(
              pipeline.context(handler),
              loop,
              new NettyLink.Purpose(
                  dialect.name(),
                  handshake.remoteAddress(),
                  extensions != null,
                  accepted.session()));
    } catch (RuntimeException | Error bug) {
      pipeline.remove(handler);
      throw bug;
    }
    channel.config().setWriteBufferWaterMark(WATER_MARKS);
    handler.serve(link);
    link.pause();
    removeAllBut(handler, pipeline);
    link.writeControl(OpeningHandshake.answer(request, accepted.subprotocol(), extensions));
    link.resume();
    link.open();
    register(link);
  }

  private @Nullable String extensions(HttpRequest request) {
    if (settings.deflateLevel() == 0) {
      return null;
    }
    return switch (OpeningHandshake.negotiate(request)) {
      case Negotiation.Agreed agreed -> agreed.answer();
      case Negotiation.Declined _, Negotiation.Malformed _ -> null;
    };
  }

  /** Also when the channel is closed already: then it is gone at once. */
  private void register(NettyLink link) {
    long id = link.session().id();
    open.put(id, link);
    ChannelFuture _ =
        link.channel()
            .closeFuture()
            .addListener(_ -> {
              open.remove(id);
              link.gone();
            });
  }

  /** From the last on, so that the bytes a decoder still has go to {@code stays}. */
  private static void removeAllBut(ChannelHandler stays, ChannelPipeline pipeline) {
    List<ChannelHandler> handlers = new ArrayList<>(pipeline.toMap().values());
    for (ChannelHandler handler : handlers.reversed()) {
      if (!handler.equals(stays) && !(handler instanceof SslHandler)) {
        pipeline.remove(handler);
      }
    }
  }
}
