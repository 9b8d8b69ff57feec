package dev.carillon.console;

import dev.carillon.http.Problem;
import dev.carillon.http.Request;
import dev.carillon.http.Response;
import dev.carillon.http.Route;
import dev.carillon.http.StaticFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The landing page at {@code /}, what it loads, and the API documents under {@code /docs}. Read
 * once, from the class path. Any thread.
 */
public final class Pages {
  /** Everything a page needs is ours and in files of its own. */
  static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self';"
          + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private static final List<String> DOCUMENTS =
      List.of("topics", "chat", "exchange", "ticks", "desk");

  /** What the landing page shows of the demo. */
  private static final Pattern DEMO = Pattern.compile("(?s) *<!--demo-->.*?<!--/demo-->\\s*\n");

  private final Response landing;
  private final Response contents;
  private final Map<String, Response> documents = new TreeMap<>();

  /**
   * Reads them all.
   *
   * @param isDemo whether the landing page has the demo's logins and what to paste
   */
  public Pages(boolean isDemo) {
    String index = read("index.html");
    landing = page(isDemo ? index : DEMO.matcher(index).replaceAll(""));
    String frame = read("document.html");
    for (String name : DOCUMENTS) {
      documents.put(name, document(frame, name, read("/docs/api/" + name + ".md")));
    }
    contents = document(frame, "API reference", contents());
  }

  /** For the route table. */
  public List<Route> routes() {
    return List.of(
        Route.get("/", "The landing page", _ -> landing).undocumented(),
        Route.get(
                "/assets/{path*}",
                "What pages load",
                StaticFiles.ofClassPath(Pages.class, "assets"))
            .undocumented(),
        Route.get("/docs", "The API documents", _ -> contents).undocumented(),
        Route.get("/docs/{name}", "One API document", this::document).undocumented());
  }

  private Response document(Request request) {
    @Nullable Response document = documents.get(request.parameter("name"));
    if (document == null) {
      throw Problem.notFound("this document");
    }
    return document;
  }

  private String contents() {
    StringBuilder markdown = new StringBuilder("# API reference\n\n");
    for (String name : documents.keySet()) {
      markdown.append("- [%s](/docs/%s)%n".formatted(name, name));
    }
    return markdown.append("- [HTTP routes as OpenAPI](/docs/openapi.json)\n").toString();
  }

  private static Response document(String frame, String title, String markdown) {
    return page(
        frame
            .replace("{title}", Markdown.escape(title))
            .replace("{body}", Markdown.toHtml(markdown)));
  }

  private static Response page(String html) {
    return Response.html(200, html)
        .withHeader("Cache-Control", "no-cache")
        .withHeader("Content-Security-Policy", CONTENT_SECURITY_POLICY);
  }

  private static String read(String resource) {
    try (InputStream stream = Pages.class.getResourceAsStream(resource)) {
      if (stream == null) {
        throw new IllegalStateException("resource: " + resource + " (expected: in the jar)");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("resource " + resource, e);
    }
  }
}
