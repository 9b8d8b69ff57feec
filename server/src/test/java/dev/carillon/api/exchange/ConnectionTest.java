package dev.carillon.api.exchange;

import static dev.carillon.api.exchange.ExchangeClient.error;
import static dev.carillon.api.exchange.ExchangeClient.types;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.auth.Verification.Reason;
import dev.carillon.core.auth.Verification.Rejected;
import dev.carillon.core.auth.Verification.Verified;
import dev.carillon.core.session.Admission;
import dev.carillon.core.session.CloseReason;
import dev.carillon.core.session.Handshake;
import dev.carillon.identity.Revocation;
import dev.carillon.market.book.Side;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

class ConnectionTest {
  private final ExchangeWorld world = new ExchangeWorld();

  @Test
  void rowITheFirstMessageSaysWhatIsLeft() {
    JsonNode first = world.connect().hears().getFirst();

    assertThat(first.get("type").asString()).isEqualTo("connection_status");
    assertThat(first.get("data").get("status").asString()).isEqualTo("connected");
    assertThat(first.get("data").get("server_time").asLong()).isEqualTo(world.clock.millis());
    assertThat(first.get("data").get("rate_limits").toString())
        .isEqualTo(
            "{\"subscriptions_remaining\":100,\"connections_remaining\":9,"
                + "\"private_subscriptions_remaining\":50,\"messages_remaining\":1000}");
  }

  @Test
  void rowIStatusIsToldAgainWhenAskedFor() {
    ExchangeClient client = world.connectAs("john");
    client.subscribed("'channel':'trades','symbol':'BTC/USDT'");
    client.subscribed("'channel':'orders'");
    JsonNode status = client.answer("{'id':5,'method':'status'}");

    assertThat(status.get("id").asInt()).isEqualTo(5);
    assertThat(status.get("data").get("rate_limits").toString())
        .isEqualTo(
            "{\"subscriptions_remaining\":99,\"connections_remaining\":9,"
                + "\"private_subscriptions_remaining\":49,\"messages_remaining\":997}");
  }

  @Test
  void rowIAServerThatGoesDownSaysSo() {
    ExchangeClient client = world.connect();
    client.hears();
    world.api.drain();

    JsonNode status = client.hears().getFirst();
    assertThat(status.get("data").get("status").asString()).isEqualTo("draining");
    assertThat(world.connect().hears().getFirst().get("data").get("status").asString())
        .isEqualTo("draining");
  }

  @Test
  void rowCEveryMessageHasAnIdATypeAndATime() {
    ExchangeClient client = world.connect();
    client.say("{'id':1,'method':'subscribe','params':{'channel':'ticker','symbol':'BTC/USDT'}}");
    List<JsonNode> heard = client.hears();

    assertThat(types(heard)).containsExactly("connection_status", "subscribed", "ticker");
    assertThat(heard)
        .allSatisfy(message -> {
          assertThat(message.has("id")).isTrue();
          assertThat(message.get("timestamp").asLong()).isEqualTo(world.clock.millis());
        });
    assertThat(heard.get(0).has("channel")).isFalse();
    assertThat(heard.get(2).get("channel").asString()).isEqualTo("ticker");
  }

  @Test
  void rowFWhatCountsIsWhatIsShownNotThePath() {
    Admission admission =
        world
            .api
            .dialect()
            .admit(
                new Handshake(
                    "/exchange/ws",
                    Map.of("token", List.of("john")),
                    Map.of(),
                    List.of(),
                    "127.0.0.1"));

    assertThat(admission).isInstanceOf(Admission.Accepted.class);
  }

  @Test
  void aTokenAKeyAndAHeaderAllOpenThePrivateChannels() {
    for (ExchangeClient client :
        List.of(
            world.connectAs("john"),
            world.connect(Map.of("api_key", List.of("pk_john")), Map.of()),
            world.connect(Map.of(), Map.of("authorization", List.of("Bearer john"))),
            world.connect(Map.of(), Map.of("authorization", List.of("bearer pk_john"))))) {
      assertThat(types(client.hears())).containsExactly("connection_status");
      client.subscribed("'channel':'orders'");
    }
  }

  @Test
  void rowHTheTokenGoesBeforeTheKeyAndBothBeforeTheHeader() {
    ExchangeClient client =
        world.connect(
            Map.of("token", List.of("john"), "api_key", List.of("none")),
            Map.of("authorization", List.of("Bearer none")));

    assertThat(client.closed()).isNull();
    assertThat(
            world
                .connect(Map.of("token", List.of("none"), "api_key", List.of("pk_john")), Map.of())
                .closed())
        .isNotNull();
  }

