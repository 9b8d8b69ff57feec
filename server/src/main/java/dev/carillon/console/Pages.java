package dev.carillon.console;

import dev.carillon.http.Problem;
import dev.carillon.http.Request;
import dev.carillon.http.Response;
import dev.carillon.http.Route;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

  private static final Map<String, String> TYPES =
      Map.of(
          "style.css", "text/css; charset=utf-8",
          "status.js", "text/javascript; charset=utf-8",
          "icon.svg", "image/svg+xml");

  private static final String DOCS = "/docs/api/";
  private static final List<String> KNOWN_DOCUMENTS = List.of("topics");

  private final Response landing;
  private final Map<String, Response> assets = new HashMap<>();
  private final Map<String, Response> documents = new HashMap<>();

  public Pages() {
    landing = page(text("index.html"));
    TYPES.forEach((name, type) -> assets.put(name, asset(text(name), type)));
    for (String name : KNOWN_DOCUMENTS) {
      String markdown = read(DOCS + name + ".md");
      if (markdown != null) {
        documents.put(name, page(document(name, Markdown.toHtml(markdown))));
      }
    }
    documents.put("", page(document("API reference", Markdown.toHtml(contents()))));
  }

  /** For the route table. */
  public List<Route> routes() {
    return List.of(
        Route.get("/", "The landing page", _ -> landing).undocumented(),
        Route.get("/assets/{name}", "What pages load", request -> find(assets, request))
            .undocumented(),
        Route.get("/docs", "The API documents", _ -> found(documents.get(""), "/docs"))
            .undocumented(),
        Route.get("/docs/{name}", "One API document", request -> find(documents, request))
            .undocumented());
  }

  private static Response find(Map<String, Response> responses, Request request) {
    return found(responses.get(request.parameters().getOrDefault("name", "")), request.path());
  }

  private static Response found(@Nullable Response response, String path) {
    if (response == null) {
      throw Problem.notFound(path);
    }
    return response;
  }

  private String contents() {
    StringBuilder contents = new StringBuilder("# API reference\n\n");
    documents.keySet().stream()
        .sorted()
        .forEach(name -> contents.append("- [%s](/docs/%s)%n".formatted(name, name)));
    return contents.append("- [HTTP routes as OpenAPI](/docs/openapi.json)\n").toString();
  }

  private static String document(String title, String body) {
    return """
    <!doctype html>
    <html lang="en">
    <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <title>%s · Carillon</title>
      <link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
      <link rel="stylesheet" href="/assets/style.css">
    </head>
    <body>
      <nav><a href="/">Carillon</a> · <a href="/docs">API reference</a></nav>
      <main class="doc">
    %s</main>
    </body>
    </html>
    """
        .formatted(Markdown.escape(title), body);
  }

  private static Response page(String html) {
    return guarded(Response.html(200, html))
        .withHeader("Content-Security-Policy", CONTENT_SECURITY_POLICY);
  }

  private static Response asset(String text, String type) {
    Response plain = Response.text(200, text);
    return guarded(
        new Response(200, dev.carillon.http.Headers.of("Content-Type", type), plain.body()));
  }

  private static Response guarded(Response response) {
    return response
        .withHeader("Cache-Control", "no-cache")
        .withHeader("X-Content-Type-Options", "nosniff")
        .withHeader("Referrer-Policy", "no-referrer");
  }

  private static String text(String name) {
    String text = read("/dev/carillon/console/" + name);
    if (text == null) {
      throw new IllegalStateException("resource: " + name + " (expected: in the jar)");
    }
    return text;
  }

  private static @Nullable String read(String path) {
    try (InputStream stream = Pages.class.getResourceAsStream(path)) {
      return stream == null ? null : new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }
}
