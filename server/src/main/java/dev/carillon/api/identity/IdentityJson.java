package dev.carillon.api.identity;

import dev.carillon.identity.ApiKey;
import dev.carillon.identity.Tokens;
import dev.carillon.identity.User;
import dev.carillon.json.IsoTime;
import dev.carillon.json.JsonWriter;

/** Users, tokens and keys as JSON. */
final class IdentityJson {
  private IdentityJson() {}

  /**
   * {@code {"user":{"id":"...","email":"user@example.com","name":"John Doe","role":"user",
   * "createdAt":"2025-11-11T12:00:00.000Z"},"accessToken":"...","refreshToken":"...",
   * "access_token":"...","refresh_token":"...","expiresIn":900,"tokenType":"Bearer"}}: both
   * spellings, for the clients of two documents.
   */
  static void session(JsonWriter json, User user, Tokens tokens, long nowMillis) {
    String access = tokens.access().text();
    long seconds = Math.ceilDiv(tokens.access().expiresAtMillis() - nowMillis, 1_000);
    json.beginObject().name("user");
    user(json, user);
    json.field("accessToken", access).field("refreshToken", tokens.refresh());
    json.field("access_token", access).field("refresh_token", tokens.refresh());
    json.field("expiresIn", seconds).field("tokenType", "Bearer").endObject();
  }

  static void user(JsonWriter json, User user) {
    json.beginObject().field("id", user.id()).field("email", user.email());
    json.field("name", user.name()).field("role", user.role());
    json.field("createdAt", IsoTime.text(user.createdAtMillis())).endObject();
  }

  /** {@code {"id":"...","name":"Bot","hint":"ck_a1b2c","createdAt":"..."}}. */
  static void key(JsonWriter json, ApiKey key) {
    json.beginObject();
    keyFields(json, key);
    json.endObject();
  }

  /** As {@link #key}, with {@code "key"}: the value, which is shown only once. */
  static void newKey(JsonWriter json, ApiKey key, String value) {
    json.beginObject();
    keyFields(json, key);
    json.field("key", value).endObject();
  }

  private static void keyFields(JsonWriter json, ApiKey key) {
    json.field("id", key.id()).field("name", key.name()).field("hint", key.hint());
    json.field("createdAt", IsoTime.text(key.createdAtMillis()));
  }
}
