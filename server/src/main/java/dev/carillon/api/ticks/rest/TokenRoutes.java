package dev.carillon.api.ticks.rest;

import dev.carillon.core.auth.Principal;
import dev.carillon.http.Authenticator;
import dev.carillon.http.Problem;
import dev.carillon.http.Request;
import dev.carillon.http.Response;
import dev.carillon.http.Route;
import dev.carillon.identity.AccessToken;
import dev.carillon.identity.ApiKey;
import dev.carillon.identity.ApiKeys;
import dev.carillon.json.IsoTime;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Access tokens of API keys: good for the topic of the key until the trading day ends. */
final class TokenRoutes {
  private final TicksRest.Keys keys;
  private final Authenticator users;
  private final InstantSource clock;

  TokenRoutes(TicksRest.Keys keys, Authenticator users, InstantSource clock) {
    this.keys = keys;
    this.users = users;
    this.clock = clock;
  }

  List<Route> routes() {
    return List.of(
        Route.post(
                "/api/keys/{key}/access-token",
                "Makes an access token of an API key, named by its value or id, for its owner",
                this::ofPath)
            .needsToken(),
        Route.post("/api/token", "The same, with the key in the body", this::ofBody)
            .needsToken()
            .takesBody("{\"api_key\":\"demo\"}"));
  }

  private Response ofPath(Request request) {
    return token(users.require(request), request.parameter("key"));
  }

  private Response ofBody(Request request) {
    Principal principal = users.require(request);
    return token(principal, request.json().string("api_key"));
  }

  private Response token(Principal principal, String key) {
    ApiKey found = find(principal.userId(), key).orElseThrow(() -> Problem.notFound("API key"));
    long now = clock.millis();
    AccessToken token = keys.tokens().issue(found, now, keys.day().endAfter(now));
    String expires = IsoTime.text(token.expiresAtMillis());
    return Response.success(
            200,
            json ->
                json.beginObject()
                    .field("accessToken", token.text())
                    .field("expiresAt", expires)
                    .field("access_token", token.text())
                    .field("expires_at", expires)
                    .endObject())
        .withHeader("Cache-Control", "no-store");
  }

  private Optional<ApiKey> find(String userId, String valueOrId) {
    return keys.keys()
        .find(valueOrId)
        .filter(holder -> holder.user().id().equals(userId))
        .map(ApiKeys.Holder::key)
        .or(() ->
            keys.keys().list(userId).stream()
                .filter(key -> key.id().equals(valueOrId))
                .findFirst());
  }
}
