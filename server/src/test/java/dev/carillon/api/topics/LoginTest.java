package dev.carillon.api.topics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.auth.Permissions;
import dev.carillon.core.auth.Principal;
import dev.carillon.core.auth.Verification.Reason;
import dev.carillon.core.auth.Verification.Rejected;
import dev.carillon.core.session.CloseReason;
import dev.carillon.identity.Revocation;
import dev.carillon.identity.UserConnections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Logging in, staying in and being thrown out: those rows of realtime.md section 5. */
class LoginTest {
  private static final String TIME = "2025-11-11T12:00:00.000Z";

  private final TopicsWorld world = new TopicsWorld();
  private final TopicsClient client = world.connect();

  @Test
  void aGoodTokenLogsIn() {
    assertThat(client.hears("{'type':'auth','token':'john'}"))
        .containsExactly("{'type':'auth_success','userId':'john','timestamp':'" + TIME + "'}");
  }

  @Test
  void nothingIsSentBeforeTheClientSpeaks() {
    assertThat(client.hears()).isEmpty();
  }

  @Test
  void aBadTokenIsAnAuthErrorAndTheConnectionStays() {
    assertThat(client.hears("{'type':'auth','token':'nope'}"))
        .containsExactly(
            "{'type':'auth_error','message':'Invalid token','code':401,'timestamp':'"
                + TIME
                + "'}");
    assertThat(client.closed()).isNull();
    assertThat(client.gist("{'type':'auth','token':'john'}"))
        .containsExactly("{'type':'auth_success','userId':'john'}");
  }

  @Test
  void everyReasonHasItsCode() {
    assertThat(codeFor(Reason.INVALID)).isEqualTo("Invalid token 401");
    assertThat(codeFor(Reason.EXPIRED)).isEqualTo("Token expired 401");
    assertThat(codeFor(Reason.REVOKED)).isEqualTo("Token revoked 401");
    assertThat(codeFor(Reason.SUSPENDED)).isEqualTo("Account suspended 403");
    assertThat(codeFor(Reason.UNAVAILABLE)).endsWith(" 503");
  }

  @Test
  void threeFailuresCloseWith1008() {
    client.hears("{'type':'auth','token':'1'}");
    client.hears("{'type':'auth','token':'2'}");
    assertThat(client.closed()).isNull();

    assertThat(client.gist("{'type':'auth','token':'3'}"))
        .containsExactly(
            "{'type':'auth_error','message':'Invalid token','code':401}",
            "{'type':'error','code':401,'message':'Too many failed authentications'}");
    assertThat(client.closed()).isEqualTo(CloseReason.policy("too many failed authentications"));
  }

  @Test
  void aVerifierThatCantBeAskedIsNoFailureOfTheClient() {
    world.tokens.put("later", new Rejected(Reason.UNAVAILABLE, "no keys"));
    for (int i = 0; i < 10; i++) {
      client.hears("{'type':'auth','token':'later'}");
    }
    assertThat(client.closed()).isNull();
  }

  @Test
  void aVerifierThatThrowsIsA503() {
    assertThat(client.gist("{'type':'auth','token':'bug'}"))
        .singleElement()
        .asString()
        .contains("auth_error", "'code':503");
  }

  @Test
  void whoDoesNotLogInIsClosedWith1008() {
    world.pass(9_999);
    assertThat(client.closed()).isNull();

    world.pass(1);
    assertThat(client.gist())
        .containsExactly("{'type':'error','code':401,'message':'Authentication timeout'}");
    assertThat(client.closed()).isEqualTo(CloseReason.policy("authentication timeout"));
  }

  @Test
  void pingIsAnsweredBeforeLoginAndDoesNotExtendTheTimeout() {
    world.pass(6_000);
    assertThat(client.hears("{'type':'ping'}"))
        .containsExactly("{'type':'pong','timestamp':'2025-11-11T12:00:06.000Z'}");

    world.pass(4_000);
    assertThat(client.closed()).isNotNull();
  }

  @Test
  void whoHasLoggedInMayBeSilent() {
    client.hears("{'type':'auth','token':'john'}");
    world.pass(60_000);

    assertThat(client.closed()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type':'subscribe','topic':'a'}",
        "{'type':'unsubscribe','topic':'a'}",
        "{'type':'message','topic':'a','data':1}",
      })
  void beforeLoginEverythingElseIs401AndTheConnectionStays(String frame) {
    assertThat(client.gist(frame))
        .hasSize(1)
        .first()
        .asString()
        .startsWith("{'type':'error','code':401,'message':'Authentication required'");
    assertThat(client.closed()).isNull();
  }

  @Test
  void whatIsSentBehindAuthFindsTheClientLoggedIn() {
    client.say("{'type':'auth','token':'john'}");
    client.say("{'type':'subscribe','topic':'a'}");
    client.say("{'type':'message','topic':'a','data':1}");

    assertThat(client.gist())
        .satisfiesExactly(
            first -> assertThat(first).contains("auth_success"),
            second -> assertThat(second).contains("subscribed"),
            third -> assertThat(third).contains("'data':1"));
  }

