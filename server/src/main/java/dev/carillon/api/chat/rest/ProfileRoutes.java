package dev.carillon.api.chat.rest;

import dev.carillon.api.chat.ChatJson;
import dev.carillon.chat.Chat;
import dev.carillon.chat.ChatPeople.UpdatePerson;
import dev.carillon.http.Problem;
import dev.carillon.http.Response;
import dev.carillon.http.Route;
import dev.carillon.json.JsonObject;
import java.util.List;

/** {@code /api/me}: how others see a user. */
final class ProfileRoutes {
  private final Chat chat;
  private final Callers callers;

  ProfileRoutes(Chat chat, Callers callers) {
    this.chat = chat;
    this.callers = callers;
  }

  List<Route> routes() {
    return List.of(
        callers.get("/api/me", "One's profile in the chat", this::get),
        callers
            .put("/api/me", "Changes it; what is not given stays", this::put)
            .takesBody(
                """
                {"name":"John Doe","handle":"john","avatar_url":"https://example.com/john.jpg",\
                "status_text":"On holiday"}\
                """));
  }

  private Response get(Call call) {
    return chat.people()
        .person(call.userId())
        .map(person -> Response.success(200, json -> ChatJson.profile(json, person)))
        .orElseThrow(() -> Problem.notFound("user"));
  }

  private Response put(Call call) {
    JsonObject body = call.body();
    UpdatePerson change =
        new UpdatePerson(
            body.optionalString("name").orElse(null),
            body.optionalString("handle").orElse(null),
            Bodies.clearable(body, "avatar_url"),
            Bodies.clearable(body, "status_text"));
    return Answers.ok(
        chat.people().update(call.userId(), change, call.nowMillis(), Answers.unheard()),
        "user",
        ChatJson::profile);
  }
}
