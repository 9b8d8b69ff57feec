package dev.carillon.http;

/**
 * One line of the route table.
 *
 * @param template a path such as {@code /api/messages/{id}}; a last segment {@code {path*}} takes
 *     the rest of the path, slashes included, and may be empty
 * @param handler answers it
 * @param about what the API reference says of it
 * @param streamedBytes 0: the body is in memory before the handler is called; else the handler is
 *     called at once and reads the body as it comes, up to so many bytes
 */
public record Route(
    Method method, String template, Handler handler, RouteDoc about, int streamedBytes) {

  public static Route get(String template, String summary, Handler handler) {
    return of(Method.GET, template, summary, handler);
  }

  public static Route post(String template, String summary, Handler handler) {
    return of(Method.POST, template, summary, handler);
  }

  public static Route put(String template, String summary, Handler handler) {
    return of(Method.PUT, template, summary, handler);
  }

  public static Route patch(String template, String summary, Handler handler) {
    return of(Method.PATCH, template, summary, handler);
  }

  public static Route delete(String template, String summary, Handler handler) {
    return of(Method.DELETE, template, summary, handler);
  }

  /** This route with an optional query parameter in its documentation. */
  public Route takesQuery(String name, String meaning) {
    return with(about.plusQuery(name, meaning));
  }

  /** This route with an example of its JSON body in its documentation. */
  public Route takesBody(String exampleJson) {
    return with(about.withBody(exampleJson));
  }

  /** This route marked as one that needs a bearer token. The handler checks it. */
  public Route needsToken() {
    return with(about.withToken());
  }

  /** This route left out of the API reference: pages and files. */
  public Route undocumented() {
    return with(about.hide());
  }

  /**
   * This route with a body that its handler reads as it comes, up to {@code limitBytes}; what is
   * longer makes the reading fail with a {@link Problem} 413.
   */
  public Route streamsUpTo(int limitBytes) {
    return new Route(method, template, handler, about, limitBytes);
  }

  private Route with(RouteDoc otherAbout) {
    return new Route(method, template, handler, otherAbout, streamedBytes);
  }

  private static Route of(Method method, String template, String summary, Handler handler) {
    return new Route(method, template, handler, RouteDoc.of(summary), 0);
  }
}