  @Test
  void aBatchThatBeginsWithAuthIsHandledInOrder() {
    assertThat(
            client.gist(
                "[{'type':'subscribe','topic':'a','id':1},{'type':'auth','token':'john','id':2},"
                    + "{'type':'subscribe','topic':'a','id':3},{'type':'auth','token':'x','id':4},"
                    + "{'type':'ping','id':5}]"))
        .containsExactly(
            "{'type':'error','code':401,'message':'Authentication required',"
                + "'details':{'topic':'a'},'id':1}",
            "{'type':'auth_success','userId':'john','id':2}",
            "{'type':'subscribed','topic':'a','id':3}",
            "{'type':'auth_error','message':'Invalid token','code':401,'id':4}",
            "{'type':'pong','id':5}");
  }

  @Test
  void reAuthOfTheSameUserKeepsSubscriptionsAndExtends() {
    client.hears("{'type':'auth','token':'john'}");
    client.hears("{'type':'subscribe','topic':'a'}");
    world.pass(TopicsWorld.HOUR - 1_000);
    world.allow("fresh", world.principal("john", Set.of(), Permissions.UNSTATED));

    assertThat(client.gist("{'type':'auth','token':'fresh'}"))
        .containsExactly("{'type':'auth_success','userId':'john'}");
    world.pass(2_000);
    assertThat(client.gist("{'type':'message','topic':'a','data':1}"))
        .singleElement()
        .asString()
        .contains("'data':1");
  }

  @Test
  void reAuthEndsSubscriptionsThatAreNoLongerAllowed() {
    client.hears("{'type':'auth','token':'john'}");
    client.hears("{'type':'subscribe','topics':['a.b','c.d','**']}");
    world.allow("narrow", world.principal("john", Set.of(), new Permissions(List.of("a.*"), null)));

    assertThat(client.gist("{'type':'auth','token':'narrow'}"))
        .containsExactly(
            "{'type':'auth_success','userId':'john'}",
            "{'type':'error','code':403,'message':'Permission denied','details':{'topic':'c.d'}}");
    client.say("{'type':'message','topic':'a.b','data':1}");
    client.say("{'type':'message','topic':'c.d','data':2}");
    assertThat(client.gist()).singleElement().asString().contains("'topic':'a.b'");
  }

  @Test
  void reAuthFiltersWhatHadNoFilter() {
    client.hears("{'type':'auth','token':'root'}");
    client.hears("{'type':'subscribe','topic':'**'}");
    world.allow("plain", world.principal("root", Set.of(), Permissions.UNSTATED));
    TopicsClient other = world.connectAs("jane");
    other.hears("{'type':'message','topic':'messages.user.jane','data':1}");
    assertThat(client.gist()).singleElement().asString().contains("messages.user.jane");

    client.hears("{'type':'auth','token':'plain'}");
    other.hears("{'type':'message','topic':'messages.user.jane','data':2}");
    other.hears("{'type':'message','topic':'open','data':3}");
    assertThat(client.gist()).singleElement().asString().contains("'topic':'open'");
  }

  @Test
  void reAuthAsAnotherUserIs403AndKeepsTheOldIdentity() {
    client.hears("{'type':'auth','token':'john'}");

    assertThat(client.gist("{'type':'auth','token':'jane'}"))
        .singleElement()
        .asString()
        .startsWith("{'type':'auth_error'")
        .contains("'code':403");
    assertThat(client.gist("{'type':'subscribe','topic':'messages.user.john'}"))
        .containsExactly("{'type':'subscribed','topic':'messages.user.john'}");
  }

  @Test
  void aFailedReAuthKeepsTheOldIdentityUntilItsExpiry() {
    client.hears("{'type':'auth','token':'john'}");
    client.hears("{'type':'auth','token':'nope'}");

    assertThat(client.gist("{'type':'subscribe','topic':'a'}"))
        .containsExactly("{'type':'subscribed','topic':'a'}");
    world.pass(TopicsWorld.HOUR);
    assertThat(client.gist())
        .containsExactly("{'type':'error','code':401,'message':'Token expired'}");
  }

