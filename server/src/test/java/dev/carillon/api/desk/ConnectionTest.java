package dev.carillon.api.desk;

import static dev.carillon.api.desk.DeskClient.types;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.auth.Verification.Reason;
import dev.carillon.core.auth.Verification.Rejected;
import dev.carillon.core.auth.Verification.Verified;
import dev.carillon.core.session.Admission;
import dev.carillon.core.session.CloseReason;
import dev.carillon.identity.Revocation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Who may connect, and what ends a connection. */
class ConnectionTest {
  private static final CloseReason UNAUTHORIZED = CloseReason.of(4401, "Authentication failed");

  private final DeskWorld world = new DeskWorld();

  @Test
  void theFirstMessageSaysWhoIsConnected() {
    JsonNode first = world.connectAs("john").hears().getFirst();

    assertThat(first.toString())
        .isEqualTo(
            "{\"type\":\"connection\",\"status\":\"connected\",\"sessionId\":\"session_1\","
                + "\"userId\":\"john\",\"timestamp\":\"2024-01-01T00:00:00.000Z\"}");
  }

  @Test
  void row8ATokenMayComeInTheHeader() {
    Map<String, List<String>> header = Map.of("authorization", List.of("Bearer john"));

    assertThat(types(world.connect(Map.of(), header).hears())).containsExactly("connection");
    assertThat(((Admission.Accepted) world.admit("127.0.0.1", Map.of(), header)).subprotocol())
        .isNull();
  }

