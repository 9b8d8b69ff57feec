package dev.carillon.api.chat.rest;

import dev.carillon.api.chat.ChatJson;
import dev.carillon.api.chat.RestLimits;
import dev.carillon.chat.Chat;
import dev.carillon.chat.MessageRef;
import dev.carillon.chat.Outcome;
import dev.carillon.chat.model.Ids;
import dev.carillon.chat.model.Message;
import dev.carillon.chat.model.Reaction;
import dev.carillon.http.Problem;
import dev.carillon.http.Response;
import dev.carillon.http.Route;
import dev.carillon.json.JsonObject;
import java.util.List;
import java.util.Optional;

/** Emoji on messages. */
final class ReactionRoutes {
  private static final String REACTIONS = "/api/messages/{id}/reactions";
  private static final String WHAT = "message";

  private final Chat chat;
  private final Callers callers;
  private final Changes changes;

  ReactionRoutes(Chat chat, Callers callers, RestLimits limits) {
    this.chat = chat;
    this.callers = callers;
    this.changes = new Changes(chat, limits);
  }

  List<Route> routes() {
    return List.of(
        callers.post(REACTIONS, "Adds an emoji", this::add).takesBody("{\"emoji\":\":thumbsup:\"}"),
        callers
            .delete(
                REACTIONS,
                "Removes one's own emoji, by name or by the reaction's id",
                call -> remove(call, named(call)))
            .takesQuery("emoji", "such as :thumbsup:; may stand in a JSON body instead")
            .takesQuery("reaction_id", "the id of a reaction, instead of the emoji"),
        callers.delete(
            REACTIONS + "/{reaction}",
            "Removes an emoji, by name or by the reaction's id",
            call -> remove(call, call.parameter("reaction"))));
  }

  private Response add(Call call) {
    String emoji = call.body().string("emoji");
    changes.take(call);
    return Answers.created(
        chat.reactions()
            .add(
                call.userId(), MessageRoutes.ref(call), emoji, call.nowMillis(), Answers.unheard()),
        WHAT,
        ChatJson::reaction);
  }

  /** What the query or the body names. */
  private static String named(Call call) {
    JsonObject body = call.optionalBody();
    return call.query("emoji")
        .or(() -> call.query("reaction_id"))
        .or(() -> body.optionalString("emoji"))
        .or(() -> body.optionalString("reaction_id"))
        .orElseThrow(() -> Problem.badRequest("emoji", "is required"));
  }

  private Response remove(Call call, String emojiOrId) {
    changes.take(call);
    MessageRef ref = MessageRoutes.ref(call);
    Outcome<Optional<Reaction>> outcome =
        !Ids.read(emojiOrId).equals(Ids.NIL)
            ? removeById(call, ref, emojiOrId)
            : chat.reactions()
                .remove(call.userId(), ref, emojiOrId, call.nowMillis(), Answers.unheard());
    Optional<Reaction> removed = Answers.value(outcome, WHAT);
    return Response.success(
        200,
        json -> {
          json.beginObject().field("message_id", ref.messageId()).name("reaction");
          if (removed.isPresent()) {
            ChatJson.reaction(json, removed.get());
          } else {
            json.nullValue();
          }
          json.endObject();
        });
  }

  private Outcome<Optional<Reaction>> removeById(Call call, MessageRef ref, String reactionId) {
    Message message = Answers.value(chat.history().message(call.userId(), ref), WHAT);
    return chat.reactions()
        .removeById(
            call.userId(), message.channelId(), reactionId, call.nowMillis(), Answers.unheard());
  }
}
