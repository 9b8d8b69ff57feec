package dev.carillon.api.chat;

import static dev.carillon.api.chat.ChatClient.gists;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.api.chat.ChatApiSettings.Limits;
import dev.carillon.api.chat.ChatApiSettings.RefuseAt;
import dev.carillon.chat.MemoryChatStore;
import dev.carillon.core.auth.Verification.Reason;
import dev.carillon.core.auth.Verification.Rejected;
import dev.carillon.core.session.Admission;
import dev.carillon.identity.Revocation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code AUTH_REFUSE=handshake}: who may not be here does not get a socket. */
class HandshakeTest {
  private static final Admission UNAUTHORIZED =
      new Admission.RefusedAs(
          403,
          "{\"status\":\"error\",\"response\":"
              + "{\"reason\":\"unauthorized\",\"message\":\"Invalid or expired token\"}}",
          Map.of());

  private final ChatApiWorld world =
      new ChatApiWorld(
          new ChatApiSettings(
              RefuseAt.HANDSHAKE, Duration.ofMinutes(1), new Limits(2, 60, 30, 10, 120)),
          1,
          new MemoryChatStore());
  private final String topic = world.topic(world.general);

  @Test
  void row2AHandshakeWithABadTokenIsForbiddenAndWithoutOneItIsTheJoin() {
    assertThat(world.admit()).isInstanceOf(Admission.Accepted.class);
    ChatClient nobody = world.connect(Map.of("vsn", List.of("2.0.0")), 0);
    assertThat(gists(nobody.hears(topic, "phx_join", "{}"))).containsExactly("phx_reply error");
    assertThat(world.admit("nonsense")).isEqualTo(UNAUTHORIZED);
    assertThat(world.admit("john")).isInstanceOf(Admission.Accepted.class);
  }

  @Test
  void row2ATokenThatNobodyCanCheckNowIsNoBadToken() {
    world.tokens.put("john", new Rejected(Reason.UNAVAILABLE, "later"));

    assertThat(world.admit("john"))
        .isEqualTo(
            new Admission.RefusedAs(
                503,
                "{\"status\":\"error\",\"response\":"
                    + "{\"reason\":\"unavailable\",\"message\":\"Try again later\"}}",
                Map.of("Retry-After", "30")));
  }

  @Test
  void row2WhoWasLetInIsNotAskedAgain() {
    ChatClient john = world.connectStill("john", 0);

    assertThat(world.blocking).isEmpty();
    assertThat(gists(john.hears(topic, "phx_join", "{}"))).startsWith("phx_reply ok");
  }

  @Test
  void row2ATokenThatIsRevokedBeforeTheSocketOpensIsNoGood() {
    Admission.Accepted accepted = (Admission.Accepted) world.admit("john");
    world.tokens.put("john", new Rejected(Reason.REVOKED, "revoked"));
    world.api.revocations().revoked(new Revocation.OfUser("john", world.clock.millis()));

    ChatClient john = world.connectStill(accepted, 0);

    assertThat(gists(john.hears(topic, "phx_join", "{}"))).containsExactly("phx_reply error");
  }

  @Test
  void row43OneConnectionMoreIsToldToComeLater() {
    world.connect("john");
    ChatClient second = world.connect("john");

    assertThat(world.admit("john"))
        .isEqualTo(
            new Admission.RefusedAs(
                429,
                "{\"status\":\"error\",\"response\":{\"reason\":\"rate_limit_exceeded\","
                    + "\"retry_after\":30000,"
                    + "\"message\":\"Too many requests. Retry after 30 seconds.\"}}",
                Map.of("Retry-After", "30")));
    assertThat(world.admit("jane")).isInstanceOf(Admission.Accepted.class);
    second.gone();
    assertThat(world.admit("john")).isInstanceOf(Admission.Accepted.class);
  }

  @Test
  void row43OfTwoThatTookTheLastPlaceAtOnceOneIsToldByItsJoins() {
    world.connect("john");
    Admission.Accepted one = (Admission.Accepted) world.admit("john");
    Admission.Accepted other = (Admission.Accepted) world.admit("john");
    ChatClient first = world.connectStill(one, 0);
    ChatClient second = world.connectStill(other, 0);

    assertThat(gists(first.hears(topic, "phx_join", "{}"))).startsWith("phx_reply ok");
    assertThat(second.hears(topic, "phx_join", "{}").getFirst().response().toString())
        .contains("rate_limit_exceeded");
  }
}
