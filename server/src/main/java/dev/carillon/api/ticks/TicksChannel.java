package dev.carillon.api.ticks;

import dev.carillon.core.bus.Payload;
import dev.carillon.identity.Revocation;
import dev.carillon.identity.RevocationListener;
import dev.carillon.identity.UserConnections.Entry;
import dev.carillon.json.JsonObject;
import dev.carillon.json.JsonWriter;
import dev.carillon.protocol.phoenix.Channel;
import dev.carillon.protocol.phoenix.ChannelSocket;
import dev.carillon.protocol.phoenix.Ending;
import dev.carillon.protocol.phoenix.Push;
import dev.carillon.protocol.phoenix.Replies;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** A joined topic {@code api:<key>}. Confined to the socket's loop, but for {@link #revoked}. */
final class TicksChannel implements Channel, RevocationListener {
  static final String LTP = "ltp";
  private static final String LIST = "list";
  private static final String UNSUBSCRIBE = "unsubscribe";

  private final TicksApi api;
  private final TicksSocket tokens;
  private final Pass pass;
  private final ChannelSocket socket;
  private final Lane lane;
  private final Watchlist watchlist;

  TicksChannel(TicksApi api, TicksSocket tokens, Pass pass, ChannelSocket socket) {
    this.api = api;
    this.tokens = tokens;
    this.pass = pass;
    this.socket = socket;
    this.lane = api.windows().lane(socket.socket().shard());
    this.watchlist = new Watchlist(api.board());
  }

  /**
   * Begins; from now on it hears of revocations.
   *
   * @param revocations how many there had been before the key was looked for
   * @return stale: there was one since, so key and token are to be looked at once more
   */
  Entry enter(long revocations) {
    lane.add(this);
    Entry first = api.connections().enter(pass.userId(), this, revocations);
    Entry entry = first;
    while (entry == Entry.STALE) {
      entry = api.connections().enter(pass.userId(), this, api.connections().revocations());
    }
    return first;
  }

  @Override
  public void onPush(Push push) {
    switch (push.event()) {
      case "subscribe" -> subscribe(push);
      case UNSUBSCRIBE -> unsubscribe(push);
      default -> push.unknownEvent();
    }
  }

  /** The answer of the document first, then that of Phoenix if it is wanted (A2, A7). */
  private void subscribe(Push push) {
    Mode mode = mode(push.payload());
    List<Integer> served = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    List<String> tooMany = new ArrayList<>();
    for (String token : list(push.payload())) {
      OptionalInt place = api.board().instruments().place(token);
      if (place.isEmpty()) {
        unknown.add(token);
      } else if (watchlist.has(place.getAsInt()) || tokens.tokens() < api.maxTokens()) {
        watch(place.getAsInt(), mode);
        served.add(place.getAsInt());
      } else {
        tooMany.add(token);
      }
    }
    JsonWriter json = new JsonWriter(64 + served.size() * 80).beginObject();
    watchlist.writeKnown(served, json);
    socket.push(LTP, json.endObject().give(Payload::copyOf));
    if (unknown.isEmpty() && tooMany.isEmpty()) {
      done(push);
    } else {
      refuse(push, Refusals.ofTokens(unknown, tooMany, api.maxTokens()));
    }
  }

  private void watch(int place, Mode mode) {
    if (!watchlist.has(place)) {
      tokens.added(1);
    }
    watchlist.add(place, mode);
  }

  /** Those that were subscribed to are told (A3). */
  private void unsubscribe(Push push) {
    List<String> removed = new ArrayList<>();
    for (String token : list(push.payload())) {
      OptionalInt place = api.board().instruments().place(token);
      if (place.isPresent() && watchlist.remove(place.getAsInt())) {
        tokens.added(-1);
        removed.add(token);
      }
    }
    socket.push(
        UNSUBSCRIBE,
        Replies.of(json -> json.beginObject().name("tokens").value(removed).endObject()));
    done(push);
  }

  /** Without doubles, in the order of the request. */
  private static Set<String> list(JsonObject payload) {
    return new LinkedHashSet<>(
        payload.optionalTexts(LIST).orElseThrow(() -> payload.mismatch(LIST, "is required")));
  }

  private static Mode mode(JsonObject payload) {
    return payload
        .optionalString("mode")
        .map(word ->
            Mode.named(word)
                .orElseThrow(() -> payload.mismatch("mode", "must be ltp, quote or full")))
        .orElse(Mode.LTP);
  }

  private static void done(Push push) {
    if (push.hasRef()) {
      push.ok();
    } else {
      push.release();
    }
  }

  private void refuse(Push push, Payload reason) {
    if (push.hasRef()) {
      push.error(reason);
    } else {
      socket.push("error", reason);
      push.release();
    }
  }

  /**
   * A window is over: sends what has changed. A reader that has not taken the last frame gets
   * nothing, and the newest once it has (A14).
   *
   * @param json of the loop, to write into
   */
  void window(JsonWriter json) {
    if (watchlist.size() == 0 || !socket.socket().isDrained()) {
      return;
    }
    int changed = watchlist.writeUnseen(json.reset().beginObject());
    if (changed > 0) {
      socket.push(LTP, json.endObject().give(Payload::copyOf));
      api.sent(changed);
    }
  }

  /** The token has expired: the client is to show another (A10). */
  @Override
  public void onTick(long nowMillis) {
    if (nowMillis >= pass.expiresAtMillis()) {
      crash(Refusals.INVALID_TOKEN);
    }
  }

  @Override
  public long nextTickMillis() {
    return pass.expiresAtMillis();
  }

  @Override
  public void revoked(Revocation revocation) {
    String reason = pass.endedBy(revocation);
    if (reason != null) {
      crash(reason);
    }
  }

  /** Ends it for the client to come again. Any thread. */
  void crash(String reason) {
    socket.crash(reason);
  }

  @Override
  public void onEnd(Ending ending) {
    lane.remove(this);
    tokens.added(-watchlist.size());
    api.connections().leave(pass.userId(), this);
  }
}