  @Test
  void rowHATokenMayComeOnTheSocket() {
    ExchangeClient client = world.connect();
    client.hears();
    JsonNode answer = client.answer("{'id':'a','method':'auth','params':{'token':'john'}}");

    assertThat(answer.get("type").asString()).isEqualTo("authenticated");
    assertThat(answer.get("id").asString()).isEqualTo("a");
    assertThat(answer.get("data").get("user_id").asString()).isEqualTo("john");
    assertThat(answer.get("data").get("expires_at").asLong())
        .isEqualTo(world.clock.millis() + ExchangeWorld.HOUR);
    client.subscribed("'channel':'account'");
  }

  @Test
  void rowHAKeyMayComeOnTheSocketToo() {
    ExchangeClient client = world.connect();
    client.hears();

    assertThat(types(client.asks("auth", "'api_key':'pk_john'"))).containsExactly("authenticated");
    assertThat(client.error("auth", "")).isEqualTo("INVALID_PARAMS token: is required, or api_key");
    assertThat(client.error("auth", "'token':7"))
        .isEqualTo("INVALID_PARAMS token: must be a string");
  }

  @Test
  void rowGABadTokenIsSaidOnTheSocketWhichThenCloses() {
    ExchangeClient client = world.connectAs("none");
    List<JsonNode> heard = client.hears();

    assertThat(types(heard)).containsExactly("error");
    assertThat(error(heard.getFirst())).isEqualTo("INVALID_TOKEN The token or key is not valid");
    assertThat(client.closed()).isEqualTo(CloseReason.of(4401, "Invalid or expired token"));
  }

  @Test
  void aBadTokenOnTheSocketClosesItToo() {
    ExchangeClient client = world.connect();
    client.hears();
    JsonNode error = client.asks("auth", "'token':'none'").getFirst();

    assertThat(error.get("data").get("request").asString()).isEqualTo("auth");
    assertThat(error(error)).startsWith("INVALID_TOKEN");
    assertThat(client.closed()).isEqualTo(CloseReason.of(4401, "Invalid or expired token"));
  }

  @Test
  void rowGWhoShowsBadTokensWithoutEndIsTurnedAwayForAWhile() {
    for (int i = 0; i < 30; i++) {
      world.connectAs("none").vanish();
    }
    Admission refused = world.admit("127.0.0.1", Map.of("token", List.of("none")), Map.of());

    assertThat(refused)
        .isEqualTo(
            new Admission.Refused(
                429,
                "RATE_LIMIT_EXCEEDED",
                "too many invalid tokens from this address",
                Map.of("Retry-After", "2")));
    assertThat(world.connect().closed()).isNull();
    world.pass(2_000);
    assertThat(world.connectAs("john").closed()).isNull();
  }

  @ParameterizedTest
  @EnumSource
  void everyReasonOfAVerifierIsSaid(Reason reason) {
    world.tokens.put("other", new Rejected(reason, "why"));
    ExchangeClient client = world.connectAs("other");
    JsonNode error = client.hears().getFirst();

    if (reason == Reason.UNAVAILABLE) {
      assertThat(error(error)).startsWith("SERVICE_UNAVAILABLE");
      assertThat(error.get("data").get("retry_after_ms").asLong()).isPositive();
      assertThat(client.closed()).isEqualTo(CloseReason.OVERLOADED);
    } else {
      assertThat(error(error)).startsWith("INVALID_TOKEN The");
      assertThat(client.closed()).isNotNull();
    }
  }

  @Test
  void aVerifierThatFailsCostsNobodyTheConnection() {
    ExchangeClient client = world.connect();
    client.hears();

    assertThat(client.error("auth", "'token':'bug'"))
        .isEqualTo("SERVICE_UNAVAILABLE the token can't be checked now");
    assertThat(client.closed()).isNull();
  }

  @Test
  void whatComesBehindATokenWaitsForIt() {
    ExchangeClient client = world.connect();
    client.hears();
    client.say("{'method':'auth','params':{'token':'john'}}");

    assertThat(types(client.asks("subscribe", "'channel':'user_trades'")))
        .containsExactly("authenticated", "subscribed");
  }

  @Test
  void aConnectionStaysOneUsers() {
    ExchangeClient client = world.connectAs("john");
    client.hears();

    assertThat(client.error("auth", "'token':'jane'"))
        .isEqualTo("PERMISSION_DENIED this connection is another user's");
    assertThat(types(client.asks("auth", "'token':'john'"))).containsExactly("authenticated");
  }

