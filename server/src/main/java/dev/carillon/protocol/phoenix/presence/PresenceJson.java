package dev.carillon.protocol.phoenix.presence;

import dev.carillon.core.bus.Payload;
import dev.carillon.core.presence.PresenceDiff;
import dev.carillon.core.presence.PresenceMeta;
import dev.carillon.json.JsonWriter;
import dev.carillon.protocol.phoenix.Replies;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The payloads of Phoenix Presence:
 *
 * <pre>{@code
 * {"john":{"metas":[{"name":"John","phx_ref":"r1"}]}}
 * {"joins":{"john":{"metas":[{...,"phx_ref":"r2","phx_ref_prev":"r1"}]}},"leaves":{...}}
 * }</pre>
 */
final class PresenceJson {
  /**
   * What every JavaScript object has a member of: clients keep the presences in a plain object and
   * would take these for keys that are there.
   */
  private static final Set<String> INHERITED =
      Set.of(
          "__proto__",
          "__defineGetter__",
          "__defineSetter__",
          "__lookupGetter__",
          "__lookupSetter__",
          "constructor",
          "hasOwnProperty",
          "isPrototypeOf",
          "propertyIsEnumerable",
          "toLocaleString",
          "toString",
          "valueOf");

  private static final String ESCAPE = "~";

  private PresenceJson() {}

  /** A key that clients can take: a tilde before those that they can't, and before tildes. */
  static String safeKey(String key) {
    return INHERITED.contains(key) || key.startsWith(ESCAPE) ? ESCAPE + key : key;
  }

  static Payload requireObject(Payload meta) {
    String text = meta.toString();
    if (!text.startsWith("{") || !text.endsWith("}")) {
      throw new IllegalArgumentException("meta: not an object (expected: a JSON object)");
    }
    return meta;
  }

  static Payload state(List<PresenceMeta> metas) {
    return Replies.of(json -> keys(json, metas));
  }

  static Payload diff(PresenceDiff diff) {
    return Replies.of(json -> {
      keys(json.beginObject().name("joins"), diff.joins());
      keys(json.name("leaves"), diff.leaves());
      json.endObject();
    });
  }

  /** These and {@code own}, if it is not among them. */
  static List<PresenceMeta> with(List<PresenceMeta> metas, PresenceMeta own) {
    if (metas.contains(own)) {
      return metas;
    }
    List<PresenceMeta> all = new ArrayList<>(metas);
    all.add(own);
    return all;
  }

  private static void keys(JsonWriter json, List<PresenceMeta> metas) {
    Map<String, List<PresenceMeta>> byKey =
        metas.stream()
            .collect(
                Collectors.groupingBy(PresenceMeta::key, LinkedHashMap::new, Collectors.toList()));
    json.beginObject();
    byKey.forEach((key, present) -> {
      json.name(key).beginObject().name("metas").beginArray();
      present.forEach(meta -> json.raw(text(meta).getBytes(StandardCharsets.UTF_8)));
      json.endArray().endObject();
    });
    json.endObject();
  }

  /** The API's object with the references, which need no escapes, behind its members. */
  private static String text(PresenceMeta meta) {
    String object = meta.data().toString();
    String members = object.substring(1, object.length() - 1);
    String comma = members.isBlank() ? "" : ",";
    String ref = "\"phx_ref\":\"" + meta.ref() + '"';
    return meta.previousRef() == null
        ? '{' + members + comma + ref + '}'
        : '{' + members + comma + ref + ",\"phx_ref_prev\":\"" + meta.previousRef() + "\"}";
  }
}
