package dev.carillon.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.http.Method;
import dev.carillon.http.Request;
import dev.carillon.http.Response;
import dev.carillon.http.Router;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PagesTest {
  private final Router router = new Router(new Pages(true).routes(), () -> "1");

  private Response get(String path) {
    return router.handle(Request.of(Method.GET, path));
  }

  @Test
  void theLandingPageLoadsNothingThatIsNotOurs() {
    Response page = get("/");
    List<String> loaded =
        Pattern.compile("(?:src|href)=\"(/assets/[^\"]*)\"")
            .matcher(page.body().text())
            .results()
            .map(MatchResult::group)
            .map(found -> found.replaceAll(".*\"(.*)\"", "$1"))
            .toList();

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.headers().first("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'");
    assertThat(page.body().text()).doesNotContain("style=", "onclick", "src=\"http");
    assertThat(loaded).hasSizeGreaterThanOrEqualTo(3);
    assertThat(loaded).allSatisfy(path -> assertThat(get(path).status()).isEqualTo(200));
  }

  @Test
  void servingForRealShowsNothingOfTheDemo() {
    Router serving = new Router(new Pages(false).routes(), () -> "1");

    String page = serving.handle(Request.of(Method.GET, "/")).body().text();

    assertThat(get("/").body().text()).contains("password123", "your-jwt-token", "new Socket(");
    assertThat(page)
        .contains("/docs/openapi.json", "</main>")
        .doesNotContain("password123", "your-jwt-token", "example.com", "demo", "wscat");
  }

  @Test
  void thePhoenixClientIsServedWithItsLicence() {
    assertThat(get("/assets/phoenix.js").headers().first("Content-Type"))
        .hasValue("text/javascript; charset=utf-8");
    assertThat(get("/assets/phoenix.js").body().text()).startsWith("var Phoenix = (() => {");
    assertThat(get("/assets/phoenix-LICENSE.txt").body().text()).contains("Chris McCord");
  }

  @Test
  void assetsHaveTheirTypes() {
    assertThat(get("/assets/style.css").headers().first("Content-Type"))
        .hasValue("text/css; charset=utf-8");
    assertThat(get("/assets/none.css").status()).isEqualTo(404);
  }

  @Test
  void theReferenceListsItsDocuments() {
    assertThat(get("/docs").body().text())
        .contains(
            "/docs/topics",
            "/docs/chat",
            "/docs/exchange",
            "/docs/ticks",
            "/docs/desk",
            "/docs/openapi.json");
    assertThat(get("/docs/topics").body().text()).contains("<h1 id=\"topics-api\">");
    assertThat(get("/docs/none").status()).isEqualTo(404);
  }
}