  @Test
  void row8TheTokenInTheAddressGoesBeforeTheHeader() {
    DeskClient client =
        world.connect(
            Map.of("token", List.of("john")), Map.of("authorization", List.of("Bearer none")));

    assertThat(client.closed()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", ""})
  void row7ABadTokenIsToldAndClosed(String token) {
    DeskClient client = world.connectAs(token);
    JsonNode error = client.hears().getFirst();

    assertThat(error.get("type").asString()).isEqualTo("error");
    assertThat(error.get("data").get("error").asString()).isEqualTo("Authentication failed");
    assertThat(error.get("data").get("resolution").asString())
        .isEqualTo("Refresh token and reconnect");
    assertThat(client.closed()).isEqualTo(UNAUTHORIZED);
    assertThat(client.hears("{'type':'ping'}")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(value = Reason.class, mode = EnumSource.Mode.EXCLUDE, names = "UNAVAILABLE")
  void row7WhateverIsWrongWithATokenItIsToldAndClosed(Reason reason) {
    world.tokens.put("bad", new Rejected(reason, "no"));

    assertThat(world.connectAs("bad").closed()).isEqualTo(UNAUTHORIZED);
  }

  @Test
  void aTokenThatCantBeCheckedNowIsNotCalledBad() {
    DeskClient client = world.connectAs("bug");

    assertThat(client.hears().getFirst().get("data").get("code").asString())
        .isEqualTo("SERVICE_UNAVAILABLE");
    assertThat(client.closed()).isEqualTo(CloseReason.OVERLOADED);
  }

  private DeskWorld limited() {
    return new DeskWorld(DeskSettings.DEFAULTS);
  }

  private static Admission connects(DeskWorld world, String address, String token) {
    return world.admit(address, Map.of("token", List.of(token)), Map.of());
  }

  @Test
  void row7TheEleventhConnectOfAUserInAMinuteIsRefusedBeforeTheUpgrade() {
    DeskWorld limited = limited();
    for (int i = 0; i < 10; i++) {
      assertThat(connects(limited, "10.0.0." + i, "john")).isInstanceOf(Admission.Accepted.class);
    }

    assertThat(connects(limited, "10.0.0.10", "john"))
        .isInstanceOfSatisfying(
            Admission.Refused.class,
            refused -> {
              assertThat(refused.status()).isEqualTo(429);
              assertThat(refused.code()).isEqualTo("RATE_LIMIT_EXCEEDED");
              assertThat(refused.message()).startsWith("Rate limit exceeded");
              assertThat(refused.headers()).containsEntry("Retry-After", "6");
            });
    assertThat(connects(limited, "10.0.0.10", "jane")).isInstanceOf(Admission.Accepted.class);
    limited.pass(6_000);
    assertThat(connects(limited, "10.0.0.10", "john")).isInstanceOf(Admission.Accepted.class);
  }

  @Test
  void row7AnAddressThatShowsBadTokensIsRefusedAfterTen() {
    DeskWorld limited = limited();
    for (int i = 0; i < 10; i++) {
      assertThat(connects(limited, "10.0.0.1", "none")).isInstanceOf(Admission.Accepted.class);
    }

    assertThat(connects(limited, "10.0.0.1", "john")).isInstanceOf(Admission.Refused.class);
    assertThat(connects(limited, "10.0.0.2", "john")).isInstanceOf(Admission.Accepted.class);
  }

  @Test
  void row7AServerThatGoesDownRefusesConnections() {
    world.api.drain();

    assertThat(connects(world, "127.0.0.1", "john"))
        .isInstanceOfSatisfying(
            Admission.Refused.class,
            refused -> {
              assertThat(refused.status()).isEqualTo(503);
              assertThat(refused.code()).isEqualTo("CONNECTION_REFUSED");
            });
  }

  @Test
  void aTokenThatExpiresEndsTheConnection() {
    DeskClient client = world.connectAs("john");
    client.hears();
    assertThat(client.session.nextTickMillis()).isEqualTo(world.clock.millis() + DeskWorld.HOUR);
    world.pass(DeskWorld.HOUR - 1);
    assertThat(client.closed()).isNull();
    world.pass(1);

    assertThat(client.hears().getFirst().get("data").get("message").asString())
        .isEqualTo("The token has expired");
    assertThat(client.closed()).isEqualTo(UNAUTHORIZED);
  }

  @Test
  void nothingIsDoneForATokenThatHasJustExpired() {
    DeskClient client = world.connectAs("john");
    client.hears();
    world.clock.advanceMillis(DeskWorld.HOUR);

    assertThat(types(client.hears("{'type':'ping'}"))).containsExactly("error");
    assertThat(client.closed()).isEqualTo(UNAUTHORIZED);
  }

  @Test
  void aRevokedTokenEndsItsConnectionsAlone() {
    DeskClient john = world.connectAs("john");
    DeskClient jane = world.connectAs("jane");
    world.api.revocations().revoked(new Revocation.OfUser("john", world.clock.millis()));
    world.run();

    assertThat(john.closed()).isEqualTo(UNAUTHORIZED);
    assertThat(jane.closed()).isNull();
  }

  @Test
  void aTokenThatIsRevokedWhileItIsCheckedOpensNothing() {
    Admission admission = world.admit("127.0.0.1", Map.of("token", List.of("john")), Map.of());
    world.tokens.put("john", new Rejected(Reason.REVOKED, "revoked"));
    world.api.revocations().revoked(new Revocation.OfUser("john", world.clock.millis()));
    DeskClient client = new DeskClient(world, world.loop, (Admission.Accepted) admission);
    world.run();

    assertThat(client.closed()).isEqualTo(UNAUTHORIZED);
  }

  @Test
  void aTokenIsCheckedAgainAfterARevocationOfSomebodyElse() {
    Admission admission = world.admit("127.0.0.1", Map.of("token", List.of("john")), Map.of());
    world.api.revocations().revoked(new Revocation.OfUser("jane", world.clock.millis()));
    DeskClient client = new DeskClient(world, world.loop, (Admission.Accepted) admission);
    assertThat(client.link.isPaused()).isTrue();
    world.run();

    assertThat(types(client.hears())).containsExactly("connection");
    assertThat(client.link.isPaused()).isFalse();
  }

  @Test
  void whoHasGoneIsForgotten() {
    DeskClient client = world.connectAs("john");
    client.subscribed("'trades','positions','alerts','system'");
    assertThat(world.api.connections()).isEqualTo(1);
    assertThat(world.feed.interest().topics()).isEqualTo(5);
    client.vanish();

    assertThat(world.api.connections()).isZero();
    assertThat(world.api.users().count("john")).isZero();
    assertThat(world.feed.interest().topics()).isZero();
  }

  @Test
  void whoGoesWhileItSubscribesIsForgotten() {
    DeskClient client = world.connectAs("john");
    client.say("{'type':'subscribe','channels':['trades','positions']}");
    client.deliverWaiting();
    assertThat(world.feed.interest().topics()).isEqualTo(2);
    client.vanish();

    assertThat(world.feed.interest().topics()).isZero();
  }

  @Test
  void row21APingIsAnswered() {
    DeskClient client = world.connectAs("john");

    assertThat(client.answer("{'type':'ping'}").toString())
        .isEqualTo("{\"type\":\"pong\",\"timestamp\":\"2024-01-01T00:00:00.000Z\"}");
    assertThat(client.answer("{'type':'ping','id':7}").get("id").asInt()).isEqualTo(7);
  }

  @Test
  void brokenJsonIsAnsweredAndTenInARowEndTheConnection() {
    DeskClient client = world.connectAs("john");
    client.hears();
    for (int i = 0; i < 9; i++) {
      JsonNode error = client.answer("{broken");
      assertThat(error.get("data").get("code").asString()).isEqualTo("INVALID_MESSAGE");
    }
    client.answer("{'type':'ping'}");
    for (int i = 0; i < 9; i++) {
      client.answer("[]");
    }
    assertThat(client.closed()).isNull();
    client.answer("nothing");

    assertThat(client.closed()).isEqualTo(CloseReason.TOO_MANY_BROKEN_MESSAGES);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'id':5}",
        "{'id':5,'type':'unknown'}",
        "{'id':5,'type':7}",
        "{'id':5,'type':null}"
      })
  void row6WhatIsNoRequestIsToldSoWithItsId(String frame) {
    JsonNode error = world.connectAs("john").answer(frame);

    assertThat(error.get("type").asString()).isEqualTo("error");
    assertThat(error.get("data").get("error").asString()).isEqualTo("Invalid message");
    assertThat(error.get("data").get("message").asString()).startsWith("type: ");
    assertThat(error.get("id").asInt()).isEqualTo(5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{'id':{},'type':'ping'}", "{'id':[1],'type':'ping'}"})
  void anIdIsAScalar(String frame) {
    JsonNode error = world.connectAs("john").answer(frame);

    assertThat(error.get("data").get("message").asString()).startsWith("id: ");
    assertThat(error.has("id")).isFalse();
  }

  @Test
  void binaryFramesAreNotAccepted() {
    DeskClient client = world.connectAs("john");
    byte[] bytes = "{}".getBytes(StandardCharsets.UTF_8);
    world.loop.run(() -> client.session.receiveBinary(bytes, 0, bytes.length, 0));

    assertThat(client.closed()).isEqualTo(CloseReason.BINARY_NOT_ACCEPTED);
  }

  @Test
  void row20MoreThanAHundredMessagesASecondAreRefusedAndNothingIsClosed() {
    DeskWorld limited = limited();
    DeskClient client = limited.connectAs("john");
    client.hears();
    for (int i = 0; i < 150; i++) {
      client.say("{'type':'ping'}");
    }
    List<JsonNode> heard = client.hears();

    assertThat(types(heard.subList(0, 100))).containsOnly("pong");
    assertThat(types(heard.subList(100, 150))).containsOnly("error");
    assertThat(heard.getLast().get("data").get("error").asString())
        .isEqualTo("Rate limit exceeded");
    assertThat(heard.getLast().get("data").get("retryAfterMs").asLong()).isEqualTo(10);
    assertThat(client.closed()).isNull();
    limited.pass(10);
    assertThat(types(client.hears("{'type':'ping'}"))).containsExactly("pong");
  }

  @Test
  void twoTokensOfOneUserAreTwoConnections() {
    world.tokens.put("again", new Verified(world.principal("john", "jti-2", 1_000)));
    DeskClient first = world.connectAs("john");
    DeskClient second = world.connectAs("again");
    world.pass(1_000);

    assertThat(first.closed()).isNull();
    assertThat(second.closed()).isEqualTo(UNAUTHORIZED);
  }
}
