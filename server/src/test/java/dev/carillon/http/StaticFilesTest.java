package dev.carillon.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StaticFilesTest {
  private Router router = new Router(List.of(), () -> "");

  @BeforeEach
  void files(@TempDir Path folder) throws IOException {
    Path root = Files.createDirectories(folder.resolve("root"));
    Files.createDirectories(root.resolve("sub"));
    Files.writeString(folder.resolve("secret.txt"), "secret");
    Files.writeString(root.resolve("index.html"), "<p>home");
    Files.writeString(root.resolve("sub/index.html"), "<p>sub");
    Files.writeString(root.resolve("app-1a2b3c4d.js"), "run()");
    Files.writeString(root.resolve(".hidden"), "secret");
    Files.createSymbolicLink(root.resolve("link.txt"), folder.resolve("secret.txt"));
    router =
        new Router(List.of(Route.get("/files/{path*}", "", StaticFiles.ofFolder(root))), () -> "");
  }

  private Response get(String target) {
    return router.handle(Request.of(Method.GET, target));
  }

  @Test
  void aFolderGivesItsIndex() {
    assertThat(get("/files").body().text()).isEqualTo("<p>home");
    assertThat(get("/files/sub").body().text()).isEqualTo("<p>sub");
    assertThat(get("/files/sub/").headers().first("Content-Type"))
        .contains("text/html; charset=utf-8");
  }

  @Test
  void aNameWithAHashMayBeKeptForever() {
    assertThat(get("/files/app-1a2b3c4d.js").headers().first("Cache-Control"))
        .hasValueSatisfying(value -> assertThat(value).contains("immutable"));
    assertThat(get("/files/index.html").headers().first("Cache-Control")).contains("no-cache");
  }

  @Test
  void whatTheClientHasIsNotSentAgain() {
    String tag = get("/files/index.html").headers().first("ETag").orElseThrow();

    Response again =
        router.handle(
            Request.of(Method.GET, "/files/index.html")
                .withHeader("If-None-Match", "\"other\", " + tag));

    assertThat(again.status()).isEqualTo(304);
    assertThat(again.body().sizeBytes()).isZero();
    assertThat(again.headers().first("ETag")).contains(tag);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/files/..%2Fsecret.txt",
        "/files/sub%2F..%2F..%2Fsecret.txt",
        "/files/..%5Csecret.txt",
        "/files/%2Fetc%2Fpasswd.txt",
        "/files/link.txt",
        "/files/.hidden",
        "/files/sub//index.html",
        "/files/none.txt",
        "/files/none",
        "/files/root%3A.txt",
      })
  void nothingElseIsThere(String target) {
    assertThat(get(target).status()).isEqualTo(404);
  }

  @Test
  void filesComeFromTheClassPathToo() {
    Router classes =
        new Router(
            List.of(
                Route.get(
                    "/{path*}", "", StaticFiles.ofClassPath(StaticFilesTest.class, "/static"))),
            () -> "");

    assertThat(classes.handle(Request.of(Method.GET, "/hello.txt")).body().text())
        .isEqualTo("hello\n");
    assertThat(classes.handle(Request.of(Method.GET, "/none.txt")).status()).isEqualTo(404);
    assertThat(classes.handle(Request.of(Method.GET, "/")).status()).isEqualTo(404);
  }
}
