package dev.carillon.api.chat;

import dev.carillon.api.chat.ChatLimits.Action;
import dev.carillon.chat.Chat;
import dev.carillon.chat.Outcome;
import dev.carillon.chat.Outcome.Already;
import dev.carillon.chat.Outcome.Refused;
import dev.carillon.chat.SendMessage;
import dev.carillon.chat.model.Message;
import dev.carillon.core.bus.Payload;
import dev.carillon.json.JsonException;
import dev.carillon.json.JsonWriter;
import dev.carillon.protocol.phoenix.ChannelSocket;
import dev.carillon.protocol.phoenix.Push;
import java.util.concurrent.RejectedExecutionException;

/** The messages that a client sends to {@code channel:{id}}. As {@link ChannelPushes}. */
final class MessageSends {
  private final ChatApi api;
  private final ChannelPushes pushes;
  private final ChannelSocket socket;
  private final String channelId;
  private final String userId;

  MessageSends(
      ChatApi api, ChannelPushes pushes, ChannelSocket socket, String channelId, String userId) {
    this.api = api;
    this.pushes = pushes;
    this.socket = socket;
    this.channelId = channelId;
    this.userId = userId;
  }

  /**
   * Puts a message where messages are stored, and has the next push come before it is answered: so
   * that what a client sends in a row shares commits. Whatever else is pushed waits.
   *
   * <p>What was sent before is free, also when the limit is reached (chat.md row 40).
   */
  void take(Push push) {
    Working working = new Working(api, push, socket, "message_error");
    long wait = api.limits().take(Action.SEND, userId, socket.topic());
    SendMessage command;
    try {
      command = SendBody.read(push.payload(), channelId, userId);
    } catch (JsonException e) {
      push.afterOthers(() -> working.invalid(e));
      return;
    }
    if (wait > 0) {
      push.afterOthers(() -> working.run(() -> sendAgain(push, command, wait, working)));
      return;
    }
    Sent sent = new Sent(push, command, working, false);
    try {
      api.chat().messages().submit(command, api.nowMillis(), sent);
      push.overlap();
    } catch (RejectedExecutionException e) {
      push.afterOthers(() -> sent.failed(e));
    }
  }

  /** Over the limit: good for what was sent before. */
  private void sendAgain(Push push, SendMessage command, long waitMillis, Working working) {
    if (api.chat().messages().isRepeated(command, api.nowMillis())) {
      Outcome<?> _ =
          api.chat()
              .messages()
              .send(command, api.nowMillis(), new Sent(push, command, working, true)::with);
    } else {
      working.tooMany(waitMillis);
    }
  }

  /** What becomes of a message. */
  private final class Sent implements Chat.Answered<Outcome<Message>> {
    private final Push push;
    private final SendMessage command;
    private final Working working;

    /** It was not counted. */
    private final boolean isFree;

    Sent(Push push, SendMessage command, Working working, boolean isFree) {
      this.push = push;
      this.command = command;
      this.working = working;
      this.isFree = isFree;
    }

    @Override
    public void with(Outcome<Message> outcome) {
      if (outcome instanceof Already && !isFree) {
        api.limits().giveBack(Action.SEND, userId, socket.topic());
      }
      pushes.answer(outcome, working::refused, message -> sent(push, command, message));
      if (outcome instanceof Refused) {
        api.ports().blocking().execute(() -> pushes.review(outcome));
      }
    }

    @Override
    public void failed(RuntimeException failure) {
      working.failed(failure);
    }
  }

  private void sent(Push push, SendMessage command, Message message) {
    if (!message.isReply()) {
      pushes.answer(
          push,
          "message_sent",
          json -> {
            tempId(json, command);
            ChatJson.message(json.name("message"), message, command.tempId());
          });
      return;
    }
    Payload told =
        Broadcasts.object(json -> {
          ChatJson.message(json.name("reply"), message, command.tempId());
          tempId(json, command);
        });
    push.reply(
        "ok",
        Broadcasts.object(json -> {
          tempId(json, command);
          ChatJson.message(json.name("reply"), message, command.tempId());
          ChatJson.message(json.name("message"), message, command.tempId());
        }),
        () -> socket.push("thread_reply_sent", told));
  }

  private static void tempId(JsonWriter json, SendMessage command) {
    if (command.tempId() == null) {
      json.field("temp_id", null);
    } else {
      ChatJson.tempId(json, command.tempId());
    }
  }
}
