package dev.carillon.api.chat.rest;

import dev.carillon.api.chat.ChatJson;
import dev.carillon.chat.Chat;
import dev.carillon.chat.Paging;
import dev.carillon.chat.UpdateWorkspace;
import dev.carillon.chat.model.AuditEntry;
import dev.carillon.chat.model.Page;
import dev.carillon.chat.model.Workspace;
import dev.carillon.http.Response;
import dev.carillon.http.Route;
import dev.carillon.json.IsoTime;
import dev.carillon.json.JsonObject;
import dev.carillon.json.JsonWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /api/workspaces}. */
final class WorkspaceRoutes {
  private static final String ONE = "/api/workspaces/{id}";
  private static final String BODY =
      "{\"name\":\"Acme\",\"description\":\"All of us\",\"is_public\":false}";
  private static final int FOREVER = -1;
  private static final int MAX_EDIT_WINDOW_SECONDS = 31_536_000;

  private final Chat chat;
  private final Callers callers;

  WorkspaceRoutes(Chat chat, Callers callers) {
    this.chat = chat;
    this.callers = callers;
  }

  List<Route> routes() {
    return List.of(
        callers.get("/api/workspaces", "The workspaces one is a member of", this::list),
        callers
            .post("/api/workspaces", "Makes a workspace, whose owner one is", this::create)
            .takesBody(BODY),
        callers.get(ONE, "One workspace", this::get),
        callers.put(ONE, "Changes a workspace, as one of its admins", this::update).takesBody(BODY),
        callers.delete(ONE, "Ends a workspace, as its owner", this::delete),
        callers.post(ONE + "/join", "Joins a public workspace", this::join),
        callers
            .get(ONE + "/audit", "What moderators did, newest first, for admins", this::audit)
            .takesQuery("limit", "how many, 1 to 100; 50 by default")
            .takesQuery("before", "only what is older than this entry's id"));
  }

  private Response list(Call call) {
    return Answers.all(chat.workspaces().list(call.userId()), ChatJson::workspace);
  }

  private Response create(Call call) {
    return Answers.created(
        chat.workspaces()
            .create(call.userId(), change(call.body()), call.nowMillis(), Answers.unheard()),
        "workspace",
        ChatJson::workspace);
  }

  private Response get(Call call) {
    return Answers.ok(
        chat.workspaces().get(call.userId(), call.parameter("id")),
        "workspace",
        ChatJson::workspace);
  }

  private Response update(Call call) {
    return Answers.ok(
        chat.workspaces()
            .update(
                call.userId(),
                call.parameter("id"),
                change(call.body()),
                call.nowMillis(),
                Answers.unheard()),
        "workspace",
        ChatJson::workspace);
  }

  private Response delete(Call call) {
    String id = call.parameter("id");
    return Answers.gone(
        chat.workspaces().delete(call.userId(), id, call.nowMillis(), Answers.unheard()),
        "workspace",
        id);
  }

  private Response join(Call call) {
    return Answers.created(
        chat.workspaces()
            .join(call.userId(), call.parameter("id"), call.nowMillis(), Answers.unheard()),
        "workspace",
        ChatJson::member);
  }

  private Response audit(Call call) {
    Paging paging = new Paging(call.query("before").orElse(null), false, call.limit());
    Page<AuditEntry> page =
        Answers.value(
            chat.history().audit(call.userId(), call.parameter("id"), paging), "workspace");
    return Answers.page(page.items(), page.hasMore(), AuditEntry::id, WorkspaceRoutes::writeEntry);
  }

  private static void writeEntry(JsonWriter json, AuditEntry entry) {
    json.beginObject()
        .field("id", entry.id())
        .field("actor_id", entry.actorId())
        .field("action", entry.action())
        .field("target", entry.target())
        .field("detail", entry.detail())
        .field("inserted_at", IsoTime.text(entry.atMillis()))
        .endObject();
  }

  private static UpdateWorkspace change(JsonObject body) {
    Workspace.@Nullable Settings settings =
        body.names().contains("edit_window_seconds")
            ? new Workspace.Settings(
                Bodies.integer(body, "edit_window_seconds", FOREVER, MAX_EDIT_WINDOW_SECONDS))
            : null;
    return new UpdateWorkspace(
        body.optionalString("name").orElse(null),
        Bodies.clearable(body, "description"),
        body.optionalBool("is_public").orElse(null),
        settings);
  }
}
