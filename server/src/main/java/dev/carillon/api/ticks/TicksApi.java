package dev.carillon.api.ticks;

import dev.carillon.identity.RevocationListener;
import dev.carillon.identity.UserConnections;
import dev.carillon.protocol.phoenix.Channels;
import dev.carillon.protocol.phoenix.Connect;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/** The Ticks API put together: what all its channels share. Any thread. */
public final class TicksApi {
  private static final String SPACE = "ticks";

  private final TicksSettings settings;
  private final TicksPorts ports;
  private final TickBoard board;
  private final Windows windows;
  private final UserConnections<TicksChannel> connections =
      new UserConnections<>(Integer.MAX_VALUE);
  private final LongAdder frames = new LongAdder();
  private final LongAdder values = new LongAdder();

  public TicksApi(TicksSettings settings, TicksPorts ports) {
    this.settings = settings;
    this.ports = ports;
    this.board = new TickBoard(settings.day(), ports.clock());
    this.windows = new Windows(settings.window());
  }

  /** What a Phoenix socket serves. Whoever connects may: a join shows key and token (A13). */
  public Channels<?> channels() {
    return Channels.of(SPACE, _ -> new Connect.Accepted<>(new TicksSocket()))
        .route(TicksJoin.TOPIC + "*", new TicksJoin(this)::join);
  }

  /** Where ticks come in. */
  public TickBoard board() {
    return board;
  }

  TicksPorts ports() {
    return ports;
  }

  /** Ends channels whose key or token was revoked. */
  public RevocationListener revocations() {
    return connections;
  }

  /** How often {@link #turn} is to be called. */
  public Duration period() {
    return windows.period();
  }

  /** Ends a part of the windows. Always the same thread. */
  public void turn() {
    windows.turn();
  }

  /** How many frames of changed tokens were sent. */
  public long frames() {
    return frames.sum();
  }

  /** How many tokens they had. */
  public long values() {
    return values.sum();
  }

  int maxTokens() {
    return settings.maxTokens();
  }

  Windows windows() {
    return windows;
  }

  UserConnections<TicksChannel> connections() {
    return connections;
  }

  void sent(int changed) {
    frames.increment();
    values.add(changed);
  }
}
