package dev.carillon.wire.http;

import dev.carillon.gate.Cors;
import dev.carillon.gate.Gate;
import dev.carillon.wire.Endpoint;
import dev.carillon.wire.EventLoops;
import dev.carillon.wire.OpenSockets;
import dev.carillon.wire.WebSocketUpgrade;
import dev.carillon.wire.WireException;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.handler.ssl.SslContext;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens, serves HTTP, and hands connections that upgrade to the WebSocket half. Any thread.
 *
 * <p>Life: construct, {@link #listen} once per address, {@link #drain}. The event loops are the
 * caller's, who stops them afterwards.
 */
public final class Server {
  private static final Logger LOG = LoggerFactory.getLogger(Server.class);
  private static final int BACKLOG = 4_096;
  private static final long DRAIN_STEP_NANOS = Duration.ofMillis(100).toNanos();

  private final ServerSettings settings;
  private final Parts parts;
  private final HttpParts http;
  private final @Nullable SslContext tls;
  private final OpenConnections open = new OpenConnections();
  private final List<Channel> listeners = new CopyOnWriteArrayList<>();

  /**
   * What a server works with.
   *
   * @param upgrade turns connections into WebSockets
   * @param sockets those that are open, for the drain
   */
  public record Parts(
      EventLoops loops,
      Gate gate,
      WebSocketUpgrade upgrade,
      OpenSockets sockets,
      WireMetrics metrics) {}

  /**
   * Opens nothing yet.
   *
   * @throws WireException when the TLS files can't be used
   */
  public Server(ServerSettings settings, Apis apis, Parts parts) {
    this.settings = settings;
    this.parts = parts;
    this.tls = settings.tls() == null ? null : settings.tls().read();
    Cors cors = new Cors(settings.origins(), apis.router()::handle);
    Executor threads = task -> Thread.ofVirtual().name("request").start(task);
    UpgradeSwitch upgrades =
        new UpgradeSwitch(
            apis, settings.origins(), parts.gate(), parts.upgrade(), open::isDraining);
    this.http =
        new HttpParts(
            settings.limits(),
            new HttpService(apis, cors, parts.metrics(), threads),
            upgrades,
            new Decisions(upgrades, parts.gate(), threads),
            parts.gate(),
            new ResponseWriter(new HttpDate(InstantSource.system()), threads),
            open);
    LOG.info(
        "serving by {} on {} event loops", parts.loops().transport().word(), parts.loops().count());
  }

  /**
   * Listens on one more address; all serve everything.
   *
   * @return the bound address, whose port is never 0
   * @throws WireException when it is taken or not ours; the message names it
   */
  public InetSocketAddress listen(Endpoint endpoint) {
    Doorway doorway =
        new Doorway(http, parts.metrics(), settings.proxies(), tls, endpoint.isProxied());
    ChannelFuture bound =
        parts
            .loops()
            .listener()
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(doorway)
            .bind(new InetSocketAddress(endpoint.host(), endpoint.port()))
            .awaitUninterruptibly();
    Throwable cause = bound.cause();
    if (cause != null) {
      throw new WireException("can't listen on " + endpoint + ": " + cause.getMessage(), cause);
    }
    listeners.add(bound.channel());
    return (InetSocketAddress) bound.channel().localAddress();
  }

  /** Where it listens now. */
  public List<InetSocketAddress> addresses() {
    List<InetSocketAddress> addresses = new ArrayList<>();
    for (Channel listener : listeners) {
      addresses.add((InetSocketAddress) listener.localAddress());
    }
    return addresses;
  }

  /**
   * Stops accepting, lets requests in work finish, closes WebSockets with 1012 in batches spread
   * over {@code window}, and waits until all are gone.
   *
   * @param limit after which it waits no longer; what is left goes with the event loops
   * @return whether nothing is left
   */
  public boolean drain(Duration window, Duration limit) {
    long start = System.nanoTime();
    for (Channel listener : listeners) {
      listener.close().awaitUninterruptibly();
    }
    listeners.clear();
    open.drain();
    long steps = Math.max(1, window.toNanos() / DRAIN_STEP_NANOS);
    int batch = Math.toIntExact(Math.ceilDiv((long) parts.sockets().count(), steps));
    RetrySpread retries = new RetrySpread();
    boolean isEmpty = false;
    for (long step = 0; step < steps && !isEmpty; step++) {
      parts.sockets().close(Math.max(1, batch), retries);
      isEmpty = step + 1 < steps && open.awaitNone(DRAIN_STEP_NANOS);
    }
    // Those that became WebSockets while the batches were counted.
    parts.sockets().close(Integer.MAX_VALUE, retries);
    return open.awaitNone(limit.toNanos() - (System.nanoTime() - start));
  }
}
