package dev.carillon.api.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.auth.Permissions;
import dev.carillon.core.auth.Principal;
import dev.carillon.core.auth.Verification.Verified;
import dev.carillon.http.Method;
import dev.carillon.http.Request;
import dev.carillon.http.Response;
import dev.carillon.identity.Revocation;
import dev.carillon.identity.User;
import dev.carillon.json.Json;
import dev.carillon.json.JsonObject;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KeyRoutesTest {
  private final IdentityServer server = new IdentityServer();

  KeyRoutesTest() {
    User john = new User("john", "john@example.com", "John", Set.of(), 0, false);
    server.add(john);
    actAs("john");
  }

  @Test
  void aNewKeyIsShownOnceAndListedWithoutItsValue() {
    Response created = create("{\"name\":\"Bot\"}");

    assertThat(created.status()).isEqualTo(201);
    JsonObject key = Json.object(created.body().bytes()).optionalObject("data").orElseThrow();
    assertThat(key.names()).containsExactly("id", "name", "hint", "createdAt", "key");
    assertThat(server.keys.find(key.string("key"))).isPresent();
    Response listed = server.get("/api/keys", "t");
    assertThat(listed.body().text())
        .isEqualTo(
            "{\"success\":true,\"data\":[{\"id\":\"%s\",\"name\":\"Bot\",\"hint\":\"%s\","
                    .formatted(key.string("id"), key.string("hint"))
                + "\"createdAt\":\"2024-01-01T00:00:00.000Z\"}],\"page\":{\"next\":null}}");
  }

  @Test
  void aKeyNeedsNoName() {
    Request request = IdentityServer.bearer(Request.of(Method.POST, "/api/keys"), "t");

    assertThat(server.handle(request).status()).isEqualTo(201);
    assertThat(create("{\"name\":7}").status()).isEqualTo(400);
    assertThat(create("{\"name\":\"\"}").status()).isEqualTo(400);
  }

  @Test
  void aRevokedKeyIsGoneAndItsSessionsEnd() {
    server.keys.ensureKey("john", "Demo", "demo", 0);
    String id = server.keys.list("john").getFirst().id();

    assertThat(delete("/api/keys/demo").status()).isEqualTo(204);

    assertThat(server.keys.find("demo")).isEmpty();
    assertThat(server.revoked).containsExactly(new Revocation.OfKey("john", id));
    assertThat(delete("/api/keys/demo").status()).isEqualTo(404);
  }

  @Test
  void aKeyIsRevokedByItsIdAndOnlyByItsOwner() {
    server.keys.ensureKey("john", "Demo", "demo", 0);
    String id = server.keys.list("john").getFirst().id();
    actAs("jane");
    assertThat(delete("/api/keys/" + id).status()).isEqualTo(404);

    actAs("john");

    assertThat(delete("/api/keys/" + id).status()).isEqualTo(204);
  }

  @Test
  void aUserOfAnotherIssuerHasNoKeysHere() {
    actAs("foreign");

    assertThat(create("{\"name\":\"Bot\"}").status()).isEqualTo(403);
  }

  @Test
  void keysNeedAToken() {
    assertThat(server.handle(Request.of(Method.GET, "/api/keys")).status()).isEqualTo(401);
    assertThat(server.post("/api/keys", "{\"name\":\"Bot\"}").status()).isEqualTo(401);
    assertThat(server.handle(Request.of(Method.DELETE, "/api/keys/x")).status()).isEqualTo(401);
  }

  private void actAs(String userId) {
    server.accept(
        new Verified(
            new Principal(userId, "", Set.of(), "t", 0, Long.MAX_VALUE, Permissions.UNSTATED)));
  }

  private Response create(String json) {
    Request request = Request.of(Method.POST, "/api/keys").withJson(json);
    return server.handle(IdentityServer.bearer(request, "t"));
  }

  private Response delete(String path) {
    return server.handle(IdentityServer.bearer(Request.of(Method.DELETE, path), "t"));
  }
}
