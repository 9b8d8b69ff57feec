package dev.carillon.http;

import dev.carillon.json.JsonException;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the route of a request and answers it, whatever happens inside. Immutable after
 * construction; any thread.
 *
 * <p>Fixed segments beat parameters, parameters beat {@code {path*}}; a slash at the end of a path
 * does not count. GET routes answer HEAD; OPTIONS is answered with {@code Allow}.
 */
public final class Router {
  private static final Logger LOG = LoggerFactory.getLogger(Router.class);

  private final Node root = new Node();
  private final List<Route> routes;
  private final Supplier<String> incidents;
  private final Predicate<RuntimeException> passing;

  /** One segment of all templates that begin alike. */
  private static final class Node {
    final Map<String, Node> fixed = new HashMap<>();
    final Map<Method, Entry> here = new EnumMap<>(Method.class);
    final Map<Method, Entry> rest = new EnumMap<>(Method.class);
    @Nullable Node parameter;
  }

  /** A route and its template, taken apart. */
  private record Entry(Route route, List<String> template) {}

  /**
   * @param incidents gives a short id for each failure that is a bug; it stands in the answer and
   *     in the log
   * @throws IllegalArgumentException when two routes have the same method and shape, or a template
   *     is not one
   */
  public Router(List<Route> routes, Supplier<String> incidents) {
    this(routes, incidents, _ -> false);
  }

  /**
   * As above.
   *
   * @param passing which failures are no bugs and pass by themselves, such as a store that is away
   */
  public Router(
      List<Route> routes, Supplier<String> incidents, Predicate<RuntimeException> passing) {
    this.routes = List.copyOf(routes);
    this.incidents = incidents;
    this.passing = passing;
    this.routes.forEach(this::add);
  }

  /** The table, as given. */
  public List<Route> routes() {
    return routes;
  }

  /** Whether a route has this very path and method. */
  public boolean serves(Method method, Target target) {
    return find(target).containsKey(method);
  }

  /**
   * The template that a request falls under: what may stand in logs and metrics, which paths may
   * not, because keys occur in them.
   */
  public Optional<String> template(Method method, Target target) {
    Map<Method, Entry> found = find(target);
    Entry entry = found.getOrDefault(method, found.get(Method.GET));
    return Optional.ofNullable(entry).map(known -> known.route().template());
  }

  /** Up to how many bytes of body a request's handler reads as they come; 0: it does not. */
  public int streamedBytes(Method method, Target target) {
    Entry entry = find(target).get(method);
    return entry == null ? 0 : entry.route().streamedBytes();
  }

  /** Answers {@code request}; never throws. */
  public Response handle(Request request) {
    try {
      return dispatch(request);
    } catch (Problem problem) {
      return problem.toResponse();
    } catch (JsonException e) {
      return badJson(e).toResponse();
    } catch (RejectedExecutionException e) {
      LOG.warn("{} {} refused: {}", request.method(), label(request), e.getMessage());
      return Problem.unavailable("the server is overloaded, try again", 1).toResponse();
    } catch (RuntimeException | StackOverflowError e) {
      if (e instanceof RuntimeException failure && passing.test(failure)) {
        LOG.warn("{} {} failed: {}", request.method(), label(request), e.getMessage());
        return Problem.unavailable("the server can't do this now, try again", 1).toResponse();
      }
      String incident = incidents.get();
      LOG.error("incident {}: {} {} failed", incident, request.method(), label(request), e);
      return Problem.internal(incident).toResponse();
    }
  }

  private String label(Request request) {
    return template(request.method(), request.target()).orElse("-");
  }

  private Response dispatch(Request request) {
    Map<Method, Entry> found = find(request.target());
    if (found.isEmpty()) {
      throw Problem.notFound("this path");
    }
    Entry entry = found.get(request.method());
    if (entry == null && request.method() == Method.HEAD) {
      entry = found.get(Method.GET);
    }
    if (entry != null) {
      return entry.route().handler().handle(request.withParameters(parameters(entry, request)));
    }
    Problem notAllowed = Problem.methodNotAllowed(allowed(found.keySet()));
    if (request.method() != Method.OPTIONS) {
      throw notAllowed;
    }
    String allow = notAllowed.toResponse().headers().first("Allow").orElseThrow();
    return Response.empty(204).withHeader("Allow", allow);
  }

  private static Set<Method> allowed(Set<Method> own) {
    Set<Method> allowed = EnumSet.copyOf(own);
    allowed.add(Method.OPTIONS);
    if (own.contains(Method.GET)) {
      allowed.add(Method.HEAD);
    }
    return allowed;
  }

  private static Problem badJson(JsonException e) {
    return e.field()
        .map(field -> Problem.badRequest(field, String.valueOf(e.getMessage())))
        .orElseGet(() ->
            Problem.of(400, "MALFORMED_JSON", String.valueOf(e.getMessage()))
                .with("line", e.line())
                .with("column", e.column()));
  }

  private static Map<String, String> parameters(Entry entry, Request request) {
    Map<String, String> parameters = new HashMap<>();
    List<String> segments = request.target().segments();
    for (int i = 0; i < entry.template().size(); i++) {
      String part = entry.template().get(i);
      if (isRest(part)) {
        parameters.put(
            part.substring(1, part.length() - 2),
            String.join("/", segments.subList(i, segments.size())));
      } else if (isParameter(part)) {
        parameters.put(part.substring(1, part.length() - 1), segments.get(i));
      }
    }
    return parameters;
  }

  private Map<Method, Entry> find(Target target) {
    return find(root, target.segments(), 0);
  }

  private static Map<Method, Entry> find(Node node, List<String> segments, int depth) {
    if (depth == segments.size()) {
      return node.here.isEmpty() ? node.rest : node.here;
    }
    String segment = segments.get(depth);
    Node fixed = node.fixed.get(segment);
    if (fixed != null) {
      Map<Method, Entry> found = find(fixed, segments, depth + 1);
      if (!found.isEmpty()) {
        return found;
      }
    }
    if (node.parameter != null && !segment.isEmpty()) {
      Map<Method, Entry> found = find(node.parameter, segments, depth + 1);
      if (!found.isEmpty()) {
        return found;
      }
    }
    return node.rest;
  }

  private void add(Route route) {
    List<String> template = parts(route.template());
    Node node = root;
    for (String part : template) {
      if (isRest(part)) {
        put(node.rest, route, template);
        return;
      }
      if (isParameter(part)) {
        if (node.parameter == null) {
          node.parameter = new Node();
        }
        node = node.parameter;
      } else {
        node = node.fixed.computeIfAbsent(part, _ -> new Node());
      }
    }
    put(node.here, route, template);
  }

  private static void put(Map<Method, Entry> entries, Route route, List<String> template) {
    if (entries.put(route.method(), new Entry(route, template)) != null) {
      throw new IllegalArgumentException(
          "template: " + route.method() + " " + route.template() + " (expected: only once)");
    }
  }

  private static List<String> parts(String template) {
    boolean isTemplate =
        template.equals("/")
            || template.matches("(/[^/{}*]+|/\\{[A-Za-z]+})*(/[^/{}*]+|/\\{[A-Za-z]+\\*?})");
    if (!isTemplate) {
      throw new IllegalArgumentException(
          "template: " + template + " (expected: such as /api/messages/{id} or /docs/{path*})");
    }
    return template.equals("/") ? List.of() : List.of(template.substring(1).split("/", -1));
  }

  private static boolean isParameter(String part) {
    return part.startsWith("{");
  }

  private static boolean isRest(String part) {
    return part.endsWith("*}");
  }
}
