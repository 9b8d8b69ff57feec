package dev.carillon.http;

/**
 * One line of the route table.
 *
 * @param template a path such as {@code /api/messages/{id}}; a last segment {@code {path*}} takes
 *     the rest of the path, slashes included, and may be empty
 * @param handler answers it
 * @param about what the API reference says of it
 */
public record Route(Method method, String template, Handler handler, RouteDoc about) {

  public static Route get(String template, String summary, Handler handler) {
    return new Route(Method.GET, template, handler, RouteDoc.of(summary));
  }

  public static Route post(String template, String summary, Handler handler) {
    return new Route(Method.POST, template, handler, RouteDoc.of(summary));
  }

  public static Route put(String template, String summary, Handler handler) {
    return new Route(Method.PUT, template, handler, RouteDoc.of(summary));
  }

  public static Route patch(String template, String summary, Handler handler) {
    return new Route(Method.PATCH, template, handler, RouteDoc.of(summary));
  }

  public static Route delete(String template, String summary, Handler handler) {
    return new Route(Method.DELETE, template, handler, RouteDoc.of(summary));
  }

  /** This route with an optional query parameter in its documentation. */
  public Route takesQuery(String name, String meaning) {
    return new Route(method, template, handler, about.plusQuery(name, meaning));
  }

  /** This route with an example of its JSON body in its documentation. */
  public Route takesBody(String exampleJson) {
    return new Route(method, template, handler, about.withBody(exampleJson));
  }

  /** This route marked as one that needs a bearer token. The handler checks it. */
  public Route needsToken() {
    return new Route(method, template, handler, about.withToken());
  }

  /** This route left out of the API reference: pages and files. */
  public Route undocumented() {
    return new Route(method, template, handler, about.hide());
  }
}
