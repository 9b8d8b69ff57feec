package dev.carillon.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouterTest {
  private final Router router =
      new Router(
          List.of(
              Route.get("/", "Home", _ -> Response.text(200, "home")),
              Route.get("/api/messages", "List", _ -> Response.text(200, "list")),
              Route.get("/api/messages/latest", "Latest", _ -> Response.text(200, "latest")),
              Route.get("/api/messages/{id}", "One", r -> Response.text(200, r.parameter("id"))),
              Route.delete("/api/messages/{id}", "Gone", _ -> Response.empty(204)),
              Route.get(
                  "/api/{kind}/{id}/raw",
                  "Raw",
                  r -> Response.text(200, r.parameter("kind") + "|" + r.parameter("id"))),
              Route.get("/docs/{path*}", "Files", r -> Response.text(200, r.parameter("path"))),
              Route.get("/docs/openapi.json", "API", _ -> Response.text(200, "api"))),
          () -> "i1");

  private String get(String target) {
    Response response = router.handle(Request.of(Method.GET, target));
    return response.status() == 200 ? response.body().text() : "" + response.status();
  }

  @ParameterizedTest
  @CsvSource({
    "/, home",
    "/api/messages, list",
    "/api/messages/, list",
    "/api/messages/latest, latest",
    "/api/messages/17, 17",
    "/api/messages/a%2Fb, a/b",
    "/api/messages/%C3%A9, é",
    "/api/messages/latest/raw, messages|latest",
    "/api/messages/17/raw, messages|17",
    "/docs/openapi.json, api",
    "/docs/a/b.css, a/b.css",
    "/docs, ''",
    "/api/messages//raw, 404",
    "/api/messages/17/cooked, 404",
    "/API/messages, 404",
  })
  void theNearestRouteAnswers(String target, String answer) {
    assertThat(get(target)).isEqualTo(answer);
  }

  @Test
  void anotherMethodIsRefusedWithThoseAllowed() {
    Response response = router.handle(Request.of(Method.POST, "/api/messages/17"));

    assertThat(response.status()).isEqualTo(405);
    assertThat(response.headers().first("Allow")).contains("GET, HEAD, DELETE, OPTIONS");
  }

  @Test
  void theTemplateStandsForThePathInLogs() {
    assertThat(router.template(Method.DELETE, Target.parse("/api/messages/secret")))
        .contains("/api/messages/{id}");
    assertThat(router.template(Method.HEAD, Target.parse("/api/messages")))
        .contains("/api/messages");
    assertThat(router.template(Method.GET, Target.parse("/secret"))).isEmpty();
  }

  @Test
  void twoRoutesOfOneShapeAreAnError() {
    Route one = Route.get("/a/{b}", "", _ -> Response.empty(204));
    Route two = Route.get("/a/{c}", "", _ -> Response.empty(204));

    assertThatThrownBy(() -> new Router(List.of(one, two), () -> ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("GET /a/{c}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "/a/", "//", "/{a*}/b", "/a{b}", "/{}", "/{a-b}"})
  void aTemplateThatIsNoneIsAnError(String template) {
    Route route = Route.get(template, "", _ -> Response.empty(204));

    assertThatThrownBy(() -> new Router(List.of(route), () -> ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected: such as");
  }

  @Test
  void aBrokenBodyNamesTheFieldOrThePlace() {
    Router json =
        new Router(
            List.of(Route.post("/", "", r -> Response.text(200, r.json().string("name", 1, 5)))),
            () -> "i1");

    assertThat(json.handle(Request.of(Method.POST, "/").withJson("{\"name\":\"\"}")).body().text())
        .isEqualTo(
            "{\"success\":false,\"error\":{\"code\":\"BAD_REQUEST\","
                + "\"message\":\"name: must have 1 to 5 characters, not 0\","
                + "\"details\":{\"field\":\"name\","
                + "\"issue\":\"must have 1 to 5 characters, not 0\"}}}");
    assertThat(json.handle(Request.of(Method.POST, "/").withJson("{")).body().text())
        .contains("\"code\":\"MALFORMED_JSON\"", "\"line\":1,\"column\":");
  }

  @Test
  void successAndListsAreAsTheContractHasThem() {
    Response one = Response.success(201, json -> json.string("x"));
    Response page = Response.page(List.of(1, 2), null, (json, n) -> json.number(n));

    assertThat(one.body().text()).isEqualTo("{\"success\":true,\"data\":\"x\"}");
    assertThat(page.body().text())
        .isEqualTo("{\"success\":true,\"data\":[1,2],\"page\":{\"next\":null}}");
  }

  @Test
  void whatPassesByItselfIsNoBug() {
    List<Route> routes =
        List.of(
            Route.get(
                "/away",
                "Fails",
                _ -> {
                  throw new IllegalStateException("the store is away");
                }));
    Router router = new Router(routes, () -> "i1", IllegalStateException.class::isInstance);

    Response response = router.handle(Request.of(Method.GET, "/away"));

    assertThat(response.status()).isEqualTo(503);
    assertThat(response.headers().first("Retry-After")).contains("1");
  }
}
