package dev.carillon.api.identity;

import dev.carillon.core.auth.Principal;
import dev.carillon.http.Authenticator;
import dev.carillon.http.Problem;
import dev.carillon.http.Request;
import dev.carillon.http.Response;
import dev.carillon.http.Route;
import dev.carillon.identity.ApiKey;
import dev.carillon.identity.ApiKeys;
import dev.carillon.identity.Identity;
import dev.carillon.identity.KeyCreation;
import java.time.InstantSource;
import java.util.List;

/** {@code /api/keys}: a user's API keys. A key is shown when it is made and never again. */
public final class KeyRoutes {
  private static final String DEFAULT_NAME = "API key";

  private final ApiKeys keys;
  private final Identity identity;
  private final Authenticator authenticator;
  private final InstantSource clock;

  public KeyRoutes(
      ApiKeys keys, Identity identity, Authenticator authenticator, InstantSource clock) {
    this.keys = keys;
    this.identity = identity;
    this.authenticator = authenticator;
    this.clock = clock;
  }

  /** The lines of the route table. */
  public List<Route> routes() {
    return List.of(
        Route.get("/api/keys", "The API keys of the user, without their values", this::list)
            .needsToken(),
        Route.post("/api/keys", "Makes an API key; its value is shown only now", this::create)
            .takesBody("{\"name\":\"My bot\"}")
            .needsToken(),
        Route.delete("/api/keys/{key}", "Revokes a key, by its id or value", this::revoke)
            .needsToken());
  }

  private Response list(Request request) {
    Principal principal = authenticator.require(request);
    return Response.page(keys.list(principal.userId()), null, IdentityJson::key)
        .withHeader("Cache-Control", "no-store");
  }

  private Response create(Request request) {
    Principal principal = authenticator.require(request);
    String name =
        request.body().sizeBytes() == 0
            ? DEFAULT_NAME
            : request.json().optionalString("name").orElse(DEFAULT_NAME);
    if (identity.findUser(principal.userId()).isEmpty()) {
      throw Problem.forbidden("API keys need an account on this server");
    }
    return switch (keys.create(principal.userId(), name, clock.millis())) {
      case KeyCreation.Created(ApiKey key, String value) ->
          AuthRoutes.noStore(201, json -> IdentityJson.newKey(json, key, value));
      case KeyCreation.Invalid(String field, String issue) ->
          throw Problem.badRequest(field, issue);
      case KeyCreation.TooMany(int limit) ->
          throw Problem.conflict("LIMIT_REACHED", "a user may have " + limit + " API keys");
    };
  }

  private Response revoke(Request request) {
    Principal principal = authenticator.require(request);
    if (!keys.revoke(principal.userId(), request.parameter("key"), clock.millis())) {
      throw Problem.notFound("API key");
    }
    return Response.empty(204);
  }
}