  @Test
  void withoutATokenOnlyPublicChannelsAreHeard() {
    ExchangeClient client = world.connect();
    client.subscribed("'channel':'trades','symbol':'BTC/USDT'");

    assertThat(client.error("subscribe", "'channel':'orders'"))
        .isEqualTo("AUTHENTICATION_REQUIRED Channel 'orders' is private");
    assertThat(client.error("order.cancel_all", ""))
        .isEqualTo("AUTHENTICATION_REQUIRED Method 'order.cancel_all' needs a user");
    assertThat(client.closed()).isNull();
  }

  @Test
  void aTokenThatExpiresEndsWhatIsPrivateAndNothingElse() {
    ExchangeClient client = world.connectAs("john");
    client.subscribed("'channel':'orders'");
    client.subscribed("'channel':'trades','symbol':'BTC/USDT'");
    world.pass(ExchangeWorld.HOUR);

    assertThat(error(client.hears().getFirst())).isEqualTo("INVALID_TOKEN The token has expired");
    world.rests("john", Side.BUY, "100", "1");
    assertThat(client.hears()).isEmpty();
    world.trades("101", "1");
    assertThat(types(client.hears())).containsExactly("trade");
    assertThat(client.error("subscribe", "'channel':'orders'"))
        .startsWith("AUTHENTICATION_REQUIRED");

    world.tokens.put("new", new Verified(world.principal("john", "jti-2", ExchangeWorld.HOUR)));
    client.asks("auth", "'token':'new'");
    assertThat(client.subscribed("'channel':'orders'")).hasSize(1);
  }

  @Test
  void aRevokedKeyEndsItsConnections() {
    ExchangeClient byKey = world.connect(Map.of("api_key", List.of("pk_john")), Map.of());
    ExchangeClient byToken = world.connectAs("john");
    byKey.hears();
    world.api.revocations().revoked(new Revocation.OfKey("john", "key-1"));

    assertThat(error(byKey.hears().getFirst()))
        .isEqualTo("INVALID_TOKEN The token or key was revoked");
    assertThat(byKey.closed()).isEqualTo(CloseReason.of(4401, "Invalid or expired token"));
    assertThat(byToken.closed()).isNull();
  }

  @Test
  void aRevocationWhileATokenIsCheckedCounts() {
    ExchangeClient client = world.connect();
    client.hears();
    client.say("{'method':'auth','params':{'token':'john'}}");
    client.deliverWaiting();
    Runnable check = world.blocking.remove();
    check.run();
    world.tokens.put("john", new Rejected(Reason.REVOKED, "gone"));
    world.api.revocations().revoked(new Revocation.OfUser("john", world.clock.millis()));

    assertThat(error(client.hears().getFirst()))
        .isEqualTo("INVALID_TOKEN The token or key was revoked");
  }

  @Test
  void rowADPingIsAnsweredWithPong() {
    ExchangeClient client = world.connect();
    client.hears();

    assertThat(client.answer("{'id':null,'method':'ping'}").toString())
        .isEqualTo(
            "{\"id\":null,\"type\":\"pong\",\"data\":{},\"timestamp\":"
                + world.clock.millis()
                + "}");
  }

  @Test
  void rowKTheEleventhConnectionOfAnAddressHearsWhenToComeAgain() {
    List<ExchangeClient> ten = Stream.generate(world::connect).limit(10).toList();

    assertThat(world.admit("127.0.0.1", Map.of(), Map.of()))
        .isEqualTo(
            new Admission.Refused(
                429,
                "RATE_LIMIT_EXCEEDED",
                "at most 10 connections of one address",
                Map.of("Retry-After", "5")));
    assertThat(world.admit("10.0.0.1", Map.of(), Map.of())).isInstanceOf(Admission.Accepted.class);
    ten.getFirst().vanish();
    assertThat(world.connect().closed()).isNull();
  }

  @Test
  void whoComesInBetweenIsSentAwayOnTheSocket() {
    Admission early = world.admit("127.0.0.1", Map.of(), Map.of());
    for (int i = 0; i < 10; i++) {
      world.connect();
    }
    ExchangeClient late = new ExchangeClient(world, world.loop, (Admission.Accepted) early);

    assertThat(error(late.hears().getFirst())).startsWith("RATE_LIMIT_EXCEEDED");
    assertThat(late.closed()).isEqualTo(CloseReason.policy("too many connections of this address"));
    late.vanish();
    assertThat(world.api.connections()).isEqualTo(10);
  }
}
