package dev.carillon.wire.http;

import dev.carillon.gate.TurnedAway;
import dev.carillon.http.Body;
import dev.carillon.http.Headers;
import dev.carillon.http.Method;
import dev.carillon.http.Problem;
import dev.carillon.http.Response;
import dev.carillon.wire.http.UpgradeSwitch.Decision;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection as long as it speaks HTTP: assembles requests, has them answered one after the
 * other, and hands the connection over when it is to become a WebSocket.
 *
 * <p>Confined to its event loop. While a request is being answered the next ones wait in the order
 * they came, and once one waits nothing more is read: pipelining costs the client's memory.
 */
final class HttpConnection extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(HttpConnection.class);

  /** How long what a refused client still sends is thrown away, so that it can read why. */
  private static final long LINGER_MILLIS = 2_000;

  private enum State {
    /** Waits for a further request. */
    IDLE,
    /** Part of a request's headers has come, or must come. */
    HEAD,
    BODY,
    /** A request is being answered while its body comes. */
    STREAMING,
    /** A request is being answered, or its answer taken. */
    WORKING,
    /** The last answer is on its way: what comes in is thrown away. */
    CLOSING
  }

  private final HttpParts parts;
  private final Visit visit;
  private final Channel channel;
  private final Deadline deadline;
  private final Queue<HttpObject> waiting = new ArrayDeque<>(0);
  private State state = State.HEAD;
  private boolean isCatchingUp;
  private boolean cameBytes;
  private @Nullable Asked asked;
  private @Nullable BodyBuffer buffering;
  private @Nullable BodyStream streaming;
  private boolean mustSayContinue;

  /** The request that is being read or answered. */
  private record Asked(RequestHead head, HttpRequest request, BodyClock clock) {}

  HttpConnection(Channel channel, HttpParts parts, Visit visit) {
    this.parts = parts;
    this.visit = visit;
    this.channel = channel;
    this.deadline = new Deadline(channel.eventLoop(), this::missedDeadline);
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    parts.open().speaksHttp(this);
    deadline.within(parts.limits().pace().headMillis());
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    parts.open().endsHttp(this);
    deadline.cancel();
    dropWaiting();
    if (streaming != null) {
      streaming.fail(Problem.of(400, "INCOMPLETE_BODY", "the client is gone"));
    }
  }

  /** The decoder: bytes were read. */
  void bytesArrived() {
    if (state == State.IDLE) {
      state = State.HEAD;
      deadline.within(parts.limits().pace().headMillis());
    }
    cameBytes = true;
  }

  /** Serves no further request. Any thread. */
  void drain() {
    onLoop(() -> {
      if (state == State.IDLE || (state == State.HEAD && !cameBytes)) {
        end();
      }
    });
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    switch (state) {
      case CLOSING -> ReferenceCountUtil.release(message);
      case WORKING -> {
        waiting.add((HttpObject) message);
        channel.config().setAutoRead(false);
      }
      case IDLE, HEAD, BODY, STREAMING -> read(ctx, (HttpObject) message);
    }
  }

  private void read(ChannelHandlerContext ctx, HttpObject message) {
    try {
      if (message instanceof HttpRequest request) {
        begin(ctx, request);
      }
      if (message instanceof HttpContent content) {
        if (asked != null && buffering != null) {
          goOn(ctx, asked, buffering, content);
        } else if (asked != null && streaming != null) {
          flow(asked, streaming, content);
        }
      }
    } catch (Problem problem) {
      refuse(ctx, problem);
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void begin(ChannelHandlerContext ctx, HttpRequest request) {
    visit.asks();
    state = State.BODY;
    deadline.within(parts.limits().pace().bodyMillis());
    RequestHead head = RequestHead.read(request, visit);
    BodyClock clock = new BodyClock(parts.limits().pace(), head.startedNanos());
    asked = new Asked(head, request, clock);
    if (request.headers().size() > parts.limits().headers()) {
      throw RequestHead.tooManyHeaders();
    }
    int streamedBytes = parts.service().streamedBytes(head);
    int limitBytes = streamedBytes > 0 ? streamedBytes : parts.limits().bodyBytes();
    if (head.announcedBytes() > limitBytes) {
      throw Problem.payloadTooLarge(limitBytes);
    }
    boolean isWaiting = head.waitsToGoOn();
    if (streamedBytes > 0) {
      mustSayContinue = isWaiting;
      if (isWaiting) {
        clock.pause(head.startedNanos());
      }
      stream(ctx, head, streamedBytes);
      return;
    }
    buffering = new BodyBuffer(limitBytes);
    if (isWaiting) {
      parts.writer().writeContinue(ctx);
    }
  }

  /** Has the request answered by a handler that reads the body as it comes. */
  private void stream(ChannelHandlerContext ctx, RequestHead head, int limitBytes) {
    state = State.STREAMING;
    BodyStream body = new BodyStream(limitBytes, () -> onLoop(() -> readOn(ctx)));
    streaming = body;
    answer(ctx, head, Body.ofStream((int) head.announcedBytes(), () -> body));
  }

  /** The handler wants more of the body. */
  private void readOn(ChannelHandlerContext ctx) {
    if (state == State.STREAMING) {
      if (mustSayContinue) {
        mustSayContinue = false;
        parts.writer().writeContinue(ctx);
      }
      if (asked != null) {
        asked.clock().resume(System.nanoTime());
      }
      channel.config().setAutoRead(true);
    }
  }

  private void flow(Asked request, BodyStream body, HttpContent content) {
    if (content.decoderResult().isFailure()) {
      body.fail(RequestHead.brokenBody());
      return;
    }
    body.add(content.content());
    if (content instanceof LastHttpContent) {
      body.complete();
      streaming = null;
      state = State.WORKING;
      deadline.none();
    } else if (body.isFull()) {
      request.clock().pause(System.nanoTime());
      channel.config().setAutoRead(false);
    }
  }

  private void goOn(
      ChannelHandlerContext ctx, Asked request, BodyBuffer body, HttpContent content) {
    if (content.decoderResult().isFailure()) {
      throw RequestHead.brokenBody();
    }
    if (!body.add(content.content())) {
      throw Problem.payloadTooLarge(parts.limits().bodyBytes());
    }
    if (content instanceof LastHttpContent) {
      buffering = null;
      state = State.WORKING;
      deadline.none();
      Consumer<Decision.Settled> then = decided -> work(ctx, request, body.toBody(), decided);
      parts.decisions().decide(request.head(), request.request(), channel, then);
    }
  }

  private void work(
      ChannelHandlerContext ctx, Asked request, Body body, Decision.Settled decision) {
    switch (decision) {
      case Decision.Plain() -> answer(ctx, request.head(), body);
      case Decision.Refused(TurnedAway reason, Response response, _) -> {
        parts.service().turnedAway(reason, request.head(), response);
        respond(ctx, request.head(), response);
      }
      case Decision.Granted granted -> upgrade(ctx, request, granted);
    }
  }

  private void answer(ChannelHandlerContext ctx, RequestHead head, Body body) {
    parts.service().answer(head, body, response -> onLoop(() -> respond(ctx, head, response)));
  }

  private void upgrade(ChannelHandlerContext ctx, Asked request, Decision.Granted granted) {
    String address = granted.handshake().remoteAddress();
    if (!waiting.isEmpty()) {
      parts.gate().leave(address);
      refuse(ctx, Problem.badRequest("Upgrade", "nothing may be sent before its answer"));
      return;
    }
    Future<?> _ = channel.closeFuture().addListener(_ -> parts.gate().leave(address));
    parts.upgrades().upgrade(ctx, request.request(), granted);
    parts.service().answered(request.head(), 101, 0);
  }

  private void respond(ChannelHandlerContext ctx, RequestHead head, Response response) {
    boolean isEarly = state == State.STREAMING;
    if (!channel.isActive() || (state != State.WORKING && !isEarly)) {
      return;
    }
    boolean isLast = isEarly || !head.isKeptAlive() || parts.open().isDraining();
    boolean isHead = head.method() == Method.HEAD;
    ChannelFuture written = parts.writer().write(ctx, response, isHead, isLast, this::sentPiece);
    deadline.within(parts.limits().pace().idleMillis());
    if (isLast) {
      state = State.CLOSING;
      streaming = null;
      dropWaiting();
      Runnable end = isEarly ? this::linger : this::end;
      Future<?> _ = written.addListener(_ -> end.run());
    } else if (channel.isWritable() && !response.body().isStream()) {
      becomeIdle(ctx);
    } else {
      // Who does not read its answers gets no more of them.
      Future<?> _ =
          written.addListener(result -> {
            if (result.isSuccess()) {
              becomeIdle(ctx);
            } else {
              end();
            }
          });
    }
  }

  /** Part of a long answer has left. Any thread. */
  private void sentPiece() {
    onLoop(() -> deadline.within(parts.limits().pace().idleMillis()));
  }

  private void becomeIdle(ChannelHandlerContext ctx) {
    if (state != State.WORKING) {
      return;
    }
    state = State.IDLE;
    asked = null;
    cameBytes = false;
    deadline.within(parts.limits().pace().idleMillis());
    catchUp(ctx);
  }

  /** Reads what waited, until one of them takes time. Answers given at once come back here. */
  private void catchUp(ChannelHandlerContext ctx) {
    if (isCatchingUp) {
      return;
    }
    isCatchingUp = true;
    while (state != State.WORKING && state != State.CLOSING && !waiting.isEmpty()) {
      read(ctx, waiting.remove());
    }
    isCatchingUp = false;
    if (waiting.isEmpty() && !channel.config().isAutoRead()) {
      channel.config().setAutoRead(true);
    }
  }

  /** Answers what is no request we could serve, and ends the connection. */
  private void refuse(ChannelHandlerContext ctx, Problem problem) {
    Response response =
        asked == null
            ? parts.service().refused(problem, visit.peer(Headers.EMPTY))
            : parts.service().refused(problem, asked.head());
    state = State.CLOSING;
    asked = null;
    buffering = null;
    dropWaiting();
    deadline.within(LINGER_MILLIS);
    ChannelFuture written = parts.writer().write(ctx, response, false, true, () -> {});
    Future<?> _ = written.addListener(_ -> linger());
  }

  /**
   * Closes our half and throws away what still comes for a while: closing at once would make the
   * kernel answer it with a reset, which may overtake the answer.
   */
  private void linger() {
    boolean isPlain = channel.pipeline().get(SslHandler.class) == null;
    if (isPlain && channel.isActive() && channel instanceof DuplexChannel duplex) {
      Future<?> _ = duplex.shutdownOutput();
      channel.config().setAutoRead(true);
      deadline.within(LINGER_MILLIS);
    } else {
      end();
    }
  }

  private void missedDeadline() {
    long bodyMillis = bodyMillisLeft();
    ChannelHandlerContext ctx = channel.pipeline().context(this);
    if (bodyMillis > 0) {
      deadline.within(bodyMillis);
    } else if (streaming != null) {
      streaming.fail(RequestHead.timedOut());
    } else if (ctx != null && (state == State.BODY || (state == State.HEAD && cameBytes))) {
      refuse(ctx, RequestHead.timedOut());
    } else {
      end();
    }
  }

  private long bodyMillisLeft() {
    if (asked == null || (buffering == null && streaming == null)) {
      return 0;
    }
    int bytes =
        (buffering == null ? 0 : buffering.sizeBytes())
            + (streaming == null ? 0 : streaming.sizeBytes());
    return asked.clock().millisLeft(bytes, System.nanoTime());
  }

  private void onLoop(Runnable task) {
    channel.eventLoop().execute(task);
  }

  private void end() {
    Future<?> _ = channel.close();
  }

  private void dropWaiting() {
    waiting.forEach(ReferenceCountUtil::release);
    waiting.clear();
  }

  /** The pipeline's tail: nothing behind us knows better. */
  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (cause instanceof IOException || cause instanceof DecoderException) {
      LOG.debug("{} ends: {}", channel, cause.toString());
    } else {
      LOG.error("{} ends by a bug of ours", channel, cause);
    }
    end();
  }
}
