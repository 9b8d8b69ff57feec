package dev.carillon.api.identity;

import dev.carillon.core.auth.Principal;
import dev.carillon.core.limit.AddressGroup;
import dev.carillon.http.Authenticator;
import dev.carillon.http.Problem;
import dev.carillon.http.Request;
import dev.carillon.http.Response;
import dev.carillon.http.Route;
import dev.carillon.identity.Identity;
import dev.carillon.identity.Login;
import dev.carillon.identity.Registration;
import dev.carillon.identity.Renewal;
import dev.carillon.identity.Tokens;
import dev.carillon.identity.User;
import dev.carillon.json.JsonObject;
import dev.carillon.json.JsonWriter;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /api/auth/...}: the way from an email and a password to tokens, and back out. */
public final class AuthRoutes {
  private static final Logger LOG = LoggerFactory.getLogger(AuthRoutes.class);
  private static final long BUSY_RETRY_SECONDS = 2;
  private static final String LOGIN_BODY =
      "{\"email\":\"user@example.com\",\"password\":\"password123\"}";

  private final Identity identity;
  private final Authenticator authenticator;
  private final LoginLimits limits;
  private final InstantSource clock;
  private final Consumer<User> registered;

  /**
   * @param registered hears of each new account before its owner does; may block
   */
  public AuthRoutes(
      Identity identity,
      Authenticator authenticator,
      LoginLimits limits,
      InstantSource clock,
      Consumer<User> registered) {
    this.identity = identity;
    this.authenticator = authenticator;
    this.limits = limits;
    this.clock = clock;
    this.registered = registered;
  }

  /** The lines of the route table. */
  public List<Route> routes() {
    return List.of(
        Route.post("/api/auth/login", "Email and password for tokens", this::login)
            .takesBody(LOGIN_BODY),
        Route.post("/api/auth/register", "Opens an account and logs it in", this::register)
            .takesBody(
                "{\"email\":\"me@example.com\",\"password\":\"at least 8 bytes\",\"name\":\"Me\"}"),
        Route.post("/api/auth/refresh", "A refresh token for new tokens, once", this::refresh)
            .takesBody("{\"refreshToken\":\"...\"}"),
        Route.post("/api/auth/logout", "Ends a login and all its tokens", this::logout)
            .takesBody("{\"refreshToken\":\"...\"}"),
        Route.get("/api/auth/me", "Who the token belongs to", this::me).needsToken());
  }

  private Response login(Request request) {
    JsonObject body = request.json();
    String email = body.string("email");
    String password = body.string("password");
    String address = AddressGroup.of(request.remoteAddress());
    long now = clock.millis();
    return switch (identity.login(email, password, address, now)) {
      case Login.LoggedIn(User user, Tokens tokens) -> {
        LOG.info("user {} logged in from {}", user.id(), address);
        yield session(200, user, tokens, now);
      }
      case Login.BadCredentials() -> {
        LOG.info("login refused from {}: bad credentials", address);
        throw Problem.of(401, "INVALID_CREDENTIALS", "Email or password is wrong");
      }
      case Login.Suspended() -> throw suspended();
      case Login.Limited(long retryAfterMillis) -> {
        LOG.info("login refused from {}: too many failures", address);
        throw limited(retryAfterMillis);
      }
      case Login.Busy() -> throw busy();
    };
  }

  private Response register(Request request) {
    JsonObject body = request.json();
    String email = body.string("email");
    String password = body.string("password");
    String name = body.optionalString("name").orElse(null);
    long now = clock.millis();
    long wait = limits.takeRegistration(AddressGroup.of(request.remoteAddress()), now);
    if (wait > 0) {
      throw limited(wait);
    }
    return switch (identity.register(email, password, name, now)) {
      case Registration.Registered(User user, Tokens tokens) -> {
        registered.accept(user);
        yield session(201, user, tokens, now);
      }
      case Registration.EmailTaken() ->
          throw Problem.conflict("EMAIL_TAKEN", "This email is registered already");
      case Registration.Invalid(String field, String issue) ->
          throw Problem.badRequest(field, issue);
      case Registration.Busy() -> throw busy();
    };
  }

  private Response refresh(Request request) {
    JsonObject body = request.json();
    String token = refreshToken(body).orElseThrow(() -> body.mismatch("refreshToken", "required"));
    long now = clock.millis();
    return switch (identity.refresh(token, now)) {
      case Renewal.Renewed(User user, Tokens tokens) -> session(200, user, tokens, now);
      case Renewal.Refused() ->
          throw Problem.of(401, "INVALID_REFRESH_TOKEN", "Refresh token is not good any more");
      case Renewal.Suspended() -> throw suspended();
    };
  }

  /** By the refresh token in the body; without one by the access token in the header. */
  private Response logout(Request request) {
    Optional<String> token =
        request.body().sizeBytes() == 0 ? Optional.empty() : refreshToken(request.json());
    if (token.isPresent()) {
      identity.logout(token.get(), clock.millis());
    } else if (request.bearerToken().isPresent()) {
      logoutByAccessToken(authenticator.require(request));
    } else {
      throw Problem.badRequest("refreshToken", "required");
    }
    return Response.empty(204);
  }

  private void logoutByAccessToken(Principal principal) {
    if (!identity.logoutByTokenId(principal.tokenId(), clock.millis())) {
      throw Problem.unprocessable("NOT_OUR_LOGIN", "This login is not one of this server");
    }
  }

  private Response me(Request request) {
    Principal principal = authenticator.require(request);
    Optional<User> user = identity.findUser(principal.userId());
    return noStore(200, json -> me(json, principal, user));
  }

  /** A user of a foreign issuer has no account here: then the token says what there is to say. */
  private static void me(JsonWriter json, Principal principal, Optional<User> user) {
    if (user.isPresent()) {
      IdentityJson.user(json, user.get());
    } else {
      json.beginObject().field("id", principal.userId()).field("name", principal.name());
      json.field("role", principal.isAdmin() ? User.ADMIN : User.ORDINARY).endObject();
    }
  }

  private static Optional<String> refreshToken(JsonObject body) {
    return body.optionalString("refresh_token").or(() -> body.optionalString("refreshToken"));
  }

  private static Response session(int status, User user, Tokens tokens, long nowMillis) {
    return noStore(status, json -> IdentityJson.session(json, user, tokens, nowMillis));
  }

  /** Tokens and accounts stay out of caches (RFC 6749 section 5.1). */
  static Response noStore(int status, Consumer<JsonWriter> data) {
    return Response.success(status, data).withHeader("Cache-Control", "no-store");
  }

  private static Problem suspended() {
    return Problem.of(403, "ACCOUNT_SUSPENDED", "Account suspended");
  }

  private static Problem limited(long retryAfterMillis) {
    return Problem.tooManyUntil(retryAfterMillis);
  }

  private static Problem busy() {
    return Problem.unavailable("too many logins at once, try again", BUSY_RETRY_SECONDS);
  }
}
