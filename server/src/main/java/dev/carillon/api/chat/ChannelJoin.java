package dev.carillon.api.chat;

import dev.carillon.api.chat.ChatEvents.Told;
import dev.carillon.api.chat.Received.Position;
import dev.carillon.chat.ChannelSnapshot;
import dev.carillon.chat.Chat;
import dev.carillon.chat.MessageRef;
import dev.carillon.chat.Missed;
import dev.carillon.chat.Outcome;
import dev.carillon.chat.Reason;
import dev.carillon.chat.model.Message;
import dev.carillon.chat.model.Person;
import dev.carillon.core.auth.Principal;
import dev.carillon.core.bus.Offset;
import dev.carillon.core.bus.Payload;
import dev.carillon.json.JsonObject;
import dev.carillon.protocol.phoenix.Join;
import dev.carillon.protocol.phoenix.Replies;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Joins of {@code channel:{id}} (chat.md rows 6 to 9). Nothing is missed and nothing comes twice:
 *
 * <ol>
 *   <li>the head of the hub's log is noted,
 *   <li>the channel is read, or what the client missed of it, as of its event number S,
 *   <li>it is waited until S has been told,
 *   <li>on the socket's loop the hub is subscribed to from that head on, and of what it kept since,
 *       only what comes after S is passed on.
 * </ol>
 */
final class ChannelJoin {
  private static final int HISTORY = 50;
  private static final int MAX_HISTORY = 100;

  /** Whoever missed more had better read the channel anew. */
  private static final int MAX_MISSED = 1_000;

  private final ChatApi api;
  private final Door door;

  ChannelJoin(ChatApi api) {
    this.api = api;
    this.door = new Door(api, Broadcasts.CHANNEL, this::enter);
  }

  void join(Join<ChatSocket> join) {
    door.knock(join);
  }

  /**
   * What a client wants of its join.
   *
   * @param history how many messages to begin with
   * @param lastSeq the last event it has, or null
   * @param lastMessageId the last message it has, or null
   * @param echo whether it hears of what it does itself
   * @param sticky whether it may be told what an earlier connection did not get
   */
  private record Wish(
      int history,
      @Nullable Long lastSeq,
      @Nullable String lastMessageId,
      boolean echo,
      boolean sticky) {

    static Wish of(JsonObject payload) {
      Optional<Long> history = payload.optionalInteger("history", 0, MAX_HISTORY);
      return new Wish(
          history.orElse((long) HISTORY).intValue(),
          payload.optionalInteger("last_seq", 0, Long.MAX_VALUE).orElse(null),
          payload.optionalString("last_message_id").orElse(null),
          payload.optionalBool("echo").orElse(true),
          history.isEmpty() && payload.optionalBool("sticky").orElse(true));
    }
  }

  /**
   * Where a client begins.
   *
   * @param seq up to which event it knows the channel then
   * @param told what brings it there
   * @param since what it surely has before it gets that
   */
  record Start(ChannelSnapshot snapshot, long seq, List<Told> told, Position since) {

    /** One that needs nothing from before, should it never get this. */
    Start(ChannelSnapshot snapshot, long seq, List<Told> told) {
      this(snapshot, seq, told, new Position(seq, 0));
    }
  }

  /**
   * How far things were told when the channel was read.
   *
   * @param head of the hub's log
   * @param doubts see {@link ChannelOrder#doubts}
   */
  record Mark(Offset head, long doubts) {}

  private @Nullable Payload enter(Join<ChatSocket> join, String channelId) {
    Wish wish = Wish.of(join.payload());
    join.payload().optionalString("status").ifPresent(UserStatus::check);
    Principal user = join.assigns().principal();
    Chat chat = api.chat();
    Person person = chat.people().ensure(user.userId(), user.name(), api.nowMillis());
    Outcome<?> membership =
        chat.channels().join(user.userId(), channelId, api.nowMillis(), _ -> {});
    if (membership instanceof Outcome.Refused<?> refused) {
      return refusal(refused.reason());
    }

    Mark mark = new Mark(api.hub().head(), api.order().doubts());
    Outcome<Start> read = read(user, channelId, wish);
    if (read instanceof Outcome.Refused<Start> refused) {
      return refusal(refused.reason());
    }
    Start start = valueOf(read);
    api.order().await(channelId, start.seq());

    ChatJson.JoinLimits limits = new ChatJson.JoinLimits(Typing.EXPIRY_MILLIS, api.limits().told());
    Payload reply =
        Broadcasts.object(json ->
            ChatJson.joinedChannel(json.name("channel"), start.snapshot(), start.seq(), limits));
    join.accept(
        reply,
        socket -> {
          join.payload().optionalString("status").ifPresent(join.assigns()::status);
          ChannelChannel channel = new ChannelChannel(api, join.assigns(), socket, start, person);
          channel.open(start, mark, wish.echo());
          return channel;
        });
    return null;
  }

  /** Nobody learns from the answer whether there is such a channel. */
  private static Payload refusal(Reason reason) {
    return switch (reason) {
      case NOT_FOUND, FORBIDDEN, ACCESS_DENIED -> Refusals.ACCESS_DENIED.payload();
      case Reason other -> Refusals.of(other).payload();
    };
  }

