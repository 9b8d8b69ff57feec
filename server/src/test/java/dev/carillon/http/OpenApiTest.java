package dev.carillon.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.json.Json;
import dev.carillon.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenApiTest {
  private static final Handler NOTHING = _ -> Response.empty(204);

  private final List<Route> routes =
      List.of(
          Route.get("/api/messages/{id}", "Reads one", NOTHING).needsToken(),
          Route.get("/api/messages", "Lists", NOTHING).takesQuery("limit", "how many"),
          Route.post("/api/messages", "Creates", NOTHING).takesBody("{\"content\":\"hi\"}"),
          Route.get("/assets/{path*}", "Files", NOTHING).undocumented());

  private final JsonObject paths =
      Json.object(OpenApi.document("Carillon", "1", routes)).optionalObject("paths").orElseThrow();

  private JsonObject operation(String path, String method) {
    return paths.optionalObject(path).orElseThrow().optionalObject(method).orElseThrow();
  }

  private JsonObject parameter(String path, String method) {
    return operation(path, method).optionalObjects("parameters").orElseThrow().getFirst();
  }

  @Test
  void everyDocumentedRouteIsThere() {
    assertThat(paths.names()).containsExactly("/api/messages/{id}", "/api/messages");
    assertThat(operation("/api/messages", "post").string("operationId"))
        .isEqualTo("postApiMessages");
    assertThat(operation("/api/messages/{id}", "get").string("summary")).isEqualTo("Reads one");
  }

  @Test
  void parametersSayWhereTheyStand() {
    JsonObject id = parameter("/api/messages/{id}", "get");
    JsonObject limit = parameter("/api/messages", "get");

    assertThat(id.string("name")).isEqualTo("id");
    assertThat(id.string("in")).isEqualTo("path");
    assertThat(id.optionalBool("required")).contains(true);
    assertThat(limit.string("in")).isEqualTo("query");
    assertThat(limit.string("description")).isEqualTo("how many");
  }

  @Test
  void securityStandsWhereItIsNeeded() {
    assertThat(operation("/api/messages/{id}", "get").optionalObjects("security")).isPresent();
    assertThat(operation("/api/messages", "get").has("security")).isFalse();
  }

  @Test
  void theDocumentIsARouteOfItsOwn() {
    Router router =
        new Router(OpenApi.describedAt("/docs/openapi.json", "Carillon", "1", routes), () -> "");

    Response response = router.handle(Request.of(Method.GET, "/docs/openapi.json"));

    assertThat(response.body().bytes()).isEqualTo(OpenApi.document("Carillon", "1", routes));
  }
}
