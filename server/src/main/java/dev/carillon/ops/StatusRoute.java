package dev.carillon.ops;

import dev.carillon.http.Response;
import dev.carillon.http.Route;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/** {@code /api/status}: what runs and a few counts that everybody may see. */
public final class StatusRoute {
  private final About about;
  private final Counts counts;

  /**
   * What does not change while the process runs.
   *
   * @param mode {@code demo} or {@code serve}
   * @param apis the names of those that are spoken here
   */
  public record About(String version, String mode, List<String> apis) {
    public About {
      apis = List.copyOf(apis);
    }
  }

  /** Where the counts come from; each is asked for every answer. */
  public record Counts(
      LongSupplier uptimeNanos,
      LongSupplier connections,
      LongSupplier received,
      LongSupplier delivered) {}

  public StatusRoute(About about, Counts counts) {
    this.about = about;
    this.counts = counts;
  }

  /** For the route table. */
  public Route route() {
    return Route.get("/api/status", "What runs, and live counts", _ -> status());
  }

  private Response status() {
    return Response.success(
            200,
            out -> {
              out.beginObject();
              out.field("name", "carillon").field("version", about.version());
              out.field("mode", about.mode()).name("apis").value(about.apis());
              out.field(
                  "uptimeSeconds", Duration.ofNanos(counts.uptimeNanos().getAsLong()).toSeconds());
              out.field("connections", counts.connections().getAsLong());
              out.field("received", counts.received().getAsLong());
              out.field("delivered", counts.delivered().getAsLong()).endObject();
            })
        .withHeader("Cache-Control", "no-store");
  }
}
