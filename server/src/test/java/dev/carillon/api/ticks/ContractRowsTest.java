package dev.carillon.api.ticks;

import static dev.carillon.api.ticks.TicksClient.ltp;
import static dev.carillon.api.ticks.TicksClient.member;
import static dev.carillon.api.ticks.TicksClient.reply;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rows of phoenix.md 3.1 that a socket alone shows. */
class ContractRowsTest {
  private static final String ACC = member("22", 220_800, 1, "2025-01-09T12:53:00Z");
  private static final String OTHER = member("2442", 24_295, 499, "2025-01-09T12:54:39Z");

  private final TicksWorld world = new TicksWorld();

  @Test
  void rowA1ObjectsWithoutAVersionAndArraysForTheNpmClient() {
    TicksClient plain = world.connect();
    TicksClient npm = world.connectV2();
    String token = world.accessToken("demo");

    assertThat(plain.says("phx_join", "{'access_token':'" + token + "'}"))
        .containsExactly(reply("ok", "{}", "''"));
    assertThat(npm.hears("['3','3','api:demo','phx_join',{'access_token':'" + token + "'}]"))
        .containsExactly("['3','3','api:demo','phx_reply',{'response':{},'status':'ok'}]");
    assertThat(npm.hears("['3','4','api:demo','subscribe',{'list':['22']}]"))
        .containsExactly(
            "['3',null,'api:demo','ltp',{" + ACC + "}]",
            "['3','4','api:demo','phx_reply',{'response':{},'status':'ok'}]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"''", "null"})
  void rowA2WithoutAReferenceASubscribeIsAnsweredByLtpAlone(String ref) {
    TicksClient client = world.connect().join("demo");

    assertThat(client.says("api:demo", "subscribe", "{'list':['22','2442']}", ref))
        .containsExactly(ltp(ACC + "," + OTHER));
  }

  @Test
  void rowA2WithAReferenceTheReplyFollowsTheLtp() {
    TicksClient client = world.connect().join("demo");

    assertThat(client.says("api:demo", "subscribe", "{'list':['22']}", "'7'"))
        .containsExactly(ltp(ACC), reply("ok", "{}", "'7'"));
    assertThat(client.says("api:demo", "subscribe", "{'list':['22']}", "8"))
        .containsExactly(ltp(ACC), reply("ok", "{}", "8"));
  }

  @Test
  void rowA3AnUnsubscribeNamesTheTokensThatWereRemoved() {
    TicksClient client = world.connect().join("demo");
    client.subscribe("22", "25", "2442");
    String event = "{'event':'unsubscribe','payload':{'tokens':%s},'ref':null,'topic':'api:demo'}";

    assertThat(client.unsubscribe("25", "3812", "22", "25", "999"))
        .containsExactly(event.formatted("['25','22']"));
    assertThat(client.unsubscribe("25")).containsExactly(event.formatted("[]"));
    assertThat(client.says("api:demo", "unsubscribe", "{'list':['2442']}", "'9'"))
        .containsExactly(event.formatted("['2442']"), reply("ok", "{}", "'9'"));
  }

  @Test
  void rowA4AMessageMayLackItsReferenceAndItsPayload() {
    TicksClient client = world.connect();

    assertThat(client.hears("{'topic':'api:demo','event':'phx_join'}"))
        .containsExactly(reply("error", "{'reason':'" + Refusals.INVALID_TOKEN + "'}", "null"));
    client.join("demo");
    assertThat(client.hears("{'topic':'api:demo','event':'subscribe'}"))
        .containsExactly(
            reply("error", "{'reason':'invalid','message':'list is required'}", "null"));
    assertThat(client.hears("{'topic':'api:demo','event':'subscribe','payload':{'list':['22']}}"))
        .containsExactly(ltp(ACC));
  }

  @Test
  void rowA5TokensMayBeNumbersAndAreAnsweredAsStrings() {
    TicksClient client = world.connect().join("demo");

    assertThat(client.says("subscribe", "{'list':[22,'2442',2442]}"))
        .containsExactly(ltp(ACC + "," + OTHER));
    assertThat(client.says("unsubscribe", "{'list':[2442]}").getFirst())
        .contains("{'tokens':['2442']}");
  }

  @Test
  void rowA6PricesAreWholePaiseAndTimesWholeSecondsInUtc() {
    TicksClient client = world.connect().join("demo");
    client.subscribe("25");

    world.tick("25", 5, 0, "2025-12-31T23:59:59.999Z");
    world.window();

    assertThat(client.took())
        .containsExactly(ltp("'25':{'ltp':5,'ltq':0,'ltt':'2025-12-31T23:59:59Z'}"));
  }

  @Test
  void rowA7ATokenWithoutATradeIsLeftOutAndNothingIsAnEmptyLtp() {
    TicksClient client = world.connect().join("demo");

    assertThat(client.subscribe("25", "22")).containsExactly(ltp(ACC));
    assertThat(client.subscribe("3812")).containsExactly(ltp(""));
    assertThat(client.subscribe()).hasSize(2);
    world.tick("25", 1_000, 2, "2025-01-09T12:55:00Z");
    world.window();
    assertThat(client.took()).containsExactly(ltp(member("25", 1_000, 2, "2025-01-09T12:55:00Z")));
  }

  @Test
  void rowA8WhatComesBeforeTheJoinIsUnmatchedAndNothingCloses() {
    TicksClient client = world.connect();

    for (String event : List.of("subscribe", "unsubscribe", "hello")) {
      assertThat(client.says(event, "{'list':['22']}"))
          .containsExactly(reply("error", "{'reason':'unmatched topic'}", "''"));
    }
    assertThat(client.link.closeReason()).isNull();
    client.join("demo");
    assertThat(client.subscribe("22")).containsExactly(ltp(ACC));
    assertThat(client.says("hello", "{}"))
        .containsExactly(reply("error", "{'reason':'unknown_event'}", "''"));
  }

  @Test
  void rowA9TheKeyIsCheckedBeforeTheToken() {
    TicksClient client = world.connect();
    String good = world.accessToken("demo");
    String badToken = reply("error", "{'reason':'" + Refusals.INVALID_TOKEN + "'}", "''");

    assertThat(client.says("api:nobodys", "phx_join", "{'access_token':'" + good + "'}", "''"))
        .singleElement()
        .asString()
        .contains("{'reason':'Invalid API Key'}");
    for (String other :
        List.of("", "x", world.accessToken("other"), world.accessToken("janes"), "jwt-jane")) {
      assertThat(client.says("phx_join", "{'access_token':'" + other + "'}"))
          .as(other)
          .containsExactly(badToken);
    }
    assertThat(client.says("phx_join", "{'access_token':5}")).containsExactly(badToken);
    assertThat(client.says("phx_join", "{'access_token':'jwt-john'}"))
        .containsExactly(reply("ok", "{}", "''"));
  }

  @Test
  void rowA10AnExpiredTokenEndsTheTopicWithAnError() {
    TicksClient client = world.connect().join("demo");
    client.subscribe("22");

    world.pass(Duration.ofHours(1));

    assertThat(client.took())
        .containsExactly(
            "{'event':'phx_error','payload':{'reason':'"
                + Refusals.INVALID_TOKEN
                + "'},'ref':null,'topic':'api:demo'}");
    world.tick("22", 1, 1);
    world.window();
    assertThat(client.took()).isEmpty();
    assertThat(client.link.closeReason()).isNull();
    client.join("demo");
    assertThat(client.subscribe("2442")).containsExactly(ltp(OTHER));
  }

  @Test
  void rowA11AHeartbeatIsAnsweredJoinedOrNot() {
    TicksClient client = world.connect();

    assertThat(client.says("phoenix", "heartbeat", "{}", "'1'"))
        .containsExactly(
            "{'event':'phx_reply','payload':{'response':{},'status':'ok'},'ref':'1','topic':'phoenix'}");
  }

  @Test
  void rowA12JoiningAgainBeginsWithoutTokensAndClosesNothing() {
    TicksClient client = world.connect().join("demo");
    client.subscribe("22");

    String join = "{'access_token':'" + world.accessToken("demo") + "'}";
    assertThat(client.says("phx_join", join)).containsExactly(reply("ok", "{}", "''"));
    world.tick("22", 1, 1);
    world.window();

    assertThat(client.took()).isEmpty();
    assertThat(client.unsubscribe("22").getFirst()).contains("{'tokens':[]}");
  }

  @Test
  void rowA13NobodyNeedsATokenToConnect() {
    TicksClient client = world.connect().join("demo");

    assertThat(client.subscribe("22")).containsExactly(ltp(ACC));
  }

  @Test
  void rowA14AWindowIsOneFrameWithTheNewestOfWhatChanged() {
    TicksClient client = world.connect().join("demo");
    client.subscribe("22", "25", "2442");

    world.tick("25", 1, 1);
    world.tick("22", 2, 1);
    world.tick("25", 3, 7, "2025-01-09T12:55:01Z");
    world.tick("22", 4, 9, "2025-01-09T12:55:02Z");
    world.window();

    assertThat(client.took())
        .containsExactly(
            ltp(
                member("22", 4, 9, "2025-01-09T12:55:02Z")
                    + ","
                    + member("25", 3, 7, "2025-01-09T12:55:01Z")));
    world.window();
    assertThat(client.took()).isEmpty();
  }

  @Test
  void rowA14ASlowReaderCostsNothingAndReadsTheNewestWhenItReadsAgain() {
    TicksClient client = world.connect().join("demo");
    client.subscribe("22");
    client.link.stall();
    world.tick("22", 1, 1);
    world.window();
    client.took();

    for (int i = 0; i < 100; i++) {
      world.tick("22", 1_000 + i, 1, "2025-01-09T12:56:00Z");
      world.window();
    }
    assertThat(client.took()).isEmpty();

    client.link.drain();
    world.window();
    assertThat(client.took()).containsExactly(ltp(member("22", 1_099, 1, "2025-01-09T12:56:00Z")));
  }
}
