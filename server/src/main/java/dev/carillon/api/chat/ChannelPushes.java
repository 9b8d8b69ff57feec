package dev.carillon.api.chat;

import dev.carillon.api.chat.ChatLimits.Action;
import dev.carillon.chat.Chat;
import dev.carillon.chat.MessageRef;
import dev.carillon.chat.Outcome;
import dev.carillon.chat.Outcome.Already;
import dev.carillon.chat.Outcome.Done;
import dev.carillon.chat.Outcome.Refused;
import dev.carillon.chat.Paging;
import dev.carillon.chat.Reason;
import dev.carillon.chat.model.Message;
import dev.carillon.chat.model.Page;
import dev.carillon.chat.model.Person;
import dev.carillon.chat.model.Reaction;
import dev.carillon.chat.model.ThreadSummary;
import dev.carillon.core.bus.Payload;
import dev.carillon.json.JsonObject;
import dev.carillon.json.JsonWriter;
import dev.carillon.protocol.phoenix.ChannelSocket;
import dev.carillon.protocol.phoenix.Push;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a client pushes to {@code channel:{id}} (chat.md section 3.2). Each push is answered by its
 * reply, and by the event that the document names; then all who are joined hear of it.
 *
 * <p>Begins on the socket's loop and goes on on a thread that may block, or, what is sent, on the
 * store's. Answers are given on the thread that commits, right before the others hear: see {@link
 * ChatFeed}.
 */
final class ChannelPushes {
  private static final int OLDER = 20;

  private final ChatApi api;
  private final Chat chat;
  private final ChannelChannel channel;
  private final ChannelSocket socket;
  private final Person person;
  private final String channelId;
  private final String userId;
  private final MessageSends sends;

  ChannelPushes(ChatApi api, ChannelChannel channel, ChannelSocket socket, Person person) {
    this.api = api;
    this.chat = api.chat();
    this.channel = channel;
    this.socket = socket;
    this.person = person;
    this.channelId = channel.channelId();
    this.userId = person.id();
    this.sends = new MessageSends(api, this, socket, channelId, userId);
  }

  /** Takes a push of a user whose token is good. */
  void take(Push push) {
    if (push.event().equals("send_message")) {
      sends.take(push);
    } else {
      push.afterOthers(() -> takeAlone(push));
    }
  }

  private void takeAlone(Push push) {
    switch (push.event()) {
      case "edit_message" -> work(push, Action.OTHER, "edit_error", this::edit);
      case "delete_message" -> work(push, Action.OTHER, "delete_error", this::delete);
      case "add_reaction" -> work(push, Action.OTHER, "reaction_error", this::addReaction);
      case "remove_reaction" ->
          work(push, Action.OTHER, "reaction_remove_error", this::removeReaction);
      case "mark_read" -> work(push, Action.OTHER, null, this::markRead);
      case "load_older_messages" -> work(push, Action.OTHER, "load_error", this::loadOlder);
      case "start_thread" -> work(push, Action.OTHER, null, this::startThread);
      case "typing_start" -> work(push, Action.TYPE, null, this::startTyping);
      case "typing_stop" -> {
        api.typing().stop(channelId, userId, socket.socket().id());
        push.ok();
      }
      case String _ -> push.unknownEvent();
    }
  }

  /** Does something that may block, and gives its outcome. */
  private interface Work {
    Outcome<?> run(Push push, Consumer<Outcome<?>> refused);
  }

  private void work(Push push, Action action, @Nullable String failure, Work work) {
    Working working = new Working(api, push, socket, failure);
    long wait = api.limits().take(action, userId, socket.topic());
    if (wait > 0) {
      working.tooMany(wait);
      return;
    }
    working.run(() -> review(work.run(push, working::refused)));
  }

  /** A refusal may mean that the user is no member any more (chat.md section 2.4 rule 9). */
  void review(Outcome<?> outcome) {
    if (outcome instanceof Refused<?> refused
        && (refused.reason() == Reason.FORBIDDEN || refused.reason() == Reason.NOT_FOUND)
        && chat.channels().membership(userId, channelId) instanceof Refused<?>) {
      channel.putOut("removed");
    }
  }

  private Outcome<?> edit(Push push, Consumer<Outcome<?>> refused) {
    String content = push.payload().optionalString("content").orElse("");
    return chat.messages()
        .edit(
            userId,
            message(push),
            content,
            api.nowMillis(),
            outcome ->
                answer(
                    outcome,
                    refused,
                    message ->
                        answer(
                            push,
                            "message_edited",
                            json -> ChatJson.message(json.name("message"), message, null))));
  }

  private Outcome<?> delete(Push push, Consumer<Outcome<?>> refused) {
    return chat.messages()
        .delete(
            userId,
            message(push),
            api.nowMillis(),
            outcome ->
                answer(
                    outcome,
                    refused,
                    message ->
                        push.ok(
                            Broadcasts.object(json -> json.field("message_id", message.id())))));
  }

