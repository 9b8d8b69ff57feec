package dev.carillon.api.desk;

import dev.carillon.api.desk.ClientMessage.Broken;
import dev.carillon.api.desk.ClientMessage.Malformed;
import dev.carillon.api.desk.ClientMessage.Request;
import dev.carillon.api.desk.format.DeskError;
import dev.carillon.api.desk.format.Fault;
import dev.carillon.core.bus.Payload;
import dev.carillon.core.hub.ReadyEncoder;
import dev.carillon.core.hub.Shard;
import dev.carillon.core.session.CloseReason;
import dev.carillon.core.session.Link;
import dev.carillon.core.session.Session;
import dev.carillon.identity.Revocation;
import dev.carillon.identity.RevocationListener;
import dev.carillon.json.JsonWriter;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One connection. Confined to its event loop, but for {@link #revoked} and {@link #inLine}. */
final class DeskSession extends Session implements RevocationListener {
  private final DeskApi api;
  private final Login login;
  private final Subscriptions subscriptions;
  private final OrderEntry orders;
  private final AlertActions alerts;
  private boolean leaving;

  /**
   * A connection that is about to open.
   *
   * @param shown what came with the handshake
   */
  DeskSession(DeskApi api, Link link, Shown shown) {
    super(
        api.newSessionId(),
        link,
        api.settings().limits().newQuota(api.ports().nanoTime().getAsLong()),
        api.settings().outboxBytes());
    this.api = api;
    this.login = new Login(this, shown);
    this.subscriptions = new Subscriptions(this);
    this.orders = new OrderEntry(this);
    this.alerts = new AlertActions(this);
    api.enter(this);
  }

  @Override
  protected void onOpen() {
    login.open();
  }

  @Override
  protected void onText(byte[] utf8, int offset, int length) {
    if (!leaving) {
      login.tick(api.nowMillis());
    }
    if (leaving) {
      return;
    }
    ClientMessage message = DeskCodec.decode(utf8, offset, length);
    if (!(message instanceof Broken)) {
      understood();
    }
    switch (message) {
      case Request request -> handle(request);
      case Malformed(var id, var issue) -> refuse(id, Fault.of(DeskError.INVALID_MESSAGE, issue));
      case Broken(var issue) -> {
        refuse(null, Fault.of(DeskError.INVALID_MESSAGE, issue));
        notUnderstood();
      }
    }
  }

  private void handle(Request request) {
    switch (request.type()) {
      case SUBSCRIBE -> subscriptions.subscribe(request);
      case UNSUBSCRIBE -> subscriptions.unsubscribe(request);
      case PING -> answer(request.id(), "pong", _ -> {});
      case ORDER -> orders.handle(request);
      case ALERT_ACTION -> alerts.handle(request);
    }
  }

  @Override
  protected void onOverQuota(long retryAfterMillis) {
    if (!leaving) {
      refuse(
          null,
          new Fault(
              DeskError.RATE_LIMIT_EXCEEDED,
              "the message was ignored; try again in " + retryAfterMillis + " ms",
              null,
              retryAfterMillis));
    }
  }

  @Override
  protected void onTooManyBroken() {
    leaving = true;
  }

  /** Says why, then closes. */
  void leave(Fault fault, CloseReason reason) {
    refuse(null, fault);
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
    login.end();
    api.leave(this);
  }

  DeskApi api() {
    return api;
  }

  /** Whose account it is about. */
  String owner() {
    return login.user().userId();
  }

  /** Whether nothing more is to be said. */
  boolean isLeaving() {
    return leaving;
  }

  Shard shard() {
    return api.ports().hub().shard(link().loop());
  }

  /**
   * Runs a task on the loop, in line with what the calling thread publishes, unless the connection
   * has ended by then. Any thread.
   */
  void inLine(Runnable task) {
    shard()
        .run(() -> {
          if (!leaving) {
            task.run();
          }
        });
  }

  void send(Payload message) {
    outbox().offer(ReadyEncoder.frame(message));
  }

  void answer(@Nullable Payload id, String type, Consumer<JsonWriter> members) {
    send(ServerFrames.answer(id, type, api.nowMillis(), members));
  }

  void refuse(@Nullable Payload id, Fault fault) {
    send(ServerFrames.error(id, fault, api.nowMillis()));
  }
}
