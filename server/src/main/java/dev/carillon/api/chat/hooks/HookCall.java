package dev.carillon.api.chat.hooks;

import dev.carillon.api.chat.ChatEvents;
import dev.carillon.chat.model.ChatEvent;
import dev.carillon.core.bus.Payload;
import dev.carillon.json.IsoTime;
import dev.carillon.json.Json;
import dev.carillon.json.JsonWriter;
import dev.carillon.webhooks.Webhook;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What is sent for one event.
 *
 * <pre>{@code
 * {"id":"msg_0199..._62","type":"new_message","timestamp":"2026-11-21T12:00:00.000Z",
 *  "workspace_id":"...","channel_id":"...","data":{"message":{...},"channel_id":"...","seq":62}}
 * }</pre>
 *
 * @param id the same whenever the same event is sent to the same webhook
 */
record HookCall(String id, String type, Payload body) {
  /** Events that the channel forgot before they were delivered. */
  static final String DROPPED = "events_dropped";

  /** A user wants to see whether it works. */
  static final String PING = "ping";

  /** An event in calls; most take one. */
  static List<HookCall> of(Webhook hook, ChatEvent event) {
    List<HookCall> calls = new ArrayList<>(1);
    for (ChatEvents.Told told : ChatEvents.told(event)) {
      String number = event.seq() + (calls.isEmpty() ? "" : "_" + calls.size());
      Payload payload = told.payload();
      calls.add(
          of(
              hook,
              number,
              told.event(),
              event.atMillis(),
              json -> json.raw(payload.sizeBytes(), payload::copyTo)));
    }
    return calls;
  }

  /** What is sent instead of events that are not to be had any more. */
  static HookCall dropped(Webhook hook, long fromSeq, long toSeq, long atMillis) {
    return of(
        hook,
        toSeq + "_dropped",
        DROPPED,
        atMillis,
        json ->
            json.beginObject()
                .field("channel_id", hook.channelId())
                .field("from_seq", fromSeq)
                .field("to_seq", toSeq)
                .endObject());
  }

  static HookCall ping(Webhook hook, long nowMillis) {
    return of(
        hook,
        "ping_" + nowMillis,
        PING,
        nowMillis,
        json -> json.beginObject().field("channel_id", hook.channelId()).endObject());
  }

  private static HookCall of(
      Webhook hook, String number, String type, long atMillis, Consumer<JsonWriter> data) {
    String id = "msg_" + hook.id() + "_" + number;
    byte[] body =
        Json.bytes(json -> {
          json.beginObject()
              .field("id", id)
              .field("type", type)
              .field("timestamp", IsoTime.text(atMillis))
              .field("workspace_id", hook.workspaceId())
              .field("channel_id", hook.channelId())
              .name("data");
          data.accept(json);
          json.endObject();
        });
    return new HookCall(id, type, Payload.copyOf(body, 0, body.length));
  }

  byte[] bytes() {
    byte[] bytes = new byte[body.sizeBytes()];
    body.copyTo(bytes, 0);
    return bytes;
  }
}