  private Outcome<?> addReaction(Push push, Consumer<Outcome<?>> refused) {
    String emoji = push.payload().string("emoji");
    return chat.reactions()
        .add(
            userId,
            message(push),
            emoji,
            api.nowMillis(),
            outcome ->
                answer(
                    outcome,
                    refused,
                    reaction ->
                        push.ok(
                            Broadcasts.object(json -> {
                              json.field("message_id", reaction.messageId());
                              ChatJson.reaction(json.name("reaction"), reaction);
                            }))));
  }

  private Outcome<?> removeReaction(Push push, Consumer<Outcome<?>> refused) {
    Consumer<Outcome<Optional<Reaction>>> answered =
        outcome ->
            answer(
                outcome,
                refused,
                reaction ->
                    push.ok(removed(reaction, push.payload().optionalString("message_id"))));
    Optional<String> reactionId = push.payload().optionalString("reaction_id");
    return reactionId.isPresent()
        ? chat.reactions()
            .removeById(userId, channelId, reactionId.get(), api.nowMillis(), answered)
        : chat.reactions()
            .remove(
                userId, message(push), push.payload().string("emoji"), api.nowMillis(), answered);
  }

  private static Payload removed(Optional<Reaction> reaction, Optional<String> messageId) {
    return Broadcasts.object(json -> {
      json.field("message_id", reaction.map(Reaction::messageId).or(() -> messageId).orElse(null));
      json.name("reaction");
      reaction.ifPresentOrElse(gone -> ChatJson.removedReaction(json, gone), json::nullValue);
    });
  }

  private Outcome<?> markRead(Push push, Consumer<Outcome<?>> refused) {
    return chat.markers()
        .markRead(
            userId,
            message(push),
            api.nowMillis(),
            outcome ->
                answer(
                    outcome,
                    refused,
                    mark ->
                        push.ok(
                            Broadcasts.object(json ->
                                json.field("channel_id", channelId)
                                    .field("message_id", mark.messageId())
                                    .field("unread_count", mark.unreadCount())))));
  }

  private Outcome<?> startThread(Push push, Consumer<Outcome<?>> refused) {
    return chat.threads()
        .start(
            userId,
            message(push),
            api.nowMillis(),
            outcome -> {
              switch (outcome) {
                case Done<ThreadSummary>(var thread) -> {
                  push.ok(Broadcasts.object(ChatEvents.started(thread)));
                  done();
                }
                // Only who asks again hears of it again.
                case Already<ThreadSummary>(var thread) ->
                    answer(
                        push,
                        "thread_started",
                        json -> {
                          ChatEvents.started(thread).accept(json);
                          json.field("channel_id", channelId);
                        });
                case Refused<ThreadSummary> no -> refused.accept(no);
              }
            });
  }

  private Outcome<?> loadOlder(Push push, Consumer<Outcome<?>> refused) {
    JsonObject payload = push.payload();
    int limit =
        payload.optionalInteger("limit", 1, Paging.MAX_LIMIT).orElse((long) OLDER).intValue();
    Paging paging = new Paging(payload.optionalString("before_id").orElse(null), false, limit);
    Outcome<?> member = chat.channels().membership(userId, channelId);
    if (member instanceof Refused<?>) {
      refused.accept(member);
      return member;
    }
    Outcome<Page<Message>> older = chat.history().messages(userId, channelId, paging, false);
    if (older instanceof Refused<Page<Message>>) {
      refused.accept(older);
    } else {
      Page<Message> page = ChannelJoin.valueOf(older);
      answer(
          push,
          "older_messages_loaded",
          json -> {
            json.name("messages").beginArray();
            page.items().forEach(message -> ChatJson.message(json, message, null));
            json.endArray().field("has_more", page.hasMore());
          });
    }
    return older;
  }

  private Outcome<?> startTyping(Push push, Consumer<Outcome<?>> refused) {
    Outcome<?> member = chat.channels().membership(userId, channelId);
    if (member instanceof Refused<?>) {
      refused.accept(member);
    } else {
      socket
          .socket()
          .onLoop(() -> {
            channel.typing(person);
            push.ok();
          });
    }
    return member;
  }

  private MessageRef message(Push push) {
    return new MessageRef(channelId, push.payload().string("message_id"));
  }

  /** The reply, and the event of the document with the same body. */
  void answer(Push push, String event, Consumer<JsonWriter> members) {
    Payload payload = Broadcasts.object(members);
    push.reply("ok", payload, () -> socket.push(event, payload));
  }

  <T> void answer(Outcome<T> outcome, Consumer<Outcome<?>> refused, Consumer<T> answer) {
    switch (outcome) {
      case Done<T>(T value) -> {
        answer.accept(value);
        done();
      }
      case Already<T>(T value) -> answer.accept(value);
      case Refused<T> no -> refused.accept(no);
    }
  }

  /** The event of what was done comes next on this thread. */
  private void done() {
    if (!channel.echoes()) {
      api.feed().leaveOut(socket.socket().id());
    }
  }
}
