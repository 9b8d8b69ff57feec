package dev.carillon.api.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.auth.Permissions;
import dev.carillon.core.auth.Principal;
import dev.carillon.core.auth.Verification.Reason;
import dev.carillon.core.auth.Verification.Verified;
import dev.carillon.http.Method;
import dev.carillon.http.Request;
import dev.carillon.http.Response;
import dev.carillon.identity.User;
import dev.carillon.json.Json;
import dev.carillon.json.JsonObject;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuthRoutesTest {
  private static final String JOHN = "550e8400-e29b-41d4-a716-446655440000";
  private static final String LOGIN =
      "{\"email\":\"user@example.com\",\"password\":\"password123\"}";

  private final IdentityServer server = new IdentityServer();

  AuthRoutesTest() {
    User john =
        new User(JOHN, "user@example.com", "John Doe", Set.of(), server.clock.millis(), false);
    server.add(john);
  }

  @Test
  void theLoginOfTheDocumentAnswersAsDocumented() {
    Response response = server.post("/api/auth/login", LOGIN);

    assertThat(response.status()).isEqualTo(200);
    assertThat(response.headers().first("Cache-Control")).contains("no-store");
    JsonObject body = json(response);
    assertThat(body.names()).containsExactly("success", "data");
    assertThat(body.optionalBool("success")).contains(true);
    JsonObject data = data(response);
    assertThat(data.raw("user").map(String::new))
        .contains(
            "{\"id\":\"550e8400-e29b-41d4-a716-446655440000\",\"email\":\"user@example.com\","
                + "\"name\":\"John Doe\",\"role\":\"user\","
                + "\"createdAt\":\"2024-01-01T00:00:00.000Z\"}");
    assertThat(data.string("accessToken")).startsWith("eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.");
    assertThat(data.string("access_token")).isEqualTo(data.string("accessToken"));
    assertThat(data.string("refresh_token")).isEqualTo(data.string("refreshToken")).isNotEmpty();
    assertThat(data.integer("expiresIn", 900, 900)).isEqualTo(900);
    assertThat(data.string("tokenType")).isEqualTo("Bearer");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|email",
        "{\"email\":\"user@example.com\"}|password",
        "{\"email\":7,\"password\":\"x\"}|email",
        "{\"email\":\"user@example.com\",\"password\":null}|password",
        "{\"email\":\"user@example.com\",\"password\":[]}|password"
      })
  void aLoginWithoutItsFieldsNamesTheField(String body, String field) {
    Response response = server.post("/api/auth/login", body);

    assertThat(response.status()).isEqualTo(400);
    assertThat(error(response).optionalObject("details").orElseThrow().string("field"))
        .isEqualTo(field);
  }

  @Test
  void aBodyThatIsNoJsonIsRefused() {
    assertThat(server.post("/api/auth/login", "{\"email\":").status()).isEqualTo(400);
    Request text =
        Request.of(Method.POST, "/api/auth/login").withHeader("Content-Type", "text/plain");
    assertThat(server.handle(text).status()).isEqualTo(415);
  }

  @Test
  void anUnknownUserAndAWrongPasswordGetTheSameBytes() {
    Response wrong = login("user@example.com", "wrong pass");
    Response unknown = login("nobody@example.com", "password123");

    assertThat(wrong.status()).isEqualTo(401);
    assertThat(error(wrong).string("code")).isEqualTo("INVALID_CREDENTIALS");
    assertThat(unknown.status()).isEqualTo(401);
    assertThat(unknown.body().text()).isEqualTo(wrong.body().text());
    assertThat(unknown.headers()).isEqualTo(wrong.headers());
    assertThat(wrong.body().text()).doesNotContain("wrong pass").doesNotContain("example.com");
  }

  @Test
  void afterFiveFailuresTheNextIsToldWhenToComeAgain() {
    for (int i = 0; i < 5; i++) {
      assertThat(login("user@example.com", "wrong pass").status()).isEqualTo(401);
    }

    Response response = server.post("/api/auth/login", LOGIN);

    assertThat(response.status()).isEqualTo(429);
    assertThat(response.headers().first("Retry-After")).contains("1");
    server.clock.advance(Duration.ofSeconds(1));
    assertThat(server.post("/api/auth/login", LOGIN).status()).isEqualTo(200);
  }

  @Test
  void aSuspendedUserIsForbidden() {
    server.identity.suspend(JOHN, true, server.clock.millis());

    Response response = server.post("/api/auth/login", LOGIN);

    assertThat(response.status()).isEqualTo(403);
    assertThat(error(response).string("code")).isEqualTo("ACCOUNT_SUSPENDED");
  }

  @Test
  void aBusyServerSaysWhenToComeAgain() {
    server.passwords.setBusy(true);

    Response response = server.post("/api/auth/login", LOGIN);

    assertThat(response.status()).isEqualTo(503);
    assertThat(response.headers().first("Retry-After")).contains("2");
  }

  @Test
  void whoRegistersIsLoggedIn() {
    Response response =
        server.post(
            "/api/auth/register",
            "{\"email\":\"New@Example.com\",\"password\":\"long enough\",\"name\":\"New\"}");

    assertThat(response.status()).isEqualTo(201);
    JsonObject me = data(server.get("/api/auth/me", data(response).string("accessToken")));
    assertThat(me.string("email")).isEqualTo("new@example.com");
    assertThat(me.string("name")).isEqualTo("New");
    assertThat(login("new@example.com", "long enough").status()).isEqualTo(200);
  }

  @Test
  void aTakenEmailIsAConflict() {
    Response response = server.post("/api/auth/register", LOGIN);

    assertThat(response.status()).isEqualTo(409);
    assertThat(error(response).string("code")).isEqualTo("EMAIL_TAKEN");
  }

  @Test
  void aRegistrationThatCantBeAcceptedNamesTheField() {
    Response response =
        server.post("/api/auth/register", "{\"email\":\"a@b.c\",\"password\":\"secret7\"}");

    assertThat(response.status()).isEqualTo(400);
    JsonObject details = error(response).optionalObject("details").orElseThrow();
    assertThat(details.string("field")).isEqualTo("password");
    assertThat(details.string("issue")).isEqualTo("must have 8 to 128 bytes");
    assertThat(response.body().text()).doesNotContain("secret7");
  }

  @Test
  void tooManyRegistrationsOfAnAddressAreLimited() {
    int status = 0;
    for (int i = 0; i <= 100; i++) {
      String email = "user" + i + "@example.com";
      status =
          server
              .post(
                  "/api/auth/register",
                  "{\"email\":\"" + email + "\",\"password\":\"long enough\"}")
              .status();
    }

    assertThat(status).isEqualTo(429);
  }

  @Test
  void aRefreshTokenIsGoodOnceInEitherSpelling() {
    String first = data(server.post("/api/auth/login", LOGIN)).string("refreshToken");

    Response second = refresh("refreshToken", first);
    Response third = refresh("refresh_token", data(second).string("refresh_token"));
    Response reused = refresh("refreshToken", first);
    Response afterReuse = refresh("refreshToken", data(third).string("refreshToken"));

    assertThat(second.status()).isEqualTo(200);
    assertThat(data(second).optionalObject("user").orElseThrow().string("id")).isEqualTo(JOHN);
    assertThat(third.status()).isEqualTo(200);
    assertThat(reused.status()).isEqualTo(401);
    assertThat(error(reused).string("code")).isEqualTo("INVALID_REFRESH_TOKEN");
    assertThat(afterReuse.status()).isEqualTo(401);
    assertThat(server.get("/api/auth/me", data(third).string("accessToken")).status())
        .isEqualTo(401);
    assertThat(server.revoked).hasSize(1);
  }

  @Test
  void aRefreshTokenIsNoAccessTokenAndNotTheOtherWayRound() {
    JsonObject login = data(server.post("/api/auth/login", LOGIN));

    assertThat(server.get("/api/auth/me", login.string("refreshToken")).status()).isEqualTo(401);
    assertThat(refresh("refreshToken", login.string("accessToken")).status()).isEqualTo(401);
    assertThat(server.post("/api/auth/refresh", "{}").status()).isEqualTo(400);
  }

  @Test
  void aLogoutEndsTheLoginByRefreshToken() {
    JsonObject login = data(server.post("/api/auth/login", LOGIN));
    String body = "{\"refreshToken\":\"" + login.string("refreshToken") + "\"}";

    Response response = server.post("/api/auth/logout", body);

    assertThat(response.status()).isEqualTo(204);
    Response me = server.get("/api/auth/me", login.string("accessToken"));
    assertThat(me.status()).isEqualTo(401);
    assertThat(error(me).string("code")).isEqualTo("TOKEN_REVOKED");
    assertThat(server.post("/api/auth/logout", body).status()).isEqualTo(204);
  }

  @Test
  void aLogoutEndsTheLoginByAccessTokenToo() {
    String token = data(server.post("/api/auth/login", LOGIN)).string("accessToken");
    Request logout = IdentityServer.bearer(Request.of(Method.POST, "/api/auth/logout"), token);

    assertThat(server.handle(logout).status()).isEqualTo(204);

    assertThat(server.handle(logout).status()).isEqualTo(401);
    assertThat(server.handle(Request.of(Method.POST, "/api/auth/logout")).status()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource({
    "INVALID, 401, INVALID_TOKEN",
    "EXPIRED, 401, TOKEN_EXPIRED",
    "REVOKED, 401, TOKEN_REVOKED",
    "SUSPENDED, 403, ACCOUNT_SUSPENDED",
    "UNAVAILABLE, 503, UNAVAILABLE"
  })
  void eachReasonToRejectATokenHasItsAnswer(Reason reason, int status, String code) {
    server.reject(reason);

    Response response = server.get("/api/auth/me", "token-of-somebody");

    assertThat(response.status()).isEqualTo(status);
    assertThat(error(response).string("code")).isEqualTo(code);
    assertThat(response.headers().first("WWW-Authenticate").isPresent()).isEqualTo(status == 401);
    assertThat(response.body().text()).doesNotContain("token-of-somebody");
  }

  @Test
  void withoutATokenNobodyIsAnybody() {
    Response response = server.handle(Request.of(Method.GET, "/api/auth/me"));

    assertThat(response.status()).isEqualTo(401);
    assertThat(response.headers().first("WWW-Authenticate")).contains("Bearer");
  }

  @Test
  void aUserOfAnotherIssuerIsWhoTheTokenSays() {
    server.accept(
        new Verified(
            new Principal(
                "foreign-1",
                "Fay",
                Set.of("admin"),
                "t",
                0,
                Long.MAX_VALUE,
                Permissions.UNSTATED)));

    JsonObject me = data(server.get("/api/auth/me", "t"));

    assertThat(me.names()).containsExactly("id", "name", "role");
    assertThat(me.string("id")).isEqualTo("foreign-1");
    assertThat(me.string("role")).isEqualTo("admin");
    Request logout = IdentityServer.bearer(Request.of(Method.POST, "/api/auth/logout"), "t");
    assertThat(server.handle(logout).status()).isEqualTo(422);
  }

  private Response login(String email, String password) {
    return server.post(
        "/api/auth/login", "{\"email\":\"" + email + "\",\"password\":\"" + password + "\"}");
  }

  private Response refresh(String field, String token) {
    return server.post("/api/auth/refresh", "{\"" + field + "\":\"" + token + "\"}");
  }

  private static JsonObject json(Response response) {
    return Json.object(response.body().bytes());
  }

  private static JsonObject data(Response response) {
    return json(response).optionalObject("data").orElseThrow();
  }

  private static JsonObject error(Response response) {
    return json(response).optionalObject("error").orElseThrow();
  }
}
