package dev.carillon.protocol.phoenix.longpoll;

import dev.carillon.core.limit.AddressGroup;
import dev.carillon.core.limit.ConcurrencyLimit;
import dev.carillon.core.limit.KeyedRate;
import dev.carillon.core.session.Admission;
import dev.carillon.core.session.CloseReason;
import dev.carillon.core.session.Dialect;
import dev.carillon.core.session.Handshake;
import dev.carillon.core.session.Link;
import dev.carillon.core.session.Session;
import dev.carillon.http.Request;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** All sessions that poll, by their tokens. Any thread. */
public final class LongPollSessions implements AutoCloseable {
  private static final String TOKEN = "token";
  private static final String TOKEN_HEADER = "x-phoenix-longpoll-token";

  /** Tells our tokens from an API's connect param of the same name. */
  private static final String PREFIX = "longpoll.";

  private static final int TOKEN_BYTES = 24;
  private static final int MAX_RATED_ADDRESSES = 100_000;
  private static final long TICK_MILLIS = 500;
  private static final long BUSY_WAIT_MILLIS = 5_000;
  private static final int RETRY_MILLIS = 1_000;

  /** Over so many, who is refused is told at once. */
  private static final int MAX_HELD = 1_000;

  private static final CloseReason ABANDONED = CloseReason.of(1006, "no poll came");

  private final LongPollSettings settings;
  private final Parts parts;
  private final Map<String, LongPollLink> open = new ConcurrentHashMap<>();
  private final ConcurrencyLimit<String> perAddress;
  private final @Nullable KeyedRate<String> newPerAddress;
  private final Semaphore held = new Semaphore(MAX_HELD);
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile boolean closed;

  /**
   * What they work with.
   *
   * @param dialect opens the sessions
   * @param random a cryptographically strong one
   * @param nanoTime as {@link System#nanoTime}
   * @param clock the time of day, for sessions
   */
  public record Parts(
      Dialect dialect,
      LongPollLoop loop,
      RandomGenerator random,
      LongSupplier nanoTime,
      InstantSource clock) {}

  /** A session and its token. */
  record Found(String token, LongPollLink link) {}

  /** What became of a wish for a session. */
  sealed interface Opened {
    record Session(String token) implements Opened {}

    record Refused() implements Opened {}

    record TooMany(long waitMillis) implements Opened {}
  }

  /** Looks after what is due on the loop from now on. */
  public LongPollSessions(LongPollSettings settings, Parts parts) {
    this.settings = settings;
    this.parts = parts;
    this.perAddress = new ConcurrencyLimit<>(settings.sessionsPerAddress());
    this.newPerAddress =
        settings.newPerAddress() == null
            ? null
            : new KeyedRate<>(settings.newPerAddress(), MAX_RATED_ADDRESSES);
    parts.loop().every(TICK_MILLIS, this::tick);
  }

  LongPollSettings settings() {
    return settings;
  }

  long nanoTime() {
    return parts.nanoTime().getAsLong();
  }

  /** How many are open. */
  public int count() {
    return open.size();
  }

  /** Ends all: the server goes down. */
  @Override
  public void close() {
    closed = true;
    closing.countDown();
    open.values().forEach(link -> link.close(CloseReason.restart(RETRY_MILLIS)));
  }

  /** The session that a request belongs to; null when it is gone, or the request names none. */
  @Nullable Found find(Request request) {
    for (String token : tokens(request)) {
      LongPollLink link = open.get(token);
      if (link != null) {
        return new Found(token, link);
      }
    }
    return null;
  }

  /** A client that was opened in an earlier version puts its token behind the connect params. */
  private static List<String> tokens(Request request) {
    List<String> tokens = new ArrayList<>(request.query().getOrDefault(TOKEN, List.of()));
    request.header(TOKEN_HEADER).ifPresent(tokens::addFirst);
    return tokens.stream().filter(token -> token.startsWith(PREFIX)).toList();
  }

  Opened open(Request request) {
    String address = AddressGroup.of(request.remoteAddress());
    if (closed || open.size() >= settings.maxSessions()) {
      return new Opened.TooMany(BUSY_WAIT_MILLIS);
    }
    long wait = newPerAddress == null ? 0 : newPerAddress.take(address, nanoTime());
    if (wait > 0 || !perAddress.acquire(address)) {
      return new Opened.TooMany(Math.max(wait, BUSY_WAIT_MILLIS));
    }
    Opened opened = new Opened.Refused();
    try {
      opened = admit(request, parts.dialect().admit(handshake(request)));
    } finally {
      if (!(opened instanceof Opened.Session)) {
        perAddress.release(address);
      }
    }
    return opened;
  }

  /** On the request's own thread, which may block. */
  private Opened admit(Request request, Admission admission) {
    return switch (admission) {
      case Admission.Accepted accepted -> new Opened.Session(begin(request, accepted.session()));
      case Admission.Pending(var ask) -> admit(request, ask.get());
      case Admission.Refused(_, _, _, var headers) -> refused(headers);
      case Admission.RefusedAs(_, _, var headers) -> refused(headers);
    };
  }

  /** Clients come back without a pause that are told at once. */
  private Opened refused(Map<String, String> headers) {
    if (held.tryAcquire()) {
      try {
        boolean _ = closing.await(parts.dialect().refusalHold().toNanos(), TimeUnit.NANOSECONDS);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      } finally {
        held.release();
      }
    }
    String retryAfter = headers.get("Retry-After");
    return retryAfter == null
        ? new Opened.Refused()
        : new Opened.TooMany(Long.parseLong(retryAfter) * 1_000);
  }

  private String begin(Request request, Function<Link, Session> session) {
    byte[] secret = new byte[TOKEN_BYTES];
    parts.random().nextBytes(secret);
    String token = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    LongPollLink link =
        new LongPollLink(parts.loop(), request.remoteAddress(), parts.nanoTime(), session);
    open.put(token, link);
    parts.loop().execute(link::open);
    return token;
  }

  void forget(String token) {
    LongPollLink link = open.remove(token);
    if (link != null) {
      perAddress.release(AddressGroup.of(link.remoteAddress()));
    }
  }

  private void tick() {
    long nowNanos = nanoTime();
    long nowMillis = parts.clock().millis();
    open.forEach((token, link) -> {
      link.tick(nowMillis);
      if (link.isAbandoned(nowNanos, settings.lifetimeNanos())) {
        link.end(ABANDONED);
        forget(token);
      }
    });
  }

  private static Handshake handshake(Request request) {
    Map<String, List<String>> headers = new HashMap<>();
    request
        .headers()
        .forEach((name, value) ->
            headers
                .computeIfAbsent(name.toLowerCase(Locale.ROOT), _ -> new ArrayList<>(1))
                .add(value));
    Map<String, List<String>> query = new HashMap<>(request.query());
    List<String> shown =
        query.getOrDefault(TOKEN, List.of()).stream()
            .filter(token -> !token.startsWith(PREFIX))
            .toList();
    if (shown.isEmpty()) {
      query.remove(TOKEN);
    } else {
      query.put(TOKEN, shown);
    }
    return new Handshake(request.path(), query, headers, List.of(), request.remoteAddress());
  }
}
