package dev.carillon.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SharedRoutesTest {
  private static List<Route> api(String name, String path) {
    return List.of(
        Route.get(path, name, request -> answer(name, request.parameter("id"))),
        Route.get("/" + name, name, _ -> Response.text(200, name)));
  }

  /** Each knows the ids that begin with its name. */
  private static Response answer(String name, String id) {
    if (id.equals("bad")) {
      throw Problem.badRequest("id", name);
    }
    if (!id.startsWith(name)) {
      throw Problem.notFound(name);
    }
    return Response.text(200, name);
  }

  private final Router router =
      new Router(
          new SharedRoutes().add(api("a", "/x/{id}")).add(api("b", "/x/{id}")).routes(), () -> "1");

  private Response get(String path) {
    return router.handle(Request.of(Method.GET, path));
  }

  @Test
  void anIdGoesToTheApiThatKnowsIt() {
    assertThat(get("/x/a1").body().text()).isEqualTo("a");
    assertThat(get("/x/b1").body().text()).isEqualTo("b");
    assertThat(get("/a").body().text()).isEqualTo("a");
    assertThat(get("/b").body().text()).isEqualTo("b");
  }

  @Test
  void whatNobodyKnowsIsNotFoundAndAnotherNoIsTheFirstOnes() {
    assertThat(get("/x/c1").body().text()).contains("b not found");
    assertThat(get("/x/bad").body().text()).contains("id: a");
  }

  @Test
  void parametersAreCalledTheSame() {
    assertThatThrownBy(() -> new SharedRoutes().add(api("a", "/x/{id}")).add(api("b", "/x/{key}")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
