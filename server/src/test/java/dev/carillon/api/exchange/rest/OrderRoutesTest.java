package dev.carillon.api.exchange.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.api.exchange.format.TestPairs;
import dev.carillon.api.exchange.rest.RestClient.Answer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code /api/exchange/orders}. */
class OrderRoutesTest {
  private static final String ORDERS = "/api/exchange/orders";

  private final RestWorld world = RestWorld.withMoney(TestPairs.BTC, TestPairs.ETH, TestPairs.FED);
  private final RestClient john = world.as("john");
  private final RestClient jane = world.as("jane");

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void anAcceptedOrderIsAnsweredAsTheOrdersChannelShowsIt() {
    Answer answer =
        john.post(
            ORDERS,
            "{'symbol':'BTC/USDT','side':'buy','type':'limit','quantity':'1','price':'45678.90',"
                + "'client_order_id':'mine'}");

    assertThat(answer.is(201).body().replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "ID"))
        .isEqualTo(
            "{'success':true,'data':{'order_id':'ID','symbol':'BTC/USDT','side':'buy',"
                + "'type':'limit','status':'open','quantity':'1.00000000','price':'45678.90',"
                + "'filled_quantity':'0.00000000','remaining_quantity':'1.00000000',"
                + "'average_price':'0.00','fees':'0.00000000','fee_currency':'BTC',"
                + "'created_at':1672531200000,'updated_at':1672531200000,"
                + "'time_in_force':'GTC','client_order_id':'mine'}}");
  }

  @Test
  void theSameKeyAndBodyGiveTheSameOrderAgain() {
    RestClient keyed = john.with("Idempotency-Key", "once");
    String body = RestClient.limit("buy", "45000", "0.1");
    String first = keyed.post(ORDERS, body).is(201).text("order_id");

    Answer again = keyed.post(ORDERS, body).is(201);

    assertThat(again.text("order_id")).isEqualTo(first);
    assertThat(again.headers().first("Idempotency-Replayed")).contains("true");
    assertThat(john.get(ORDERS).texts("order_id")).containsExactly(first);
  }

  @Test
  void anOrderThatHasEndedIsGivenAgainAsItEnded() {
    RestClient keyed = john.with("Idempotency-Key", "once");
    String body = RestClient.limit("buy", "45000", "0.1");
    String first = keyed.post(ORDERS, body).text("order_id");
    jane.places("sell", "45000", "0.1");

    keyed.post(ORDERS, body).is(201).says("'order_id':'" + first + "'", "'status':'filled'");
  }

  @Test
  void aKeyIsGoodForOneBody() {
    RestClient keyed = john.with("Idempotency-Key", "once");
    keyed.post(ORDERS, RestClient.limit("buy", "45000", "0.1")).is(201);

    keyed
        .post(ORDERS, RestClient.limit("buy", "45000", "0.2"))
        .is(422)
        .says("'code':'IDEMPOTENCY_KEY_REUSED'");
    john.with("Idempotency-Key", " ").post(ORDERS, "{}").is(400).says("Idempotency-Key");
  }

  @Test
  void keysOfTwoPeopleAreTwoKeys() {
    String body = RestClient.limit("buy", "45000", "0.1");
    String johns = john.with("Idempotency-Key", "once").post(ORDERS, body).text("order_id");
    String janes = jane.with("Idempotency-Key", "once").post(ORDERS, body).text("order_id");

    assertThat(janes).isNotEqualTo(johns);
  }

  @Test
  void whatTheEngineRefusesIsA422WithTheReasonAndTheOrder() {
    john.post(ORDERS, RestClient.limit("buy", "1000000", "2"))
        .is(422)
        .says(
            "'code':'ORDER_REJECTED'",
            "'details':{'reason':'INSUFFICIENT_BALANCE','order':{'order_id':",
            "'status':'rejected'");
    john.post(ORDERS, RestClient.limit("buy", "1.00", "0.00001"))
        .is(422)
        .says("'reason':'MIN_NOTIONAL'");
    john.post(
            ORDERS,
            "{'symbol':'FED/USDT','side':'buy','type':'limit','price':'1','quantity':'100'}")
        .is(422)
        .says("'reason':'FED_PAIR'");
  }

  @Test
  void whatIsNotWellAskedIsA400ThatNamesTheField() {
    john.post(ORDERS, "{'symbol':'BTC/USDT','side':'buy','type':'limit','quantity':'1'}")
        .is(400)
        .says("'field':'price'", "'issue':'is required for type limit'");
    john.post(ORDERS, RestClient.limit("buy", "45000.001", "1")).is(400).says("'field':'price'");
    john.post(ORDERS, "{'symbol':'btc-usdt'}")
        .is(400)
        .says("'code':'INVALID_SYMBOL'", "the canonical form is 'BTC/USDT'", "'field':'symbol'");
    john.post(ORDERS, "{").is(400).says("'code':'MALFORMED_JSON'");
  }

  @Test
  void ordersNeedATokenOrAnApiKey() {
    world.asNobody().get(ORDERS).is(401);
    world.as("stranger").get(ORDERS).is(401).says("'code':'INVALID_TOKEN'");
    String id = john.places("buy", "45000", "0.1");

    assertThat(world.asNobody().with("X-API-Key", "johns-key").get(ORDERS).texts("order_id"))
        .containsExactly(id);
    assertThat(world.as("johns-key").get(ORDERS).texts("order_id")).containsExactly(id);
    world.asNobody().with("X-API-Key", "nobodys-key").get(ORDERS).is(401);
  }

  @Test
  void anEngineThatTakesNothingIsA503() {
    world.isFull = true;
    Answer answer = john.post(ORDERS, RestClient.limit("buy", "45000", "0.1")).is(503);

    assertThat(answer.headers().first("Retry-After")).contains("1");
    john.get(ORDERS + "?status=open").is(503);
    world.isFull = false;
    john.get(ORDERS).is(200).says("'data':[]");
  }

  @Test
  void anOrderCanBeAmended() {
    String id = john.places("buy", "45000", "0.5");

    john.patch(ORDERS + "/" + id, "{'quantity':'0.4','price':'44000'}")
        .is(200)
        .says("'quantity':'0.40000000'", "'price':'44000.00'", id);
    john.patch(ORDERS + "/" + id, "{}").is(400).says("'field':'quantity'");
    john.patch(ORDERS + "/" + id, "{'price':'0.001'}")
        .is(400)
        .says("'field':'price'", "must be a multiple of the tick size 0.01");
    john.patch(ORDERS + "/" + id, "{'quantity':'10000'}")
        .is(422)
        .says("'code':'ORDER_REJECTED'", "'reason':'INSUFFICIENT_BALANCE'");
  }

  @Test
  void anOrderCanBeCancelledOnce() {
    String id = john.places("buy", "45000", "0.5");

    john.delete(ORDERS + "/" + id).is(200).says("'status':'cancelled'", "'reason':'USER'");
    john.delete(ORDERS + "/" + id).is(422).says("'reason':'UNKNOWN_ORDER'", "'status':'cancelled'");
    john.patch(ORDERS + "/" + id, "{'quantity':'0.1'}").is(422).says("'reason':'UNKNOWN_ORDER'");
  }

  @Test
  void nobodySeesTheOrdersOfOthers() {
    String id = john.places("buy", "45000", "0.5");

    jane.get(ORDERS + "/" + id).is(404).says("'code':'NOT_FOUND'");
    jane.delete(ORDERS + "/" + id).is(404);
    jane.patch(ORDERS + "/" + id, "{'quantity':'0.1'}").is(404);
    jane.get(ORDERS).says("'data':[]");
    john.get(ORDERS + "/123e4567-e89b-12d3-a456-426614174000").is(404);
    john.get(ORDERS + "/" + id).is(200).says("'status':'open'");
  }

  @Test
  void allOrdersOfAPairAreCancelledTogether() {
    String one = john.places("buy", "45000", "0.1");
    String two = john.places("buy", "45001", "0.1");
    john.post(
            ORDERS,
            "{'symbol':'ETH/USDT','side':'buy','type':'limit','price':'100','quantity':'1'}")
        .is(201);
    String janes = jane.places("buy", "45000", "0.1");

    Answer ended = john.delete(ORDERS + "?symbol=BTC/USDT").is(200);

    assertThat(ended.texts("order_id")).containsExactlyInAnyOrder(one, two);
    assertThat(john.get(ORDERS + "?status=open").texts("symbol")).containsExactly("ETH/USDT");
    assertThat(john.delete(ORDERS).texts("symbol")).containsExactly("ETH/USDT");
    assertThat(jane.get(ORDERS).texts("order_id")).containsExactly(janes);
    john.delete(ORDERS + "?symbol=X").is(400).says("'code':'INVALID_SYMBOL'");
  }

  @Test
  void ordersAreListedNewestFirstInPages() {
    String first = john.places("buy", "45000", "0.1");
    String second = john.places("buy", "45001", "0.1");
    String third = john.places("buy", "45002", "0.1");
    john.delete(ORDERS + "/" + second);

    assertThat(john.get(ORDERS).texts("order_id")).containsExactly(third, second, first);
    assertThat(john.get(ORDERS + "?status=open").texts("order_id")).containsExactly(third, first);
    for (String status : List.of("all", "open")) {
      Answer page = john.get(ORDERS + "?limit=1&status=" + status).says("'next':'" + third + "'");
      assertThat(page.texts("order_id")).containsExactly(third);
      Answer last = john.get(ORDERS + "?before=" + second + "&status=" + status);
      assertThat(last.says("'next':null").texts("order_id")).containsExactly(first);
    }
    assertThat(john.get(ORDERS + "?symbol=ETH/USDT").texts("order_id")).isEmpty();
    john.get(ORDERS + "?status=closed").is(400).says("'field':'status'");
    john.get(ORDERS + "?before=1").is(400).says("'field':'before'");
    john.get(ORDERS + "?limit=501").is(400).says("'field':'limit'");
  }

  @Test
  void whatEndedJustNowIsFoundAlthoughTheHistoryLags() {
    for (int i = 0; i < 50; i++) {
      String resting = john.places("buy", "45000", "0.001");
      String taking = jane.places("sell", "45000", "0.001");

      john.get(ORDERS + "/" + resting).is(200).says("'status':'filled'");
      jane.get(ORDERS + "/" + taking).is(200).says("'status':'filled'");
      assertThat(john.get(ORDERS + "?limit=1").says("'status':'filled'").text("order_id"))
          .isEqualTo(resting);
    }
  }
}
