package dev.carillon.http;

import dev.carillon.json.JsonWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Describes a route table as an OpenAPI 3.1 document. */
public final class OpenApi {
  private static final Pattern PARAMETER = Pattern.compile("\\{([A-Za-z]+)}");
  private static final String PROBLEM = "#/components/schemas/Problem";

  private OpenApi() {}

  /** These routes and one more at {@code path}, which gives their description. */
  public static List<Route> describedAt(
      String path, String title, String version, List<Route> routes) {
    byte[] document = document(title, version, routes);
    List<Route> all = new ArrayList<>(routes);
    all.add(Route.get(path, "This description", _ -> Response.json(200, document)).undocumented());
    return List.copyOf(all);
  }

  /** The document in JSON; undocumented routes are left out. */
  public static byte[] document(String title, String version, List<Route> routes) {
    Map<String, List<Route>> byTemplate = new LinkedHashMap<>();
    for (Route route : routes) {
      if (!route.about().isHidden()) {
        byTemplate.computeIfAbsent(route.template(), _ -> new ArrayList<>()).add(route);
      }
    }
    JsonWriter json = new JsonWriter(16_384);
    json.beginObject().field("openapi", "3.1.0");
    json.name("info").value(ordered("title", title, "version", version));
    json.name("paths").beginObject();
    byTemplate.forEach((template, operations) -> {
      json.name(template).beginObject();
      operations.forEach(route -> operation(json, route));
      json.endObject();
    });
    json.endObject();
    json.name("components").value(components());
    return json.endObject().toBytes();
  }

  private static void operation(JsonWriter json, Route route) {
    RouteDoc about = route.about();
    json.name(route.method().lowerCase()).beginObject();
    json.field("operationId", operationId(route)).field("summary", about.summary());
    json.name("parameters").value(parameters(route));
    if (!about.bodyExample().isEmpty()) {
      json.name("requestBody").beginObject().field("required", true);
      json.name("content").beginObject().name("application/json").beginObject();
      json.name("schema").value(Map.of("type", "object"));
      json.name("example").raw(Body.of(about.bodyExample()).bytes());
      json.endObject().endObject().endObject();
    }
    if (about.isSecured()) {
      json.name("security").value(List.of(Map.of("bearer", List.of())));
    }
    json.name("responses")
        .value(ordered("2XX", Map.of("description", "Success"), "default", problem()));
    json.endObject();
  }

  private static List<Object> parameters(Route route) {
    List<Object> parameters = new ArrayList<>();
    Matcher matcher = PARAMETER.matcher(route.template());
    while (matcher.find()) {
      parameters.add(
          ordered("name", matcher.group(1), "in", "path", "required", true, "schema", string()));
    }
    route
        .about()
        .query()
        .forEach((name, meaning) ->
            parameters.add(
                ordered("name", name, "in", "query", "description", meaning, "schema", string())));
    return parameters;
  }

  /** Such as {@code getApiMessagesById}. */
  private static String operationId(Route route) {
    StringBuilder id = new StringBuilder(route.method().lowerCase());
    for (String part : route.template().split("[/{}._-]", -1)) {
      if (!part.isEmpty()) {
        id.append(part.substring(0, 1).toUpperCase(Locale.ROOT)).append(part.substring(1));
      }
    }
    return id.toString();
  }

  private static Map<String, Object> problem() {
    Map<String, Object> schema = Map.of("schema", Map.of("$ref", PROBLEM));
    return ordered("description", "Failure", "content", Map.of("application/json", schema));
  }

  private static Map<String, Object> components() {
    Map<String, Object> error =
        ordered(
            "type",
            "object",
            "required",
            List.of("code", "message"),
            "properties",
            ordered("code", string(), "message", string(), "details", Map.of("type", "object")));
    Map<String, Object> problem =
        ordered(
            "type",
            "object",
            "required",
            List.of("success", "error"),
            "properties",
            ordered("success", Map.of("const", false), "error", error));
    Map<String, Object> bearer = ordered("type", "http", "scheme", "bearer");
    return ordered(
        "schemas", Map.of("Problem", problem), "securitySchemes", Map.of("bearer", bearer));
  }

  private static Map<String, Object> string() {
    return Map.of("type", "string");
  }

  /** A map of pairs in their order, so that the document is the same at each start. */
  private static Map<String, Object> ordered(Object... namesAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      map.put(namesAndValues[i].toString(), namesAndValues[i + 1]);
    }
    return map;
  }
}
