package dev.carillon.gate;

import dev.carillon.core.limit.AddressGroup;
import dev.carillon.core.limit.ConcurrencyLimit;
import dev.carillon.core.limit.KeyedRate;
import dev.carillon.core.limit.Rate;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;
import java.util.random.RandomGenerator;

/**
 * Counts who is in and says who may come in. Any thread.
 *
 * <p>A full server still takes some connections more, so that it can say so: WebSockets are refused
 * from {@link GateLimits#connections} on, TCP connections a little later.
 */
public final class Gate {
  /** Connections above the limit, which hear 503 instead of nothing. */
  private static final int COURTESY = 128;

  private static final int MAX_REMEMBERED_ADDRESSES = 100_000;
  private static final int MAX_RETRY_SECONDS = 10;

  /** At most so many are held, and no more than a tenth of all connections. */
  private static final int MAX_HELD = 1_024;

  private final GateLimits limits;
  private final RandomGenerator random;
  private final DoubleSupplier heapShare;
  private final KeyedRate<String> rate;
  private final KeyedRate<String> ratePerAddress;
  private final ConcurrencyLimit<String> socketsPerAddress;
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicInteger halfOpen = new AtomicInteger();
  private final AtomicInteger held = new AtomicInteger();

  /**
   * A no.
   *
   * @param status 429 or 503
   * @param retryAfterSeconds when to come again
   */
  public record Refused(TurnedAway reason, int status, long retryAfterSeconds) {}

  /**
   * @param random spreads the moments at which the refused come again; may be used by any thread
   * @param heapShare the live part of the heap, 0 to 1
   */
  public Gate(GateLimits limits, RandomGenerator random, DoubleSupplier heapShare) {
    this.limits = limits;
    this.random = random;
    this.heapShare = heapShare;
    this.rate = new KeyedRate<>(Rate.perSecond(limits.upgradesPerSecond()), 1);
    this.ratePerAddress =
        new KeyedRate<>(
            Rate.perMinute(limits.upgradesPerMinutePerAddress()), MAX_REMEMBERED_ADDRESSES);
    this.socketsPerAddress = new ConcurrencyLimit<>(limits.socketsPerAddress());
  }

  /** A gate that stands open. */
  public static Gate open() {
    return new Gate(GateLimits.OFF, RandomGenerator.getDefault(), () -> 0);
  }

  /**
   * A TCP connection was accepted. Counts it, refused or not, until {@link #closed}.
   *
   * @return why it must be closed at once
   */
  public Optional<TurnedAway> accepted() {
    int open = connections.incrementAndGet();
    int waiting = halfOpen.incrementAndGet();
    if (open - COURTESY > limits.connections()) {
      return Optional.of(TurnedAway.CONNECTIONS);
    }
    return waiting > limits.halfOpen() ? Optional.of(TurnedAway.HALF_OPEN) : Optional.empty();
  }

  /** A connection has asked for something: it counts as half open no more. Once a connection. */
  public void asked() {
    halfOpen.decrementAndGet();
  }

  /** A connection is gone. */
  public void closed(boolean hasAsked) {
    connections.decrementAndGet();
    if (!hasAsked) {
      halfOpen.decrementAndGet();
    }
  }

  /**
   * A client at {@code address} asks for a WebSocket.
   *
   * @return empty: it is counted until {@link #leave}
   */
  public Optional<Refused> enter(String address, long nowNanos) {
    String group = AddressGroup.of(address);
    if (connections.get() > limits.connections()) {
      return overloaded(TurnedAway.CONNECTIONS);
    }
    if (heapShare.getAsDouble() > limits.heapShare()) {
      return overloaded(TurnedAway.HEAP);
    }
    if (!isUnlimited(limits.upgradesPerMinutePerAddress())) {
      long waitMillis = ratePerAddress.take(group, nowNanos);
      if (waitMillis > 0) {
        long seconds = Math.ceilDiv(waitMillis, 1_000L);
        return Optional.of(new Refused(TurnedAway.ADDRESS_RATE, 429, seconds));
      }
    }
    if (!isUnlimited(limits.upgradesPerSecond()) && rate.take("", nowNanos) > 0) {
      return overloaded(TurnedAway.RATE);
    }
    if (!socketsPerAddress.acquire(group)) {
      return Optional.of(new Refused(TurnedAway.ADDRESS_SOCKETS, 429, retrySeconds()));
    }
    return Optional.empty();
  }

  /** A WebSocket that was let in is gone. */
  public void leave(String address) {
    socketsPerAddress.release(AddressGroup.of(address));
  }

  /**
   * Who was refused waits a while before hearing of it, so as not to come back at once.
   *
   * @return whether there is room: then it is held until {@link #letGo}. A full server has none
   */
  public boolean hold() {
    int room = Math.clamp(limits.connections() / 10, 1, MAX_HELD);
    if (connections.get() > limits.connections()) {
      return false;
    }
    if (held.incrementAndGet() > room) {
      held.decrementAndGet();
      return false;
    }
    return true;
  }

  /** Who was held has heard of it, or is gone. */
  public void letGo() {
    held.decrementAndGet();
  }

  /** Open TCP connections. */
  public int connections() {
    return connections.get();
  }

  private Optional<Refused> overloaded(TurnedAway reason) {
    return Optional.of(new Refused(reason, 503, retrySeconds()));
  }

  /** Random, so that those who were refused together do not come again together. */
  private long retrySeconds() {
    return random.nextInt(1, MAX_RETRY_SECONDS + 1);
  }

  private static boolean isUnlimited(int limit) {
    return limit == Integer.MAX_VALUE;
  }
}
