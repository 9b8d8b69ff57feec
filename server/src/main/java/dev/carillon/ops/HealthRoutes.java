package dev.carillon.ops;

import dev.carillon.http.Response;
import dev.carillon.http.Route;
import dev.carillon.json.JsonWriter;
import java.util.List;

/** {@code /health/live} and {@code /health/ready}. */
public final class HealthRoutes {
  private final Health health;

  public HealthRoutes(Health health) {
    this.health = health;
  }

  /** For the route table. */
  public List<Route> routes() {
    return List.of(
        Route.get("/health/live", "200 as long as the process answers", _ -> live()),
        Route.get(
            "/health/ready",
            "200 when traffic may come; 503 while starting, draining or failing",
            _ -> ready()));
  }

  private static Response live() {
    return uncached(
        Response.json(200, out -> out.beginObject().field("status", "live").endObject()));
  }

  private Response ready() {
    Health.Report report = health.report();
    return uncached(Response.json(report.ready() ? 200 : 503, out -> write(out, report)));
  }

  private static Response uncached(Response response) {
    return response.withHeader("Cache-Control", "no-store");
  }

  private static void write(JsonWriter out, Health.Report report) {
    out.beginObject().field("status", report.status()).name("checks").beginObject();
    report.checks().forEach(check -> out.field(check.name(), check.ok() ? "ok" : "failing"));
    out.endObject().endObject();
  }
}
