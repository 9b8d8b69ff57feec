package dev.carillon.api.exchange;

import dev.carillon.api.exchange.ClientMessage.Broken;
import dev.carillon.api.exchange.ClientMessage.Malformed;
import dev.carillon.api.exchange.ClientMessage.Method;
import dev.carillon.api.exchange.ClientMessage.Request;
import dev.carillon.api.exchange.format.ExchangeError;
import dev.carillon.api.exchange.format.Fault;
import dev.carillon.core.bus.Payload;
import dev.carillon.core.hub.ReadyEncoder;
import dev.carillon.core.hub.Shard;
import dev.carillon.core.limit.Quota;
import dev.carillon.core.limit.Rate;
import dev.carillon.core.limit.TokenBucket;
import dev.carillon.core.session.CloseReason;
import dev.carillon.core.session.Link;
import dev.carillon.core.session.Session;
import dev.carillon.identity.Revocation;
import dev.carillon.identity.RevocationListener;
import dev.carillon.json.JsonWriter;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One connection. Confined to its event loop, but for {@link #revoked}. */
final class ExchangeSession extends Session implements RevocationListener {
  private static final long SECOND_NANOS = 1_000_000_000;

  private final ExchangeApi api;
  private final Quota quota;
  private final @Nullable Abuse abuse;
  private final String address;
  private final Login login;
  private final Subscriptions subscriptions;
  private final OrderEntry orders;
  private final boolean counted;
  private @Nullable Credential offered;
  private long messages;
  private boolean leaving;

  /**
   * A connection that is about to open.
   *
   * @param address under which it is counted
   * @param offered what came with the handshake, or null
   */
  ExchangeSession(ExchangeApi api, Link link, String address, @Nullable Credential offered) {
    Quota quota = api.settings().limits().newQuota(api.ports().nanoTime().getAsLong());
    super(api.newSessionId(), link, quota, api.settings().outboxBytes());
    this.api = api;
    this.quota = quota;
    this.address = address;
    this.offered = offered;
    Rate rate = api.settings().limits().messages();
    this.abuse = rate == null ? null : new Abuse(Math.ceilDiv(SECOND_NANOS, rate.intervalNanos()));
    this.login = new Login(this);
    this.subscriptions = new Subscriptions(this);
    this.orders = new OrderEntry(this);
    this.counted = api.enter(this, address);
  }

  @Override
  protected void onOpen() {
    Credential shown = offered;
    offered = null;
    if (!counted) {
      // Another came in between the handshake and this.
      leave(
          Fault.of(ExchangeError.RATE_LIMIT_EXCEEDED, "too many connections of this address"),
          CloseReason.policy("too many connections of this address"));
    } else if (shown == null) {
      tellStatus();
    } else {
      login.authenticate(null, null, shown);
    }
  }

  @Override
  protected void onText(byte[] utf8, int offset, int length) {
    if (leaving) {
      return;
    }
    if (abuse != null) {
      abuse.sent(api.ports().nanoTime().getAsLong());
    }
    ClientMessage message = ExchangeCodec.decode(utf8, offset, length);
    if (!(message instanceof Broken)) {
      understood();
    }
    switch (message) {
      case Request request -> handle(request);
      case Malformed(var id, var issue) ->
          refuse(id, null, Fault.of(ExchangeError.INVALID_REQUEST, issue));
      case Broken(var issue) -> {
        refuse(null, null, Fault.of(ExchangeError.INVALID_REQUEST, issue));
        notUnderstood();
      }
    }
  }

  private void handle(Request request) {
    switch (request.method()) {
      case SUBSCRIBE -> subscriptions.subscribe(request);
      case UNSUBSCRIBE -> subscriptions.unsubscribe(request);
      case LIST_SUBSCRIPTIONS -> subscriptions.list(request);
      case AUTH -> login.authenticate(request);
      case PING -> answer(request.id(), "pong", _ -> {});
      case STATUS -> tellStatus(request.id());
      case ORDER_PLACE, ORDER_AMEND, ORDER_CANCEL, ORDER_CANCEL_ALL -> orders.handle(request);
    }
  }

  /** Says how the connection stands, unasked. */
  void tellStatus() {
    tellStatus(null);
  }

  private void tellStatus(@Nullable Payload id) {
    Payload shown = id == null ? newId() : id;
    send(ServerFrames.status(shown, api.status(), left(), api.nowMillis()));
  }

  /** For what only this connection hears. */
  private Payload newId() {
    messages++;
    return Payload.of("\"c-" + id() + "-" + messages + "\"");
  }

  /** What is left of the limits. */
  ServerFrames.Left left() {
    ExchangeSettings.Limits limits = api.settings().limits();
    int left =
        quota instanceof TokenBucket bucket
            ? bucket.left(api.ports().nanoTime().getAsLong())
            : Integer.MAX_VALUE;
    return new ServerFrames.Left(
        limits.publicSubscriptions() - subscriptions.count(false),
        limits.privateSubscriptions() - subscriptions.count(true),
        api.connectionsLeft(address),
        left);
  }

  @Override
  protected void onOverQuota(long retryAfterMillis) {
    if (leaving) {
      return;
    }
    Fault fault =
        new Fault(
            ExchangeError.RATE_LIMIT_EXCEEDED,
            "the message was ignored; try again in " + retryAfterMillis + " ms",
            null,
            retryAfterMillis);
    if (abuse != null && abuse.refused(api.ports().nanoTime().getAsLong())) {
      leave(fault, CloseReason.policy("sustained abuse of the message rate"));
    } else {
      refuse(null, null, fault);
    }
  }

  @Override
  protected void onTooManyBroken() {
    leaving = true;
  }

  /** Says why, then closes. */
  void leave(Fault fault, CloseReason reason) {
    refuse(null, null, fault);
    leaving = true;
    close(reason);
  }

  /** Ends the connection if what it showed is covered. Any thread. */
  @Override
  public void revoked(Revocation revocation) {
    onLoop(() -> login.revoked(revocation));
  }

  @Override
  public void onTick(long nowMillis) {
    if (!leaving) {
      login.tick(nowMillis);
    }
  }

  @Override
  public long nextTickMillis() {
    return login.dueMillis();
  }

  @Override
  protected void onEnd(CloseReason reason) {
    leaving = true;
    subscriptions.end();
    orders.end();
    login.end();
    if (counted) {
      api.leave(this, address);
    }
  }

  ExchangeApi api() {
    return api;
  }

  Login login() {
    return login;
  }

  Subscriptions subscriptions() {
    return subscriptions;
  }

  String address() {
    return address;
  }

  Shard shard() {
    return api.ports().hub().shard(link().loop());
  }

  void send(Payload message) {
    outbox().offer(ReadyEncoder.frame(message));
  }

  void answer(@Nullable Payload id, String type, Consumer<JsonWriter> data) {
    send(ServerFrames.answer(id, type, api.nowMillis(), data));
  }

  void refuse(@Nullable Payload id, @Nullable Method request, Fault fault) {
    send(ServerFrames.error(id, request, fault, api.nowMillis()));
  }

  void refuse(Request request, Fault fault) {
    refuse(request.id(), request.method(), fault);
  }
}
