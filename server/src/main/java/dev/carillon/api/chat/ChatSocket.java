package dev.carillon.api.chat;

import dev.carillon.core.auth.Principal;
import dev.carillon.core.auth.Verification;
import dev.carillon.core.auth.Verification.Reason;
import dev.carillon.core.auth.Verification.Rejected;
import dev.carillon.core.auth.Verification.Verified;
import dev.carillon.core.bus.Payload;
import dev.carillon.core.session.CloseReason;
import dev.carillon.core.session.Refusal;
import dev.carillon.identity.Revocation;
import dev.carillon.identity.RevocationListener;
import dev.carillon.identity.UserConnections.Entry;
import dev.carillon.protocol.phoenix.PhoenixSocket;
import dev.carillon.protocol.phoenix.Replies;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whose socket it is, and until when (chat.md rows 2 to 4). Confined to the socket's loop, but
 * where a method says otherwise.
 *
 * <p>The token is checked on another thread from the opening on; joins wait for that. Without a
 * good one the socket stays open, so that the client reads why its joins are refused, and other
 * APIs can be used; it is closed once it has been without any channel for the time of the setting.
 */
final class ChatSocket implements RevocationListener {
  /** So long before a token expires, its user is told. */
  static final long WARNING_MILLIS = 30_000;

  /** So long after a token has expired the channels live on, without being of use. */
  static final long GRACE_MILLIS = 60_000;

  private final ChatApi api;
  private final @Nullable String device;
  private final List<Runnable> waiting = new ArrayList<>();
  private final Set<Joined> joined = new LinkedHashSet<>();
  private @Nullable String token;
  private @Nullable Checked atHandshake;
  private @Nullable PhoenixSocket socket;
  private State state = State.CHECKING;

  /** Any thread: never changes once it is known. */
  private volatile @Nullable Principal principal;

  /** How the user says that he or she is, for all channels. Any thread. */
  private volatile String status = "online";

  private long deadlineMillis;
  private boolean warned;
  private boolean crashed;

  /** What is known of the token. */
  private enum State {
    CHECKING,
    GOOD,
    BAD,
    /** Nobody can say now. */
    UNKNOWN,
    /** The token is good, and its user has as many sockets as may be. */
    FULL
  }

  /** One of the socket's channels, as far as the token concerns it. On the loop. */
  interface Joined {
    /** The token will be good no longer than this. */
    void tokenExpires(long atMillis);

    /** The token has expired. */
    void tokenExpired();

    /** The user is otherwise now. */
    void statusChanged();
  }

  /**
   * What a token was found to be.
   *
   * @param revocations how many there had been before it was looked at
   */
  record Checked(Verification verification, long revocations) {

    /** Looks at a token; blocks. */
    static Checked of(ChatApi api, String token) {
      long revocations = api.connections().revocations();
      return new Checked(api.verify(token), revocations);
    }
  }

  /**
   * A socket that is about to open.
   *
   * @param token null: none was shown
   * @param device what the client calls itself, for others; or null
   */
  ChatSocket(ChatApi api, @Nullable String token, @Nullable String device) {
    this(api, token, device, null);
  }

  /**
   * A socket that is about to open.
   *
   * @param atHandshake what the token was found to be already; null: nobody has looked yet
   */
  ChatSocket(
      ChatApi api, @Nullable String token, @Nullable String device, @Nullable Checked atHandshake) {
    this.api = api;
    this.token = token;
    this.device = device;
    this.atHandshake = atHandshake;
  }

  void opened(PhoenixSocket opened) {
    socket = opened;
    deadlineMillis = api.nowMillis() + api.settings().joinTimeout().toMillis();
    Checked known = atHandshake;
    atHandshake = null;
    if (known == null) {
      check();
    } else {
      checked(known);
    }
  }

  private void check() {
    String shown = token;
    if (shown == null) {
      state = State.BAD;
      return;
    }
    state = State.CHECKING;
    api.ports()
        .blocking()
        .execute(() -> {
          Checked result = Checked.of(api, shown);
          socket().onLoop(() -> checked(result));
        });
  }

