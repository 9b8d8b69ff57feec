package dev.carillon.api.ticks;

import static dev.carillon.api.ticks.TicksClient.ltp;
import static dev.carillon.api.ticks.TicksClient.member;
import static dev.carillon.api.ticks.TicksClient.reply;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.ticks.Arrival;
import dev.carillon.ticks.Day;
import dev.carillon.ticks.Depth;
import dev.carillon.ticks.Instrument;
import dev.carillon.ticks.Level;
import dev.carillon.ticks.Tick;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tokens, modes and limits (ticks.md). */
class SubscriptionsTest {
  private static final String ACC = member("22", 220_800, 1, "2025-01-09T12:53:00Z");

  private final TicksWorld world = new TicksWorld();
  private final TicksClient client = world.connect().join("demo");

  @Test
  void unknownTokensAreNamedAndTheOthersServed() {
    String refusal = "{'reason':'Invalid token','tokens':['999','x','022']}";

    assertThat(client.subscribe("999", "22", "x", "022", "999"))
        .containsExactly(
            ltp(ACC), "{'event':'error','payload':" + refusal + ",'ref':null,'topic':'api:demo'}");
    assertThat(client.says("api:demo", "subscribe", "{'list':['999','22','x','022']}", "'5'"))
        .containsExactly(ltp(ACC), reply("error", refusal, "'5'"));
    world.tick("22", 1, 1, "2025-01-09T12:55:00Z");
    world.window();
    assertThat(client.took()).containsExactly(ltp(member("22", 1, 1, "2025-01-09T12:55:00Z")));
  }

  @Test
  void whenNothingCanBeServedTheLtpIsEmpty() {
    assertThat(client.subscribe("999"))
        .containsExactly(
            ltp(""),
            "{'event':'error','payload':{'reason':'Invalid token','tokens':['999']},"
                + "'ref':null,'topic':'api:demo'}");
  }

  @Test
  void aListThatIsNoneIsRefused() {
    for (String payload : List.of("{}", "{'list':'22'}", "{'list':[['22']]}", "{'list':[null]}")) {
      assertThat(client.says("api:demo", "subscribe", payload, "'1'"))
          .singleElement()
          .asString()
          .contains("'reason':'invalid'");
    }
    assertThat(client.says("api:demo", "subscribe", "{'list':['22'],'mode':'all'}", "'1'"))
        .containsExactly(
            reply(
                "error",
                "{'reason':'invalid','message':'mode must be ltp, quote or full'}",
                "'1'"));
  }

  @Test
  void whatWasSubscribedToIsSentAgainWhenItIsAskedForAgain() {
    client.subscribe("22");

    assertThat(client.subscribe("22")).containsExactly(ltp(ACC));
  }

  @Test
  void theLimitCountsTheLiveTokensOfAllTopicsOfASocket() {
    TicksWorld small = new TicksWorld(3, 1);
    TicksClient two = small.connect().join("demo").join("other");
    two.says("api:other", "subscribe", "{'list':['25']}", "''");

    assertThat(two.subscribe("22", "2442", "3812", "999", "35006"))
        .containsExactly(
            ltp(ACC + "," + member("2442", 24_295, 499, "2025-01-09T12:54:39Z")),
            "{'event':'error','payload':{'reason':'Token limit exceeded','limit':3,"
                + "'tokens':['3812','35006'],'invalid':['999']},'ref':null,'topic':'api:demo'}");
    two.unsubscribe("22");
    assertThat(two.subscribe("3812", "2442")).hasSize(1);
    two.says("api:other", "phx_leave", "{}", "''");
    assertThat(two.subscribe("25")).hasSize(1);
    assertThat(small.connect().join("demo").subscribe("22", "25", "2442")).hasSize(1);
  }

  @Test
  void aTopicHearsNothingAfterItsUnsubscribe() {
    client.subscribe("22", "25");
    world.tick("22", 1, 1);
    world.tick("25", 2, 1, "2025-01-09T12:55:00Z");

    assertThat(client.unsubscribe("22")).hasSize(1);
    world.window();
    assertThat(client.took()).containsExactly(ltp(member("25", 2, 1, "2025-01-09T12:55:00Z")));
  }

