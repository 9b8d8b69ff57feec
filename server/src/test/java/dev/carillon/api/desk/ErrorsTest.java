package dev.carillon.api.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.carillon.api.desk.format.DeskError;
import dev.carillon.api.desk.format.Examples;
import dev.carillon.core.session.Admission;
import dev.carillon.core.session.Refusal;
import dev.carillon.desk.model.Reason;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** The two tables of errors of the document, row by row, and what stands behind them. */
class ErrorsTest {
  private static final List<DeskError> DOCUMENTED =
      List.of(
          DeskError.AUTHENTICATION_FAILED,
          DeskError.CONNECTION_REFUSED,
          DeskError.RATE_LIMIT_EXCEEDED,
          DeskError.INVALID_CHANNEL,
          DeskError.PERMISSION_DENIED,
          DeskError.INVALID_SUBSCRIPTION);

  private final DeskWorld world = new DeskWorld();

  @Test
  void theTablesAreTheDocuments() {
    Optional<String> document = Examples.document();
    assumeTrue(document.isPresent(), "shared/seeds/desk-fx.md is not beside the repository");
    Stream<String> rows =
        Pattern.compile("(?m)^\\| `([A-Z][a-z ]+)` \\| .* \\| (.*) \\|$")
            .matcher(document.orElseThrow())
            .results()
            .map(row -> row.group(1) + ": " + row.group(2));

    assertThat(rows)
        .containsExactlyElementsOf(
            DOCUMENTED.stream().map(error -> error.text() + ": " + error.resolution()).toList());
  }

  @Test
  void authenticationFailed() {
    JsonNode error = world.connectAs("none").hears().getFirst();

    assertThat(error.propertyNames()).containsExactly("type", "data", "timestamp");
    assertThat(error.get("data").toString())
        .isEqualTo(
            "{\"error\":\"Authentication failed\",\"code\":\"AUTHENTICATION_FAILED\","
                + "\"message\":\"A valid JWT is needed, as ?token= or in the Authorization header\","
                + "\"resolution\":\"Refresh token and reconnect\"}");
  }

  @Test
  void connectionRefused() {
    world.api.drain();

    assertThat(world.admit("127.0.0.1", Map.of("token", List.of("john")), Map.of()))
        .isInstanceOfSatisfying(
            Admission.Refused.class,
            refused -> assertThat(refused.code()).isEqualTo("CONNECTION_REFUSED"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'nothing'|Invalid channel",
        "{'name':'trades','filters':{'connectionId':'conn_jane'}}|Permission denied",
        "{'name':'trades','filters':{'nothing':'1'}}|Invalid subscription"
      })
  void row6ErrorsOfSubscriptionsAreInTheDocumentsWords(String channel, String text) {
    assertThat(world.connectAs("john").refused(channel)).isEqualTo(text);
  }

  @Test
  void row6AnErrorHasItsTextItsCodeAndWhatToDo() {
    JsonNode error = world.connectAs("john").answer("{'type':'subscribe','id':'x'}");

    assertThat(error.toString())
        .isEqualTo(
            "{\"type\":\"error\",\"data\":{\"error\":\"Invalid subscription\","
                + "\"code\":\"INVALID_SUBSCRIPTION\",\"message\":\"channels: is required\","
                + "\"resolution\":\"Check subscription parameters\"},"
                + "\"timestamp\":\"2024-01-01T00:00:00.000Z\",\"id\":\"x\"}");
  }

  @ParameterizedTest
  @EnumSource(Refusal.class)
  void everyRefusalHasItsWords(Refusal refusal) {
    assertThat(DeskError.of(refusal).text()).isNotEmpty();
  }

  @ParameterizedTest
  @EnumSource(Reason.class)
  void everyReasonOfTheDeskHasItsWords(Reason reason) {
    assertThat(DeskError.of(reason).resolution()).isNotEmpty();
  }
}