  private void checked(Checked result) {
    switch (result.verification()) {
      case Verified(var shown) -> {
        Entry entry = api.connections().enter(shown.userId(), this, result.revocations());
        if (entry == Entry.STALE) {
          check();
          return;
        }
        principal = entry == Entry.LISTED ? shown : null;
        state = entry == Entry.LISTED ? State.GOOD : State.FULL;
      }
      case Rejected(var reason, _) ->
          state = reason == Reason.UNAVAILABLE ? State.UNKNOWN : State.BAD;
    }
    if (state != State.UNKNOWN && state != State.FULL) {
      token = null;
    }
    List<Runnable> behind = List.copyOf(waiting);
    waiting.clear();
    behind.forEach(Runnable::run);
  }

  /** Runs {@code task} once it is known whose socket it is. */
  void whenChecked(Runnable task) {
    if (state == State.UNKNOWN || state == State.FULL) {
      check();
    }
    if (state == State.CHECKING) {
      waiting.add(task);
    } else {
      task.run();
    }
  }

  /** Why nobody may do anything on this socket now; null: its user may. Any thread after a join. */
  @Nullable Payload refusal() {
    Principal known = principal;
    if (known != null) {
      return api.nowMillis() < known.expiresAtMillis() ? null : Refusals.unauthorized();
    }
    return switch (state) {
      case UNKNOWN -> Refusals.of(Refusal.NOT_READY).payload();
      case FULL -> Replies.rateLimited(Refusals.CONNECTIONS_RETRY_MILLIS);
      case CHECKING, GOOD, BAD -> Refusals.unauthorized();
    };
  }

  /** Whose socket it is; only where {@link #refusal()} was null once. Any thread. */
  Principal principal() {
    Principal known = principal;
    if (known == null) {
      throw new IllegalStateException("nobody's socket");
    }
    return known;
  }

  PhoenixSocket socket() {
    PhoenixSocket open = socket;
    if (open == null) {
      throw new IllegalStateException("not open yet");
    }
    return open;
  }

  @Nullable String device() {
    return device;
  }

  /** Any thread. */
  String status() {
    return status;
  }

  void status(String now) {
    status = now;
    joined.forEach(Joined::statusChanged);
  }

  void add(Joined channel) {
    joined.add(channel);
  }

  void remove(Joined channel) {
    joined.remove(channel);
  }

  /** Ends the socket if the token it showed is covered. Any thread. */
  @Override
  public void revoked(Revocation revocation) {
    Principal shown = principal;
    if (shown != null
        && revocation.covers(shown.userId(), shown.tokenId(), shown.issuedAtMillis())) {
      socket().close(unauthorized("token revoked"));
    }
  }

  void tick(long nowMillis) {
    Principal known = principal;
    if (known == null) {
      if (socket().channels() > 0) {
        deadlineMillis = nowMillis + api.settings().joinTimeout().toMillis();
      } else if (nowMillis >= deadlineMillis) {
        socket().close(unauthorized("no valid token"));
      }
      return;
    }
    long expires = known.expiresAtMillis();
    if (crashed) {
      socket().close(unauthorized("token expired"));
    } else if (nowMillis - GRACE_MILLIS >= expires) {
      crashed = true;
      List.copyOf(joined).forEach(Joined::tokenExpired);
    } else if (!warned && nowMillis + WARNING_MILLIS >= expires) {
      warned = true;
      List.copyOf(joined).forEach(channel -> channel.tokenExpires(expires));
    }
  }

  /** Before when {@link #tick} has nothing to do, unless the client says something. */
  long nextTickMillis() {
    Principal known = principal;
    if (known == null) {
      return state == State.CHECKING ? 0 : deadlineMillis;
    }
    if (crashed) {
      return 0;
    }
    long expires = known.expiresAtMillis();
    if (!warned) {
      return expires - WARNING_MILLIS;
    }
    return expires + GRACE_MILLIS;
  }

  /** The socket is gone; its channels have ended. */
  void ended() {
    Principal known = principal;
    if (known != null) {
      api.connections().leave(known.userId(), this);
    }
  }

  /** Whether the client may be back: it did not say that it goes for good. */
  static boolean wasLost(CloseReason reason) {
    return reason.code() != CloseReason.NORMAL.code();
  }

  private static CloseReason unauthorized(String why) {
    return CloseReason.of(4401, why);
  }
}