  private Outcome<Start> read(Principal user, String channelId, Wish wish) {
    String userId = user.userId();
    if (wish.lastSeq() != null) {
      return resume(userId, channelId, wish, wish.lastSeq());
    }
    if (wish.lastMessageId() != null) {
      MessageRef ref = new MessageRef(channelId, wish.lastMessageId());
      return api.chat().history().message(userId, ref) instanceof Outcome.Done<Message>(var last)
          ? resume(userId, channelId, wish, last.seq())
          : anew(userId, channelId, wish, "unknown_message");
    }
    Optional<Position> lost =
        wish.sticky()
            ? api.positions()
                .find(
                    user.tokenId(),
                    Broadcasts.CHANNEL + channelId,
                    api.ports().nanoTime().getAsLong())
            : Optional.empty();
    return lost.isPresent()
        ? again(userId, channelId, wish, lost.get())
        : anew(userId, channelId, wish, null);
  }

  /**
   * The channel as it is now, for a client that keeps no numbers and was cut off; and before, what
   * it did not get of what became of the messages it shows. The latest messages come last, so that
   * they have the last word whatever a client makes of the events.
   */
  private Outcome<Start> again(String userId, String channelId, Wish wish, Position lost) {
    // First the channel, then the events: those up to that state are all among them.
    Outcome<ChannelSnapshot> now = api.chat().history().snapshot(userId, channelId, wish.history());
    Outcome<Missed> missed = api.chat().history().missed(userId, channelId, lost.seq(), MAX_MISSED);
    if (missed instanceof Outcome.Refused<Missed> refused) {
      return Outcome.refused(refused.reason());
    }
    return switch (valueOf(missed)) {
      case Missed.Events events when !events.hasMore() ->
          map(
              now,
              snapshot -> {
                List<Told> told = Undelivered.told(snapshot, events.events(), lost);
                long seq = snapshot.channel().lastSeq();
                told.add(new Told("messages_loaded", loaded(snapshot, seq)));
                return new Start(snapshot, seq, told, lost);
              });
      case Missed other -> anew(userId, channelId, wish, resyncReason(other));
    };
  }

  /** Why what was missed can't be told; null: it can. */
  private static @Nullable String resyncReason(Missed missed) {
    return switch (missed) {
      case Missed.TooOld _ -> "too_old";
      case Missed.Ahead _ -> "unknown_seq";
      case Missed.Events events -> events.hasMore() ? "too_many" : null;
    };
  }

  /** The channel as it is now. */
  private Outcome<Start> anew(
      String userId, String channelId, Wish wish, @Nullable String resyncReason) {
    return map(
        api.chat().history().snapshot(userId, channelId, wish.history()),
        snapshot -> {
          long seq = snapshot.channel().lastSeq();
          List<Told> told = new ArrayList<>(2);
          if (resyncReason != null) {
            told.add(new Told("resync", Replies.reason(resyncReason)));
          }
          told.add(new Told("messages_loaded", loaded(snapshot, seq)));
          return new Start(snapshot, seq, told);
        });
  }

  private static Payload loaded(ChannelSnapshot snapshot, long seq) {
    return Broadcasts.object(json -> {
      json.name("messages").beginArray();
      snapshot.messages().items().forEach(message -> ChatJson.message(json, message, null));
      json.endArray().field("has_more", snapshot.messages().hasMore()).field("last_seq", seq);
    });
  }

  /** What the client missed, or else the channel as it is now. */
  private Outcome<Start> resume(String userId, String channelId, Wish wish, long since) {
    Outcome<Missed> missed = api.chat().history().missed(userId, channelId, since, MAX_MISSED);
    if (missed instanceof Outcome.Refused<Missed> refused) {
      return Outcome.refused(refused.reason());
    }
    return switch (valueOf(missed)) {
      case Missed.Events events when !events.hasMore() ->
          map(
              api.chat().history().snapshot(userId, channelId, 0),
              snapshot -> new Start(snapshot, events.lastSeq(), replay(events, since)));
      case Missed other -> anew(userId, channelId, wish, resyncReason(other));
    };
  }

  private static List<Told> replay(Missed.Events missed, long since) {
    List<Told> told = new ArrayList<>();
    missed.events().forEach(event -> told.addAll(ChatEvents.told(event)));
    Payload resumed =
        Broadcasts.object(json ->
            json.field("from", since)
                .field("to", missed.lastSeq())
                .field("count", missed.events().size()));
    told.add(new Told("resumed", resumed));
    return told;
  }

  private static <T, R> Outcome<R> map(Outcome<T> outcome, Function<T, R> function) {
    return outcome instanceof Outcome.Refused<T> refused
        ? Outcome.refused(refused.reason())
        : new Outcome.Done<>(function.apply(valueOf(outcome)));
  }

  /** Of an outcome that is no refusal. */
  static <T> T valueOf(Outcome<T> outcome) {
    return switch (outcome) {
      case Outcome.Done<T>(T value) -> value;
      case Outcome.Already<T>(T value) -> value;
      case Outcome.Refused<T> refused -> throw new IllegalStateException("refused: " + refused);
    };
  }
}
