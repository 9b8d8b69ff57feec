package dev.carillon.api.ticks;

import dev.carillon.identity.UserConnections.Entry;
import dev.carillon.protocol.phoenix.Join;
import dev.carillon.protocol.phoenix.Replies;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers the joins of {@code api:<key>} (phoenix.md row A9). */
final class TicksJoin {
  static final String TOPIC = "api:";
  private static final Logger LOG = LoggerFactory.getLogger(TicksJoin.class);
  private static final String TOKEN = "access_token";

  private final TicksApi api;
  private final KeyDoor door;

  TicksJoin(TicksApi api) {
    this.api = api;
    this.door = new KeyDoor(api.ports());
  }

  void join(Join<TicksSocket> join) {
    String key = join.topic().substring(TOPIC.length());
    String token = join.payload().isString(TOKEN) ? join.payload().string(TOKEN) : "";
    inBackground(() -> answer(join, key, token), reason -> join.refuse(Replies.reason(reason)));
  }

  private void answer(Join<TicksSocket> join, String key, String token) {
    long revocations = api.connections().revocations();
    switch (check(key, token)) {
      case KeyDoor.Answer.Bad(String reason) -> join.refuse(Replies.reason(reason));
      case KeyDoor.Answer.Good(Pass pass) ->
          join.accept(
              Replies.EMPTY,
              socket -> {
                TicksChannel channel = new TicksChannel(api, join.assigns(), pass, socket);
                if (channel.enter(revocations) == Entry.STALE) {
                  inBackground(() -> checkAgain(channel, key, token), channel::crash);
                }
                return channel;
              });
    }
  }

  private void checkAgain(TicksChannel channel, String key, String token) {
    if (check(key, token) instanceof KeyDoor.Answer.Bad(String reason)) {
      channel.crash(reason);
    }
  }

  private KeyDoor.Answer check(String key, String token) {
    try {
      return door.check(key, token);
    } catch (RuntimeException e) {
      LOG.error("a key could not be checked", e);
      return new KeyDoor.Answer.Bad(Refusals.UNAVAILABLE);
    }
  }

  private void inBackground(Runnable task, Consumer<String> refused) {
    try {
      api.ports().blocking().execute(task);
    } catch (RejectedExecutionException _) {
      refused.accept(Refusals.UNAVAILABLE);
    }
  }
}