  @Test
  void afterExpiryDeliveriesGoOnForTheGraceAndThenThe1008Comes() {
    TopicsClient other = world.connectAs("jane");
    world.allow("jane", world.principal("jane", Set.of(), Permissions.UNSTATED));
    client.hears("{'type':'auth','token':'john'}");
    client.hears("{'type':'subscribe','topic':'a'}");
    world.clock.advanceMillis(1_800_000);
    world.allow("jane", world.principal("jane", Set.of(), Permissions.UNSTATED));
    other.hears("{'type':'auth','token':'jane'}");

    world.pass(1_800_000);
    assertThat(client.gist())
        .containsExactly("{'type':'error','code':401,'message':'Token expired'}");
    other.hears("{'type':'message','topic':'a','data':1}");
    assertThat(client.gist()).singleElement().asString().contains("'data':1");
    assertThat(client.gist("{'type':'message','topic':'a','data':2}"))
        .singleElement()
        .asString()
        .contains("'code':401,'message':'Token expired'");

    world.pass(29_999);
    assertThat(client.closed()).isNull();
    world.pass(1);
    assertThat(client.gist()).singleElement().asString().contains("'code':401");
    assertThat(client.closed()).isEqualTo(CloseReason.policy("token expired"));
  }

  @Test
  void reAuthInTheGraceSavesTheConnection() {
    client.hears("{'type':'auth','token':'john'}");
    world.pass(TopicsWorld.HOUR);
    world.allow("fresh", world.principal("john", Set.of(), Permissions.UNSTATED));
    client.hears();

    client.hears("{'type':'auth','token':'fresh'}");
    world.pass(60_000);
    assertThat(client.closed()).isNull();
    assertThat(client.hears()).isEmpty();
  }

  @Test
  void aRevokedTokenEndsItsConnectionAndNoOther() {
    client.hears("{'type':'auth','token':'john'}");
    TopicsClient sameUser = world.connectAs("john");
    world.allow("second", other("john", "jti-second"));
    sameUser.hears("{'type':'auth','token':'second'}");
    TopicsClient other = world.connectAs("jane");

    world.api.revocations().revoked(new Revocation.OfKey("john", "jti-john"));

    assertThat(client.gist())
        .containsExactly("{'type':'error','code':401,'message':'Token revoked'}");
    assertThat(client.closed()).isEqualTo(CloseReason.policy("token revoked"));
    assertThat(sameUser.hears()).isEmpty();
    assertThat(sameUser.closed()).isNull();
    assertThat(other.closed()).isNull();
  }

  @Test
  void aRevocationWhileTheTokenIsCheckedIsNotMissed() {
    client.say("{'type':'auth','token':'john'}");
    client.deliverWaiting();
    Objects.requireNonNull(world.blocking.poll()).run();
    world.tokens.put("john", new Rejected(Reason.REVOKED, "revoked"));
    world.api.revocations().revoked(new Revocation.OfUser("john", world.clock.millis()));

    assertThat(client.gist())
        .containsExactly("{'type':'auth_error','message':'Token revoked','code':401}");
  }

  @Test
  void aRevocationBetweenTheCheckAndTheListIsSeen() {
    TopicsSession session = (TopicsSession) client.session;
    UserConnections<TopicsSession> connections = world.api.connections();
    long checkedAt = connections.revocations();
    connections.revoked(new Revocation.OfUser("jane", 0));

    assertThat(connections.enter("john", session, checkedAt))
        .isEqualTo(UserConnections.Entry.STALE);
    assertThat(connections.enter("john", session, checkedAt + 1))
        .isEqualTo(UserConnections.Entry.LISTED);
  }

  @Test
  void aUserHasSoManyConnections() {
    TopicsSettings.Limits limits = new TopicsSettings.Limits(2, 10, null, null);
    TopicsWorld small = new TopicsWorld(TopicsSettings.DEFAULTS.withLimits(limits));
    TopicsClient first = small.connectAs("john");
    small.connectAs("john");
    TopicsClient third = small.connect();

    assertThat(third.gist("{'type':'auth','token':'john'}"))
        .singleElement()
        .asString()
        .contains("auth_error", "'code':429");
    first.vanish();
    assertThat(third.gist("{'type':'auth','token':'john'}"))
        .containsExactly("{'type':'auth_success','userId':'john'}");
  }

  @Test
  void aTokenMayComeAsASubprotocol() {
    TopicsClient alone = world.connect(0, Map.of(), List.of("bearer.john"));
    assertThat(alone.subprotocol()).isEqualTo("bearer.john");
    assertThat(alone.gist()).containsExactly("{'type':'auth_success','userId':'john'}");

    TopicsClient beside = world.connect(0, Map.of(), List.of("carillon", "bearer.john"));
    assertThat(beside.subprotocol()).isEqualTo("carillon");
    assertThat(client.subprotocol()).isNull();
  }

  private String codeFor(Reason reason) {
    world.tokens.put("t", new Rejected(reason, "why"));
    String answer = world.connect().gist("{'type':'auth','token':'t'}").getFirst();
    return answer.replaceAll(".*'message':'(.*)','code':(\\d+)}", "$1 $2");
  }

  private Principal other(String user, String tokenId) {
    long now = world.clock.millis();
    return new Principal(
        user, user, Set.of(), tokenId, now, now + TopicsWorld.HOUR, Permissions.UNSTATED);
  }
}
