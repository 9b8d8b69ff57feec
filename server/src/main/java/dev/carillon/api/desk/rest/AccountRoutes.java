package dev.carillon.api.desk.rest;

import dev.carillon.api.desk.format.AccountJson;
import dev.carillon.api.desk.format.Times;
import dev.carillon.desk.DeskView;
import dev.carillon.desk.model.AccountState;
import dev.carillon.desk.model.Answer;
import dev.carillon.desk.model.Command;
import dev.carillon.desk.model.Limits;
import dev.carillon.http.Problem;
import dev.carillon.http.Response;
import dev.carillon.http.Route;
import java.util.List;
import java.util.Optional;

/** {@code /api/desk/account} and {@code limits}. */
final class AccountRoutes {
  private static final String LIMITS = "/api/desk/limits";

  private final DeskCalls desk;
  private final Callers callers;

  AccountRoutes(DeskCalls desk, Callers callers) {
    this.desk = desk;
    this.callers = callers;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/api/desk/account", "What one's account has", callers.user(this::account))
            .needsToken(),
        Route.get(LIMITS, "What one's account allows itself", callers.user(this::limits))
            .needsToken(),
        Route.post(LIMITS, "Changes the limits that are named", callers.user(this::setLimits))
            .needsToken()
            .takesBody("{\"dailyLoss\":500.0,\"positions\":20,\"closePositions\":true}"));
  }

  /** An account at a moment. */
  private record Seen(AccountState account, long sequence, long nowMillis) {
    static Optional<Seen> of(DeskView view, String owner) {
      return view.account(owner)
          .map(account -> new Seen(account, view.sequence(owner), view.nowMillis()));
    }
  }

  private Response account(Call call) {
    return shown(desk, call.owner(), 200);
  }

  /** The account of somebody, who must have one. */
  static Response shown(DeskCalls desk, String owner, int status) {
    Seen seen =
        desk.read(view -> Seen.of(view, owner)).orElseThrow(() -> Problem.notFound("account"));
    return Response.success(
        status,
        json -> {
          AccountJson.members(json.beginObject(), seen.account);
          Times.time(json.field("sequence", seen.sequence), "timestamp", seen.nowMillis)
              .endObject();
        });
  }

  private Limits known(Call call) {
    return desk.read(view -> view.limits(call.owner()))
        .orElseThrow(() -> Problem.notFound("account"));
  }

  private Response limits(Call call) {
    return limits(known(call));
  }

  private Response setLimits(Call call) {
    Limits wanted = AccountJson.changed(call.request().json(), known(call));
    return switch (desk.submit(new Command.SetLimits(call.owner(), wanted))) {
      case Answer.LimitsSet(Limits set) -> limits(set);
      case Answer.Refused refused -> throw Refusals.other(refused);
      case Answer other -> throw DeskCalls.unexpected(other);
    };
  }

  private static Response limits(Limits limits) {
    return Response.success(200, json -> AccountJson.limits(json, limits));
  }
}
