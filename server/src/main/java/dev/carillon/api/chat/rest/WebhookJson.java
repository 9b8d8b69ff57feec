package dev.carillon.api.chat.rest;

import dev.carillon.json.IsoTime;
import dev.carillon.json.JsonWriter;
import dev.carillon.webhooks.Attempt;
import dev.carillon.webhooks.Progress;
import dev.carillon.webhooks.Webhook;
import dev.carillon.webhooks.Webhook.Incoming;
import dev.carillon.webhooks.Webhook.Outgoing;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Webhooks and their calls in JSON. */
final class WebhookJson {
  private WebhookJson() {}

  static void hook(JsonWriter json, Webhook hook) {
    hook(json, hook, _ -> {});
  }

  /**
   * A webhook as its channel's moderators see it.
   *
   * @param secrets writes what is shown only now
   */
  static void hook(JsonWriter json, Webhook hook, Consumer<JsonWriter> secrets) {
    json.beginObject()
        .field("id", hook.id())
        .field("type", hook.kind() instanceof Incoming ? "incoming" : "outgoing")
        .field("name", hook.name())
        .field("workspace_id", hook.workspaceId())
        .field("channel_id", hook.channelId())
        .field("created_by", hook.createdBy())
        .field("inserted_at", IsoTime.text(hook.createdAtMillis()));
    if (hook.kind() instanceof Outgoing(var url, var events, _, Progress progress)) {
      json.field("url", url).name("events").value(events);
      progress(json, progress);
    }
    secrets.accept(json);
    json.endObject();
  }

  private static void progress(JsonWriter json, Progress progress) {
    json.field("enabled", progress.enabled())
        .field("disabled_reason", progress.disabledWhy())
        .field("last_seq", progress.seq())
        .field("failures", progress.failures())
        .field("failing_since", time(progress.failingSinceMillis()))
        .field("next_attempt_at", time(progress.nextAtMillis()));
  }

  private static @Nullable String time(long millis) {
    return millis == 0 ? null : IsoTime.text(millis);
  }

  static void attempt(JsonWriter json, Attempt attempt) {
    json.beginObject()
        .field("webhook_id", attempt.eventId())
        .field("type", attempt.event())
        .field("attempted_at", IsoTime.text(attempt.atMillis()))
        .field("delivered", attempt.isDelivered())
        .field("status", attempt.status())
        .field("duration_ms", attempt.tookMillis())
        .field("error", attempt.error())
        .endObject();
  }
}
