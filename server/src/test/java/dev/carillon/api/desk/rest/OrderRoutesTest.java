package dev.carillon.api.desk.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.api.desk.rest.RestWorld.Answer;
import dev.carillon.api.desk.rest.RestWorld.Client;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code /api/desk/orders}. */
class OrderRoutesTest {
  private static final String BUY = "{'symbol':'EURUSD','orderType':'BUY','volume':0.1}";
  private static final String LIMIT =
      "{'symbol':'EURUSD','orderType':'BUY_LIMIT','volume':0.1,'price':1.08200}";

  private final RestWorld world = new RestWorld();
  private final Client john = world.as("john");

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void aMarketOrderIsAnsweredFilled() {
    john.post("orders", BUY)
        .is(201)
        .says(
            "{'success':true,'data':{'orderId':'order_",
            "'symbol':'EURUSD','orderType':'BUY','volume':0.1,'price':null,'status':'FILLED',"
                + "'filledAt':'2024-01-03T12:00:00.000Z','fillPrice':1.08500,'filledVolume':0.1,"
                + "'remainingVolume':0.0,'strategyId':null");
  }

  @Test
  void aPendingOrderIsAnsweredPendingAndFilledWhenItsPriceComes() {
    String ticket = john.places(LIMIT);
    john.get("orders/order_" + ticket).is(200).says("'status':'PENDING'", "'filledAt':null");

    world.quote(108_190, 108_200);

    john.get("orders/order_" + ticket).says("'status':'FILLED'", "'fillPrice':1.08200");
  }

  @Test
  void theSameRequestMadeAgainIsNotDoneAgain() {
    Client keyed = john.key("once");
    Answer first = keyed.post("orders", BUY).is(201);
    Answer second = keyed.post("orders", BUY).is(201);

    assertThat(second.body()).isEqualTo(first.body());
    assertThat(first.isReplayed()).isFalse();
    assertThat(second.isReplayed()).isTrue();
    john.get("account").says("'positions':1");
    keyed.post("orders", BUY.replace("0.1", "0.2")).is(422).says("'code':'IDEMPOTENCY_KEY_REUSED'");
    world.as("jane").key("once").post("orders", BUY).is(201).says("'status':'FILLED'");
    john.key("x".repeat(129)).post("orders", BUY).is(400).says("'field':'Idempotency-Key'");
  }

  @Test
  void whatTheDeskRefusesSaysWhyAndShowsTheOrder() {
    john.post("orders", BUY.replace("0.1", "50"))
        .is(422)
        .says(
            "{'success':false,'error':{'code':'ORDER_REJECTED','message':'free margin: 10040.50",
            "'details':{'reason':'INSUFFICIENT_MARGIN','order':{'orderId':'order_",
            "'status':'REJECTED'");
    john.post("orders", LIMIT.replace("1.08200", "1.09")).is(422).says("'reason':'INVALID_PRICE'");
    john.post("orders", BUY.replace("}", ",'strategyId':'strategy_9'}"))
        .is(403)
        .says("'code':'PERMISSION_DENIED'", "'reason':'UNKNOWN_STRATEGY'");
    world.as("nobody").post("orders", BUY).is(404).says("'reason':'UNKNOWN_ACCOUNT'");
  }

  @Test
  void whatIsNoOrderNamesTheMember() {
    john.post("orders", BUY.replace("EURUSD", "EURXXX")).is(400).says("'field':'symbol'");
    john.post("orders", BUY.replace("'BUY'", "'HOLD'")).is(400).says("'field':'orderType'");
    john.post("orders", BUY.replace("0.1", "'much'")).is(400).says("'field':'volume'");
    john.post("orders", BUY.replace("0.1", "0.001")).is(400).says("'field':'volume'");
    john.post("orders", LIMIT.replace("1.08200", "1.0820012")).is(400).says("'field':'price'");
    john.post("orders", BUY.replace(",'volume':0.1", "")).is(400).says("'field':'volume'");
    assertThat(world.desk.view().endedOrders("john")).isEmpty();
  }

  @Test
  void ordersAreListedNewestFirstInPages() {
    String filled = john.places(BUY);
    String first = john.places(LIMIT);
    String second = john.places(LIMIT);

    john.get("orders?limit=2")
        .says("'page':{'next':'order_" + first + "'}", "'ticket':" + second)
        .saysNot("'ticket':" + filled + ",");
    john.get("orders?before=order_" + first).says("'ticket':" + filled, "'next':null");
    john.get("orders?status=pending").saysNot("'FILLED'").says("'ticket':" + first);
    john.get("orders?symbol=USDJPY").says("'data':[]");
    john.get("orders?status=some").is(400);
    john.get("orders?limit=0").is(400);
    john.get("orders?before=5").is(400).says("'field':'before'");
    world.as("jane").get("orders").says("'data':[]");
  }

  @Test
  void aPendingOrderIsChangedAndCancelled() {
    String order = "orders/order_" + john.places(LIMIT);

    john.patch(order, "{'price':1.08100,'stopLoss':1.08000}")
        .is(200)
        .says("'price':1.08100", "'stopLoss':1.08000");
    john.patch(order, "{'stopLoss':null}").says("'price':1.08100", "'stopLoss':null");
    john.patch(order, "{'price':1.2}").is(422).says("'reason':'INVALID_PRICE'");
    john.patch(order, "{}").is(400);
    john.delete(order).is(200).says("'status':'CANCELLED'");
    john.delete(order).is(409).says("'code':'ORDER_CANCELLED'");
    john.patch(order, "{'price':1.08}").is(409);
  }

  @Test
  void anOrderOfSomebodyElseIsNotFound() {
    String order = "orders/order_" + john.places(LIMIT);
    Client jane = world.as("jane");

    jane.get(order).is(404).says("'code':'NOT_FOUND'");
    jane.delete(order).is(404);
    jane.patch(order, "{'price':1.08}").is(404);
    john.get(order).says("'PENDING'");
    john.get("orders/7").is(404);
    john.get("orders/order_").is(404);
  }

  @Test
  void nobodyIsServedWithoutAToken() {
    Client stranger = world.as("stranger");

    stranger.post("orders", BUY).is(401).says("'code':'INVALID_TOKEN'");
    for (String path :
        new String[] {
          "account",
          "orders",
          "positions",
          "history",
          "analytics",
          "limits",
          "alerts",
          "quotes",
          "symbols",
          "connections",
          "strategies"
        }) {
      stranger.get(path).is(401);
    }
  }

  @Test
  void whoAsksTooOftenWaits() {
    for (int i = 0; i < RestWorld.PER_MINUTE; i++) {
      john.get("account").is(200);
    }

    john.get("account").is(429).says("'code':'RATE_LIMITED'");
    world.as("jane").get("account").is(200);
    world.clock.advanceMillis(1_000);
    john.get("account").is(200);
  }

  @Test
  void aDeskThatTakesNothingIsUnavailable() {
    world.desk.switchOff(true);

    john.post("orders", BUY).is(503).says("'code':'UNAVAILABLE'", "'reason':'BUSY'");
    john.get("orders").is(503);
  }
}
