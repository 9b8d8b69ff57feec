package dev.carillon.api.desk;

import dev.carillon.api.desk.ClientMessage.Request;
import dev.carillon.api.desk.format.AlertJson;
import dev.carillon.api.desk.format.DeskError;
import dev.carillon.api.desk.format.Fault;
import dev.carillon.api.desk.format.Ids;
import dev.carillon.desk.model.Alert;
import dev.carillon.desk.model.Answer;
import dev.carillon.desk.model.Command;
import dev.carillon.desk.model.Reason;
import dev.carillon.json.JsonException;
import java.util.Optional;

/** What is done about alerts: the actions that they name (row 16). Confined to the loop. */
final class AlertActions {
  private final DeskSession session;

  AlertActions(DeskSession session) {
    this.session = session;
  }

  /** {@code {"type":"alert_action","alertId":"alert_123","action":"ACKNOWLEDGE"}}. */
  void handle(Request request) {
    try {
      String action = request.json().string("action");
      long id =
          Ids.ALERT
              .parse(request.json().string("alertId"))
              .orElseThrow(
                  () -> request.json().mismatch("alertId", "must be an id such as alert_123"));
      switch (action) {
        case "ACKNOWLEDGE" -> acknowledge(request, id);
        case "VIEW_DETAILS" -> view(request, id);
        default ->
            throw request.json().mismatch("action", "must be one of ACKNOWLEDGE, VIEW_DETAILS");
      }
    } catch (JsonException e) {
      session.refuse(request.id(), Fault.of(DeskError.INVALID_MESSAGE, Fault.issue(e)));
    }
  }

  private void acknowledge(Request request, long id) {
    session
        .api()
        .ports()
        .engine()
        .submit(
            new Command.Acknowledge(session.owner(), id),
            answer -> session.inLine(() -> answer(request, answer)));
  }

  private void answer(Request request, Answer answer) {
    switch (answer) {
      case Answer.Acknowledged(var alert) -> succeed(request, alert);
      case Answer.Refused refused -> session.refuse(request.id(), Fault.of(refused));
      default -> throw new IllegalStateException("an acknowledgement was answered by " + answer);
    }
  }

  private void view(Request request, long id) {
    String owner = session.owner();
    boolean asked =
        session
            .api()
            .ports()
            .engine()
            .read(view -> {
              Optional<Alert> found =
                  view.alerts(owner).stream().filter(alert -> alert.id() == id).findFirst();
              session.inLine(() ->
                  found.ifPresentOrElse(
                      alert -> succeed(request, alert),
                      () -> session.refuse(request.id(), unknown())));
            });
    if (!asked) {
      session.refuse(request.id(), Fault.busy());
    }
  }

  private static Fault unknown() {
    return Fault.of(
        new Answer.Refused(Reason.UNKNOWN_ALERT, "alertId: no alert of this account", null));
  }

  private void succeed(Request request, Alert alert) {
    session.answer(
        request.id(),
        "alert_action",
        json -> {
          json.field("status", "success")
              .field("action", request.json().string("action"))
              .field("alertId", Ids.ALERT.text(alert.id()));
          AlertJson.alert(json.name("data"), alert);
        });
  }
}
