package dev.carillon.api.desk.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.api.desk.rest.RestWorld.Client;
import dev.carillon.desk.model.Command;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Accounts, limits, alerts, connections and strategies. */
class AccountRoutesTest {
  private static final String OWNER = "550e8400-e29b-41d4-a716-446655440009";

  private final RestWorld world = new RestWorld();
  private final Client john = world.as("john");
  private final Client root = world.as("root");

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void anAdministratorOpensAccountsAndMovesMoney() {
    String open = "{'owner':'" + OWNER + "','leverage':30,'marginMode':'CONVERTED'}";
    root.post("accounts", open)
        .is(201)
        .says("'owner':'" + OWNER + "','currency':'USD','leverage':30,'marginMode':'CONVERTED'");
    root.post("accounts", open).is(201);
    root.post("accounts", open.replace("30", "31")).is(409);
    Client keyed = root.key("once");
    String money = "{'owner':'" + OWNER + "','amount':500.5}";
    keyed.post("deposits", money).is(201).says("'balance':500.5");
    assertThat(keyed.post("deposits", money).is(201).says("'balance':500.5").isReplayed()).isTrue();
    keyed.post("withdrawals", money).is(201).says("'balance':0.0");
    root.post("withdrawals", money)
        .is(422)
        .says("'code':'INSUFFICIENT_BALANCE'", "'reason':'INSUFFICIENT_BALANCE'");
    root.post("deposits", money.replace("500.5", "0")).is(422).says("'INVALID_AMOUNT'");
    root.post("deposits", money.replace("500.5", "1.001")).is(400).says("'field':'amount'");
    root.post("deposits", "{'owner':'a b','amount':1}").is(400).says("'field':'owner'");
    root.post("accounts", open.replace(OWNER, "stranger")).is(400).says("'field':'owner'");
    root.post("accounts", open.replace("CONVERTED", "X")).is(400).says("'field':'marginMode'");
  }

  @Test
  void nobodyElseDoes() {
    String money = "{'owner':'john','amount':500.5}";

    for (String path : new String[] {"accounts", "deposits", "withdrawals"}) {
      john.post(path, money).is(403).says("'code':'FORBIDDEN'");
      world.as("feeder").post(path, money).is(403);
    }
    john.get("account").says("'balance':10040.5");
  }

  @Test
  void whoHasNoAccountHasNothing() {
    Client nobody = world.as("nobody");

    nobody.get("account").is(404).says("'message':'account not found'");
    nobody.get("limits").is(404);
    nobody.post("limits", "{'positions':1}").is(404);
    nobody.get("orders").says("'data':[]");
    nobody.get("positions").says("'data':[]");
    nobody.get("alerts").says("'data':[]");
    nobody.post("connections", "{'name':'x'}").is(404);
  }

  @Test
  void limitsChangeAsFarAsTheyAreNamed() {
    john.get("limits")
        .says(
            "'data':{'dailyLoss':null,'drawdown':null,'exposure':null,'positions':null,"
                + "'closePositions':false}");
    john.post("limits", "{'dailyLoss':500,'positions':1,'closePositions':true}")
        .is(200)
        .says("'dailyLoss':500.0", "'positions':1,'closePositions':true");
    john.post("limits", "{'dailyLoss':null}")
        .says("'dailyLoss':null", "'positions':1,'closePositions':true");
    john.post("limits", "{'dailyLoss':0}").is(400).says("'field':'dailyLoss'");
    john.post("limits", "{'positions':201}").is(400).says("'field':'positions'");
    world.as("jane").get("limits").says("'positions':null");

    String order = "{'symbol':'EURUSD','orderType':'BUY','volume':0.1}";
    john.places(order);
    john.post("orders", order).is(422).says("'reason':'MAX_POSITIONS'");
  }

  @Test
  void alertsAreListedAndAcknowledged() {
    john.post("orders", "{'symbol':'EURUSD','orderType':'BUY','volume':50}").is(422);
    String id =
        john.get("alerts")
            .says("'type':'ORDER_REJECTED'", "'status':'ACTIVE'", "'actions':['ACKNOWLEDGE'")
            .body()
            .replaceAll(".*'alertId':'(alert_\\d+)'.*", "$1");

    world.as("jane").get("alerts").says("'data':[]");
    world.as("jane").post("alerts/" + id + "/acknowledge", "").is(404);
    john.post("alerts/" + id + "/acknowledge", "").is(200).says("'status':'ACKNOWLEDGED'");
    john.get("alerts").says("'ACKNOWLEDGED'");
    john.get("alerts?status=active").says("'data':[]");
    john.get("alerts?status=x").is(400);
    john.post("alerts/alert_99/acknowledge", "").is(404);
    john.post("alerts/x/acknowledge", "").is(404);
  }

  @Test
  void connectionsAndStrategiesAreAddedAndChanged() {
    Client keyed = john.key("once");
    String connection =
        keyed
            .post("connections", "{'name':'MetaTrader'}")
            .is(201)
            .says("'name':'MetaTrader','status':'CONNECTED'")
            .body()
            .replaceAll(".*'id':'(conn_\\d+)'.*", "$1");
    keyed.post("connections", "{'name':'MetaTrader'}").is(201).says("'id':'" + connection + "'");
    john.get("connections").says("'id':'" + connection + "'", "'next':null");
    john.patch("connections/" + connection, "{'status':'DISCONNECTED'}")
        .is(200)
        .says("'status':'DISCONNECTED'");
    john.get("alerts").says("'type':'CONNECTION_LOST'");
    john.patch("connections/" + connection, "{'status':'x'}").is(400).says("'field':'status'");
    world.as("jane").patch("connections/" + connection, "{'status':'CONNECTED'}").is(404);

    String strategy =
        keyed
            .post("strategies", "{'name':'Trend'}")
            .is(201)
            .says("'status':'ACTIVE'")
            .body()
            .replaceAll(".*'id':'(strategy_\\d+)'.*", "$1");
    keyed.post("strategies", "{'name':'Trend'}").is(201).says("'id':'" + strategy + "'");
    john.patch("strategies/" + strategy, "{'status':'PAUSED'}").is(200).says("'PAUSED'");
    john.post(
            "orders",
            "{'symbol':'EURUSD','orderType':'BUY','volume':0.1,'strategyId':'" + strategy + "'}")
        .is(422)
        .says("'reason':'STRATEGY_STOPPED'");
    john.patch("strategies/strategy_1", "{'status':'PAUSED'}").is(404);
    john.post("strategies", "{'name':''}").is(400).says("'field':'name'");
    world.as("jane").get("strategies").says("'data':[]");
  }

  @Test
  void whatTheDeskTellsOfItselfIsAsOfItsLastCommand() {
    world.clock.advanceMillis(1_500);
    world.desk.apply(new Command.Advance());

    john.get("account").says("'timestamp':'2024-01-03T12:00:01.500Z'", "'sequence':");
  }
}
