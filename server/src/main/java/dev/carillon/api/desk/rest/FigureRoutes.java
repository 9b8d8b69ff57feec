package dev.carillon.api.desk.rest;

import dev.carillon.api.desk.format.AnalyticsJson;
import dev.carillon.api.desk.format.Ids;
import dev.carillon.api.desk.format.TradeJson;
import dev.carillon.desk.model.Analytics;
import dev.carillon.desk.model.Deal;
import dev.carillon.desk.model.Period;
import dev.carillon.http.Problem;
import dev.carillon.http.Response;
import dev.carillon.http.Route;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** {@code /api/desk/history} and {@code analytics}: how an account has done. */
final class FigureRoutes {
  private final DeskCalls desk;
  private final Callers callers;

  FigureRoutes(DeskCalls desk, Callers callers) {
    this.desk = desk;
    this.callers = callers;
  }

  List<Route> routes() {
    return List.of(
        Route.get(
                "/api/desk/history",
                "One's closing trades, newest first",
                callers.user(this::history))
            .needsToken()
            .takesQuery("symbol", "only of this symbol")
            .takesQuery("limit", "how many, 1 to 500; 50 by default")
            .takesQuery("before", "only trades older than this executionId"),
        Route.get(
                "/api/desk/analytics",
                "How one's account does in the current period",
                callers.user(this::analytics))
            .needsToken()
            .takesQuery("period", "DAY, WEEK, MONTH, YEAR or ALL; all of them by default"));
  }

  private Response history(Call call) {
    List<Deal> remembered =
        desk.read(view -> view.deals(call.owner())).stream()
            .filter(deal -> deal.status() != Deal.Status.FILLED)
            .filter(deal -> call.wants(deal.symbol()))
            .toList();
    List<Deal> stored = desk.settledHistory().closings(call.stored(Ids.EXECUTION));
    return call.page(remembered, stored, Ids.EXECUTION, Deal::id, TradeJson::trade);
  }

  /** Figures at a moment. */
  private record Seen(List<Analytics> periods, long nowMillis) {}

  private Response analytics(Call call) {
    List<Period> wanted =
        call.request()
            .queryParameter("period")
            .map(name -> List.of(period(name)))
            .orElse(List.of(Period.values()));
    Seen seen =
        desk.read(view ->
            new Seen(
                wanted.stream()
                    .flatMap(period -> view.analytics(call.owner(), period).stream())
                    .toList(),
                view.nowMillis()));
    if (seen.periods.isEmpty()) {
      throw Problem.notFound("account");
    }
    return call.request().queryParameter("period").isPresent()
        ? Response.success(
            200, json -> AnalyticsJson.analytics(json, seen.periods.getFirst(), seen.nowMillis))
        : Response.page(
            seen.periods,
            null,
            (json, figures) -> AnalyticsJson.analytics(json, figures, seen.nowMillis));
  }

  private static Period period(String name) {
    return Arrays.stream(Period.values())
        .filter(period -> period.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            Problem.badRequest(
                "period",
                Arrays.stream(Period.values())
                    .map(Period::name)
                    .collect(Collectors.joining(", ", "must be one of ", ""))));
  }
}
