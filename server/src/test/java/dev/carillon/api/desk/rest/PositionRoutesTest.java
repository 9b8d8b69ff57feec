package dev.carillon.api.desk.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.api.desk.rest.RestWorld.Client;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code /api/desk/positions}, {@code history} and {@code analytics}. */
class PositionRoutesTest {
  private final RestWorld world = new RestWorld();
  private final Client john = world.as("john");
  private String position = "";

  @BeforeEach
  void buy() {
    position = "positions/" + john.places("{'symbol':'EURUSD','orderType':'BUY','volume':0.1}");
    world.clock.advanceMillis(3_600_000);
    world.quote(108_600, 108_601);
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void thePositionHasTheNumbersOfTheDocument() {
    john.get(position)
        .is(200)
        .says(
            "'symbol':'EURUSD','type':'BUY','volume':0.1,'openPrice':1.08500,"
                + "'currentPrice':1.08600,'stopLoss':null,'takeProfit':null,'profit':10.0,"
                + "'unrealizedPnL':10.0,'margin':100.0,'marginLevel':10050.0,'duration':3600");
    john.get("account")
        .says(
            "'owner':'john','currency':'USD','leverage':100,'marginMode':'BASE_UNITS',"
                + "'balance':10040.0,'credit':0.0,'equity':10050.0,'profit':10.0,'margin':100.0,"
                + "'freeMargin':9950.0,'marginLevel':10050.0,'exposure':10000.0,'positions':1,"
                + "'pendingOrders':0");
    john.get("positions?symbol=USDJPY").says("'data':[]");
    world.as("jane").get(position).is(404);
    john.get("positions/x").is(404);
  }

  @Test
  void itsStopsChange() {
    john.patch(position, "{'stopLoss':1.08000,'takeProfit':1.09000}")
        .is(200)
        .says("'stopLoss':1.08000,'takeProfit':1.09000");
    john.patch(position, "{'takeProfit':null}").says("'stopLoss':1.08000,'takeProfit':null");
    john.patch(position, "{'stopLoss':1.2}").is(422).says("'reason':'INVALID_STOPS'");
    john.patch(position, "{}").is(400);
    world.as("jane").patch(position, "{'stopLoss':1.08000}").is(404);
  }

  @Test
  void itIsClosedInPartsAndTheHistoryTellsOfThem() {
    john.delete(position + "?volume=0.04")
        .is(200)
        .says(
            "'data':{'trade':{'executionId':'exec_",
            "'volume':0.04",
            "'profit':4.0",
            "'status':'PARTIALLY_FILLED'",
            "'position':{'ticket':",
            "'volume':0.06");
    john.delete(position + "?volume=0.07").is(422).says("'reason':'INVALID_VOLUME'");
    john.delete(position + "?volume=0").is(400).says("'field':'volume'");
    john.delete(position + "?volume=-1").is(400);
    world.as("jane").delete(position).is(404);
    john.delete(position).is(200).says("'status':'CLOSED'", "'volume':0.0");
    john.delete(position).is(404).says("'reason':'UNKNOWN_POSITION'");

    john.get("history")
        .says("'status':'CLOSED'", "'status':'PARTIALLY_FILLED'", "'next':null")
        .saysNot("'FILLED'");
    String newest = john.get("history?limit=1").says("'next':'exec_").body();
    String next = newest.replaceAll(".*'next':'(exec_\\d+)'.*", "$1");
    john.get("history?before=" + next).says("'PARTIALLY_FILLED'").saysNot("'CLOSED'");
    john.get("history?symbol=USDJPY").says("'data':[]");
    world.as("jane").get("history").says("'data':[]");
  }

  @Test
  void aClosingMadeAgainIsNotDoneAgain() {
    Client keyed = john.key("part");
    keyed.delete(position + "?volume=0.04").is(200);

    assertThat(keyed.delete(position + "?volume=0.04").is(200).isReplayed()).isTrue();
    john.get(position).says("'volume':0.06");
    keyed.delete(position + "?volume=0.05").is(422).says("'IDEMPOTENCY_KEY_REUSED'");
  }

  @Test
  void theAnalyticsSumUpThePeriod() {
    john.delete(position).is(200);

    john.get("analytics?period=DAY")
        .is(200)
        .says(
            "'data':{'type':'PERFORMANCE_UPDATE','period':'DAY','metrics':{'totalTrades':1,"
                + "'winRate':100.0,'netProfit':9.0,");
    john.get("analytics").says("'data':[{", "'DAY'", "'WEEK'", "'MONTH'", "'YEAR'", "'ALL'");
    john.get("analytics?period=HOUR").is(400).says("'field':'period'");
    world.as("jane").get("analytics?period=DAY").says("'totalTrades':0");
    world.as("nobody").get("analytics").is(404);
  }
}
