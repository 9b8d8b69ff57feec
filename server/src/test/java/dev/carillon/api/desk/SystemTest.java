package dev.carillon.api.desk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.api.desk.feed.Condition;
import dev.carillon.api.desk.feed.Condition.Health;
import dev.carillon.api.desk.format.Samples;
import dev.carillon.desk.model.DeskEvent;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The status of the server, which real probes find. */
class SystemTest {
  private final DeskWorld world = new DeskWorld();
  private final DeskClient john = world.connectAs("john");

  private static Condition condition(Health health) {
    return new Condition(health, health == Health.HEALTHY ? "" : "it is " + health);
  }

  private JsonNode data() {
    List<JsonNode> heard = john.hears();
    assertThat(heard).hasSize(1);
    return heard.getFirst().get("data");
  }

  @Test
  void row23TheStatusComesAtOnce() {
    JsonNode data = john.subscribed("'system'").getFirst().get("data");

    assertThat(data.toString())
        .isEqualTo(
            "{\"status\":\"HEALTHY\",\"components\":{\"database\":\"HEALTHY\","
                + "\"redis\":\"NOT_CONFIGURED\",\"matching\":\"HEALTHY\",\"broker\":\"HEALTHY\","
                + "\"pusher\":\"HEALTHY\"},\"message\":\"All systems operational\","
                + "\"timestamp\":\"2024-01-01T00:00:00.000Z\"}");
  }

  @Test
  void row15WhatTheServerIsSetUpWithoutHarmsNothing() {
    JsonNode data = john.subscribed("'system'").getFirst().get("data");

    assertThat(data.get("components").get("redis").asString()).isEqualTo("NOT_CONFIGURED");
    assertThat(data.get("components").get("pusher").asString()).isEqualTo("HEALTHY");
    assertThat(data.get("status").asString()).isEqualTo("HEALTHY");
  }

  @Test
  void aChangeIsToldWithinASecondAndTheSameAgainAfterThirty() {
    john.subscribed("'system'");
    world.components.put("redis", condition(Health.DEGRADED));
    world.pass(1_000);
    assertThat(data().get("message").asString()).isEqualTo("it is DEGRADED");
    world.pass(29_000);
    assertThat(john.hears()).isEmpty();
    world.pass(1_000);
    assertThat(data().get("components").get("redis").asString()).isEqualTo("DEGRADED");
    world.pass(29_999);

    assertThat(john.hears()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "database,DOWN,DOWN",
    "matching,DOWN,DOWN",
    "database,DEGRADED,DEGRADED",
    "matching,DEGRADED,DEGRADED",
    "redis,DOWN,DEGRADED",
    "redis,DEGRADED,HEALTHY",
    "redis,NOT_CONFIGURED,HEALTHY"
  })
  void row14WhatIsCriticalDecides(String component, Health health, String overall) {
    world.components.put(component, condition(health));
    world.pass(1_000);

    assertThat(john.subscribed("'system'").getFirst().get("data").get("status").asString())
        .isEqualTo(overall);
  }

  @Test
  void row14TheBrokerIsDegradedWhileQuotesDontCome() {
    john.subscribed("'system'");
    world.happens(new DeskEvent.QuoteChanged(Samples.stale(Samples.quote())));
    world.pass(1_000);
    JsonNode degraded = data();
    assertThat(degraded.get("components").get("broker").asString()).isEqualTo("DEGRADED");
    assertThat(degraded.get("status").asString()).isEqualTo("HEALTHY");
    assertThat(degraded.get("message").asString()).isEqualTo("No quotes for EURUSD");
    world.happens(new DeskEvent.QuoteChanged(Samples.quote()));
    world.pass(1_000);

    assertThat(data().get("components").get("broker").asString()).isEqualTo("HEALTHY");
  }

  @Test
  void aProbeThatFailsIsDown() {
    world.failing.add("database");
    world.pass(1_000);

    assertThat(
            john.subscribed("'system'")
                .getFirst()
                .get("data")
                .get("components")
                .get("database")
                .asString())
        .isEqualTo("DOWN");
  }

  @Test
  void theStatusIsHeardThoughTheDeskIsBusy() {
    world.desk.setBusy(true);

    assertThat(john.subscribed("'system'")).hasSize(1);
  }

  @Test
  void aProbeThatHangsIsNotAskedTwice() {
    world.clock.advanceMillis(1_000);
    world.api.tick();
    world.clock.advanceMillis(1_000);
    world.api.tick();

    assertThat(world.blocking).hasSize(1);
  }
}
