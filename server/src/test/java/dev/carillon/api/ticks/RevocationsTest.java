package dev.carillon.api.ticks;

import static dev.carillon.api.ticks.TicksClient.ltp;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.auth.Verification;
import dev.carillon.identity.Revocation;
import org.junit.jupiter.api.Test;

/** Keys and tokens that end while they are in use (common.md, Identity). */
class RevocationsTest {
  private final TicksWorld world = new TicksWorld();

  private static String error(String reason) {
    return "{'event':'phx_error','payload':{'reason':'%s'},'ref':null,'topic':'api:demo'}"
        .formatted(reason);
  }

  private static String join(String token) {
    return "{'topic':'api:demo','event':'phx_join','payload':{'access_token':'%s'},'ref':''}"
        .formatted(token);
  }

  @Test
  void aRevokedKeyEndsItsTopicsAndNoOthers() {
    TicksClient client = world.connect().join("demo").join("other");
    TicksClient second = world.connect().join("demo");
    TicksClient janes = world.connect().join("janes");

    world.keys.revoke("john", "demo", world.clock.millis());

    assertThat(client.hears()).containsExactly(error("Invalid API Key"));
    assertThat(second.hears()).containsExactly(error("Invalid API Key"));
    assertThat(janes.hears()).isEmpty();
    assertThat(client.says("api:other", "subscribe", "{'list':['25']}", "''")).hasSize(1);
    assertThat(client.says("phx_join", "{'access_token':'jwt-john'}").getFirst())
        .contains("Invalid API Key");
  }

  @Test
  void aKeyThatIsRevokedWhileItIsCheckedIsFoundOut() {
    TicksClient late = world.connect();
    late.sends(join(world.accessToken("demo")));
    world.blocking.remove().run();

    world.keys.revoke("john", "demo", world.clock.millis());

    assertThat(late.hears())
        .containsExactly(TicksClient.reply("ok", "{}", "''"), error("Invalid API Key"));
  }

  @Test
  void aRevocationOfAnotherWhileAKeyIsCheckedHarmsNobody() {
    TicksClient client = world.connect();
    client.sends(join("jwt-john"));
    world.blocking.remove().run();

    world.keys.revoke("jane", "janes", world.clock.millis());

    assertThat(client.hears()).containsExactly(TicksClient.reply("ok", "{}", "''"));
    assertThat(client.subscribe("25")).containsExactly(ltp(""));
  }

  @Test
  void aLoginThatEndsTakesTheTopicsThatItOpened() {
    TicksClient byLogin = world.connect();
    byLogin.says("phx_join", "{'access_token':'jwt-john'}");
    TicksClient byKey = world.connect().join("demo");

    world.api.revocations().revoked(new Revocation.OfFamily("john", "jti-john"));
    assertThat(byLogin.hears()).isEmpty();
    world.tokens.put(
        "later", new Verification.Verified(world.principal("john", "family.nonce", 900_000)));
    TicksClient later = world.connect();
    later.says("phx_join", "{'access_token':'later'}");
    world.api.revocations().revoked(new Revocation.OfFamily("john", "family"));

    assertThat(later.hears()).containsExactly(error(Refusals.INVALID_TOKEN));
    assertThat(byKey.hears()).isEmpty();
    world.api.revocations().revoked(new Revocation.OfUser("john", world.clock.millis()));
    assertThat(byKey.hears()).containsExactly(error(Refusals.INVALID_TOKEN));
  }

  @Test
  void aVerifierThatFailsIsNoReasonToCallATokenBad() {
    TicksClient client = world.connect();

    assertThat(client.says("phx_join", "{'access_token':'bug'}"))
        .containsExactly(TicksClient.reply("error", "{'reason':'unavailable'}", "''"));
    world.tokens.put(
        "wait", new Verification.Rejected(Verification.Reason.UNAVAILABLE, "no key set"));
    assertThat(client.says("phx_join", "{'access_token':'wait'}"))
        .containsExactly(TicksClient.reply("error", "{'reason':'unavailable'}", "''"));
    assertThat(client.link.closeReason()).isNull();
  }
}
