package dev.carillon.api.desk;

import static dev.carillon.api.desk.DeskClient.types;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.api.desk.StagedDesk.Outcome;
import dev.carillon.api.desk.format.Samples;
import dev.carillon.desk.model.Alert;
import dev.carillon.desk.model.Answer;
import dev.carillon.desk.model.Command;
import dev.carillon.desk.model.DeskEvent;
import dev.carillon.desk.model.Reason;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class AlertActionsTest {
  private final DeskWorld world = new DeskWorld();
  private final DeskClient john = world.connectAs("john");
  private final Alert alert = Samples.alert("john");

  private static String frame(String action, String id) {
    return "{'type':'alert_action','id':4,'action':'" + action + "','alertId':'" + id + "'}";
  }

  @Test
  void row16AnAlertThatIsAcknowledgedIsToldWithItsStatus() {
    john.subscribed("'alerts'");
    world.desk.answers(_ ->
        new Outcome(
            new Answer.Acknowledged(alert.acknowledged(true)),
            new DeskEvent.AlertChanged("john", alert.acknowledged(true), world.next("john"))));
    List<JsonNode> heard = john.hears(frame("ACKNOWLEDGE", "alert_123"));

    assertThat(world.desk.commands).containsExactly(new Command.Acknowledge("john", 123));
    assertThat(types(heard)).containsExactly("alert_action", "alert");
    assertThat(heard.getFirst().propertyNames())
        .containsExactly("type", "status", "action", "alertId", "data", "timestamp", "id");
    assertThat(heard.getFirst().get("alertId").asString()).isEqualTo("alert_123");
    assertThat(heard.getLast().get("data").get("status").asString()).isEqualTo("ACKNOWLEDGED");
    assertThat(heard.getLast().get("data").get("actions").toString())
        .isEqualTo("[\"VIEW_DETAILS\"]");
  }

  @Test
  void row16DetailsAreTheAlertAsItStands() {
    world.happens(new DeskEvent.AlertChanged("john", alert, world.next("john")));
    JsonNode answer = john.answer(frame("VIEW_DETAILS", "alert_123"));

    assertThat(answer.get("action").asString()).isEqualTo("VIEW_DETAILS");
    assertThat(answer.get("data").get("status").asString()).isEqualTo("ACTIVE");
  }

  @Test
  void anothersAlertIsNotFound() {
    world.happens(new DeskEvent.AlertChanged("jane", Samples.alert("jane"), world.next("jane")));
    world.desk.answers(_ -> new Outcome(StagedDesk.refused(Reason.UNKNOWN_ALERT, "none")));

    for (String action : List.of("ACKNOWLEDGE", "VIEW_DETAILS")) {
      JsonNode error = john.answer(frame(action, "alert_123"));
      assertThat(error.get("type").asString()).isEqualTo("error");
      assertThat(error.get("data").get("code").asString()).isEqualTo("NOT_FOUND");
      assertThat(error.get("id").asInt()).isEqualTo(4);
    }
  }

  @ParameterizedTest
  @CsvSource({"DELETE,alert_1", "ACKNOWLEDGE,1", "ACKNOWLEDGE,order_1", "ACKNOWLEDGE,alert_x"})
  void whatIsNoActionIsToldSo(String action, String id) {
    assertThat(john.answer(frame(action, id)).get("data").get("code").asString())
        .isEqualTo("INVALID_MESSAGE");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ACKNOWLEDGE", "VIEW_DETAILS"})
  void aDeskThatIsBusySaysSo(String action) {
    world.desk.setBusy(true);

    assertThat(john.answer(frame(action, "alert_123")).get("data").get("code").asString())
        .isEqualTo("SERVICE_UNAVAILABLE");
  }
}