  @Test
  void whoLeavesHearsNothingMore() {
    client.subscribe("22");

    assertThat(client.says("phx_leave", "{}"))
        .containsExactly(
            reply("ok", "{}", "''"),
            "{'event':'phx_close','payload':{},'ref':null,'topic':'api:demo'}");
    world.tick("22", 1, 1);
    world.window();
    assertThat(client.took()).isEmpty();
    client.vanish();
    world.window();
    assertThat(world.api.connections().count("john")).isZero();
  }

  @Test
  void modeQuoteTellsOfTheDayAndModeFullOfTheBook() {
    world
        .api
        .board()
        .feed(
            List.of(
                new Arrival(
                    world.place("25"),
                    new Tick(100, 4, world.clock.millis()),
                    new Day.Stated(90, 120, 80, Day.UNKNOWN, Day.UNKNOWN, Day.UNKNOWN),
                    new Depth(
                        List.of(new Level(99, 5, 1), new Level(98, 7, 2)),
                        List.of(new Level(101, 6, 3))))));
    String quote =
        "'25':{'ltp':100,'ltq':4,'ltt':'2025-01-09T12:55:00Z','open':90,'high':120,'low':80,"
            + "'volume':4,'average_price':100,'bid':99,'bid_quantity':5,'ask':101,'ask_quantity':6";

    assertThat(client.says("subscribe", "{'list':['25'],'mode':'quote'}"))
        .containsExactly(ltp(quote + "}"));
    assertThat(client.says("subscribe", "{'list':['25'],'mode':'full'}"))
        .containsExactly(
            ltp(
                quote
                    + ",'depth':{'buy':[{'price':99,'quantity':5,'orders':1},"
                    + "{'price':98,'quantity':7,'orders':2}],"
                    + "'sell':[{'price':101,'quantity':6,'orders':3}]}}"));
    assertThat(client.subscribe("22")).containsExactly(ltp(ACC));
    world.tick("25", 101, 1, "2025-01-09T12:55:00Z");
    world.tick("22", 1, 1, "2025-01-09T12:55:00Z");
    world.window();
    assertThat(client.took().getFirst())
        .contains("'volume':5", "'depth':", member("22", 1, 1, "2025-01-09T12:55:00Z"));
  }

  @Test
  void instrumentsThatComeLaterCanBeSubscribedTo() {
    client.subscribe("22");
    List<Instrument> many =
        IntStream.range(100_000, 101_000)
            .mapToObj(i -> TicksWorld.instrument(Integer.toString(i)))
            .toList();
    world.api.board().add(many);
    world.tick("100999", 7, 1, "2025-01-09T12:55:00Z");

    assertThat(client.subscribe("100999"))
        .containsExactly(ltp(member("100999", 7, 1, "2025-01-09T12:55:00Z")));
    world.tick("22", 1, 1, "2025-01-09T12:55:00Z");
    world.window();
    assertThat(client.took()).containsExactly(ltp(member("22", 1, 1, "2025-01-09T12:55:00Z")));
  }

  @Test
  void theSimulationRestsWhileATokenHasAFeed() {
    Arrival simulated = Arrival.of(world.place("22"), new Tick(5, 1, world.clock.millis()));

    world.api.board().simulate(List.of(simulated));
    assertThat(client.subscribe("22")).containsExactly(ltp(ACC));
    world.clock.advanceMillis(29_999);
    world.api.board().simulate(List.of(simulated));
    assertThat(client.subscribe("22")).containsExactly(ltp(ACC));
    world.clock.advanceMillis(1);
    world.api.board().simulate(List.of(simulated));
    assertThat(client.subscribe("22"))
        .containsExactly(ltp(member("22", 5, 1, "2025-01-09T12:55:00Z")));
  }
}
