package dev.carillon.protocol.phoenix;

import dev.carillon.core.bus.Payload;
import dev.carillon.core.bus.Publication;
import dev.carillon.core.hub.Hub;
import dev.carillon.core.session.CloseReason;
import dev.carillon.core.topic.Topic;
import dev.carillon.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/** An API of channels {@code room:*} that do what a test tells them to. */
public final class Rooms {
  static final String SPACE = "rooms";

  private final Hub hub;
  private final InstantSource clock;

  /** What the API saw, in its order. */
  final List<String> seen = new CopyOnWriteArrayList<>();

  /** Joins that wait for their answer. */
  final List<Join<String>> joins = new CopyOnWriteArrayList<>();

  /** Pushes that wait for their answer. */
  final List<Push> pushes = new CopyOnWriteArrayList<>();

  /** The channels that were opened. */
  final List<ChannelSocket> opened = new CopyOnWriteArrayList<>();

  /** Commits one after the other, as a store does, on a thread of its own. */
  private final Executor writer =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory());

  /** Only touched by the writer. */
  private long sequence;

  public Rooms(Hub hub, InstantSource clock) {
    this.hub = hub;
    this.clock = clock;
  }

  public Channels<String> channels() {
    return Channels.of(SPACE, new Sockets()).route("room:*", this::join).route("lobby", this::join);
  }

  private final class Sockets implements UserSocket<String> {
    @Override
    public Connect<String> connect(ConnectRequest request) {
      String token = request.token().orElse("nobody");
      return switch (token) {
        case "bad" -> Connect.Refused.forbidden();
        case "busy" ->
            new Connect.Refused<>(429, "{\"reason\":\"busy\"}", Map.of("Retry-After", "2"));
        case "asked" -> new Connect.Pending<>(() -> new Connect.Accepted<>("asked"));
        case "asked bad" -> new Connect.Pending<>(Connect.Refused::forbidden);
        default -> new Connect.Accepted<>(token);
      };
    }

    @Override
    public void onOpen(String assigns, PhoenixSocket socket) {
      seen.add("open " + assigns);
    }

    @Override
    public long nextTickMillis(String assigns) {
      return 5_000;
    }

    @Override
    public void onEnd(String assigns, PhoenixSocket socket, CloseReason reason) {
      seen.add("end " + assigns + " " + reason.code());
    }
  }

  private void join(Join<String> join) {
    JsonObject payload = join.payload();
    switch (payload.optionalString("do").orElse("")) {
      case "refuse" -> join.refuse(Replies.reason("unauthorized"));
      case "wait" -> joins.add(join);
      case "throw" -> throw new IllegalStateException("join");
      case "need" -> join.refuse(Replies.reason(payload.string("what")));
      case "break" ->
          join.accept(
              Replies.EMPTY,
              socket -> {
                socket.subscribe();
                socket.whenEnded(_ -> seen.add("taken back"));
                throw new IllegalStateException("opening");
              });
      default -> accept(join);
    }
  }

  void accept(Join<String> join) {
    join.accept(Replies.EMPTY, socket -> open(socket, join.assigns()));
  }

  private Channel open(ChannelSocket socket, String who) {
    socket.subscribe();
    opened.add(socket);
    socket.push("welcome", Replies.EMPTY);
    return new Room(socket, who);
  }

  void publish(String topic, String event, String json, long except) {
    hub.publish(
        new Publication(
            Topic.of(SPACE, topic),
            event,
            Payload.of(json),
            null,
            clock.millis(),
            Set.of(),
            null,
            except));
  }

  private final class Room implements Channel {
    private final ChannelSocket socket;
    private final String who;

    Room(ChannelSocket socket, String who) {
      this.socket = socket;
      this.who = who;
    }

    @Override
    public void onPush(Push push) {
      seen.add(push.event());
      String topic = socket.topic().name();
      switch (push.event()) {
        case "echo" -> push.ok(push.raw());
        case "need" -> push.ok(Replies.of(json -> json.string(push.payload().string("what"))));
        case "who" -> push.ok(Replies.of(json -> json.string(who)));
        case "tell" -> socket.push("told", push.raw());
        case "size" -> push.ok(Replies.of(json -> json.number(push.payload().names().size())));
        case "bin" -> push.replyBinary("ok", push.binary().orElseThrow());
        case "bin_out" -> {
          socket.pushBinary("bytes", bytes("pushed"));
          hub.publish(
              BinaryBroadcast.of(socket.topic(), "bytes", bytes("shared"), clock.millis(), 0));
          push.release();
        }
        case "shout" -> {
          publish(topic, "shout", push.raw().toString(), 0);
          push.ok();
        }
        case "shout_from" -> {
          publish(topic, "shout", push.raw().toString(), socket.socket().id());
          push.ok();
        }
        case "wait" -> pushes.add(push);
        case "overlap" -> {
          pushes.add(push);
          push.overlap();
        }
        case "after" -> push.afterOthers(() -> push.ok(push.raw()));
        case "throw_after" ->
            push.afterOthers(() -> {
              throw new IllegalStateException("after");
            });
        case "commit" -> writer.execute(() -> commit(push));
        case "silent" -> push.release();
        case "throw" -> throw new IllegalStateException("push");
        case "close" -> {
          push.ok();
          socket.close();
        }
        case "crash" -> socket.crash("channel_crash");
        default -> push.unknownEvent();
      }
    }

    private void commit(Push push) {
      String json = "{\"seq\":" + ++sequence + "}";
      Payload committed = Payload.of(json);
      push.reply("ok", committed, () -> socket.push("acknowledged", committed));
      publish(socket.topic().name(), "committed", json, 0);
    }

    @Override
    public void onTick(long nowMillis) {
      if (seen.contains("break ticks")) {
        throw new IllegalStateException("tick");
      }
    }

    @Override
    public long nextTickMillis() {
      return seen.contains("break ticks") ? 0 : 4_000;
    }

    @Override
    public void onEnd(Ending ending) {
      seen.add("ended " + socket.topic().name() + " " + ending.getClass().getSimpleName());
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
