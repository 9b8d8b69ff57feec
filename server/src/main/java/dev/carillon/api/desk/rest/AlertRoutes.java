package dev.carillon.api.desk.rest;

import dev.carillon.api.desk.format.AlertJson;
import dev.carillon.api.desk.format.Ids;
import dev.carillon.desk.history.Page;
import dev.carillon.desk.model.Alert;
import dev.carillon.desk.model.Answer;
import dev.carillon.desk.model.Command;
import dev.carillon.http.Problem;
import dev.carillon.http.Response;
import dev.carillon.http.Route;
import java.util.List;

/** {@code /api/desk/alerts}. */
final class AlertRoutes {
  private static final String ALL = "/api/desk/alerts";

  private final DeskCalls desk;
  private final Callers callers;

  AlertRoutes(DeskCalls desk, Callers callers) {
    this.desk = desk;
    this.callers = callers;
  }

  List<Route> routes() {
    return List.of(
        Route.get(ALL, "One's alerts, newest first", callers.user(this::list))
            .needsToken()
            .takesQuery("status", "active or all; all by default")
            .takesQuery("limit", "how many, 1 to 500; 50 by default")
            .takesQuery("before", "only alerts older than this alertId"),
        Route.post(
                ALL + "/{id}/acknowledge",
                "Says that one has seen an alert",
                callers.user(this::acknowledge))
            .needsToken());
  }

  private Response list(Call call) {
    String status = call.request().queryParameter("status").orElse("all");
    if (!status.equals("all") && !status.equals("active")) {
      throw Problem.badRequest("status", "must be active or all");
    }
    List<Alert> remembered = desk.read(view -> view.alerts(call.owner()));
    if (status.equals("active")) {
      List<Alert> active = remembered.stream().filter(alert -> !alert.acknowledged()).toList();
      return call.page(active, Ids.ALERT, Alert::id, AlertJson::alert);
    }
    return call.page(remembered, stored(call), Ids.ALERT, Alert::id, AlertJson::alert);
  }

  /** Who has no account sees nothing, not even what is for everybody. */
  private List<Alert> stored(Call call) {
    Page page = call.stored(Ids.ALERT);
    boolean isMember = desk.read(view -> view.account(call.owner()).isPresent());
    return isMember
        ? desk.settledHistory().alerts(page.owner(), page.before(), page.limit())
        : List.of();
  }

  private Response acknowledge(Call call) {
    long id = call.id(Ids.ALERT, "alert");
    return switch (desk.submit(new Command.Acknowledge(call.owner(), id))) {
      case Answer.Acknowledged(Alert alert) ->
          Response.success(200, json -> AlertJson.alert(json, alert));
      case Answer.Refused refused -> throw Refusals.other(refused);
      case Answer other -> throw DeskCalls.unexpected(other);
    };
  }
}
