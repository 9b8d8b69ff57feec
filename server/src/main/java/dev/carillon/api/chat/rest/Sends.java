package dev.carillon.api.chat.rest;

import dev.carillon.api.chat.ChatJson;
import dev.carillon.api.chat.RestLimits;
import dev.carillon.chat.Chat;
import dev.carillon.chat.Outcome;
import dev.carillon.chat.SendMessage;
import dev.carillon.chat.model.Message;
import dev.carillon.http.Response;
import java.util.function.Supplier;

/** Sends a message that came over HTTP, within the limits of its author. Any thread. */
final class Sends {
  private final Chat chat;
  private final RestLimits limits;

  Sends(Chat chat, RestLimits limits) {
    this.chat = chat;
    this.limits = limits;
  }

  /**
   * 201 with the message; what was sent before costs nothing and is answered with what it was.
   *
   * @param send sends the command
   */
  Response send(SendMessage command, long nowMillis, Supplier<Outcome<Message>> send) {
    String userId = command.userId();
    long wait = limits.takeMessage(userId, command.channelId());
    if (wait > 0 && !chat.messages().isRepeated(command, nowMillis)) {
      throw Answers.tooFast(wait);
    }
    Outcome<Message> outcome = send.get();
    if (wait == 0 && !(outcome instanceof Outcome.Done)) {
      limits.giveBackMessage(userId, command.channelId());
    }
    Message message = Answers.value(outcome, "channel or thread");
    Response response =
        Response.success(201, json -> ChatJson.message(json, message, command.tempId()));
    return outcome instanceof Outcome.Already
        ? response.withHeader("Idempotency-Replayed", "true")
        : response;
  }
}
