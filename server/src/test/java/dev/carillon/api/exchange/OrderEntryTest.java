package dev.carillon.api.exchange;

import static dev.carillon.api.exchange.ExchangeClient.error;
import static dev.carillon.api.exchange.ExchangeClient.types;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.api.exchange.format.OrderIds;
import dev.carillon.market.book.Side;
import dev.carillon.market.model.OrderState;
import dev.carillon.market.model.PairStatus;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class OrderEntryTest {
  private static final String BUY =
      "'symbol':'BTC/USDT','side':'buy','type':'limit','quantity':'1','price':'100.00'";

  private final ExchangeWorld world = new ExchangeWorld();
  private final ExchangeClient john = world.connectAs("john");

  OrderEntryTest() {
    john.hears();
  }

  private JsonNode placed(String params) {
    List<JsonNode> heard = john.asks("order.place", params);
    assertThat(types(heard)).containsExactly("order_placed");
    return heard.getFirst().get("data");
  }

  private List<OrderState> live() {
    return world.engine.view().orders("john");
  }

  @Test
  void rowAAOrdersAreGivenOverTheSocket() {
    JsonNode answer = john.answer("{'id':'o1','method':'order.place','params':{" + BUY + "}}");

    assertThat(answer.get("id").asString()).isEqualTo("o1");
    assertThat(answer.get("type").asString()).isEqualTo("order_placed");
    assertThat(answer.has("channel")).isFalse();
    assertThat(answer.get("data").get("status").asString()).isEqualTo("open");
    assertThat(answer.get("data").get("sequence").asLong())
        .isEqualTo(world.engine.view().sequence("john"));
    assertThat(live()).hasSize(1);
  }

  @Test
  void anOrderIsAnsweredBeforeAnythingIsToldOfIt() {
    john.subscribed("'channel':'orders'");
    john.subscribed("'channel':'user_trades'");
    world.rests("market", Side.SELL, "100", "1");

    assertThat(types(john.asks("order.place", BUY)))
        .containsExactly("order_placed", "order_update", "user_trade", "order_update");
  }

  @Test
  void answersComeInTheOrderOfTheRequests() {
    for (int i = 0; i < 3; i++) {
      john.say(
          "{'id':"
              + i
              + ",'method':'order.place','params':{"
              + BUY
              + ",'client_order_id':'c"
              + i
              + "'}}");
    }
    john.say("{'id':3,'method':'order.amend','params':{'client_order_id':'c1','quantity':'0.5'}}");
    john.say("{'id':4,'method':'order.cancel','params':{'client_order_id':'c1'}}");
    john.say("{'id':5,'method':'order.cancel_all'}");

    assertThat(john.hears())
        .extracting(message -> message.get("id").asInt() + " " + message.get("type").asString())
        .containsExactly(
            "0 order_placed",
            "1 order_placed",
            "2 order_placed",
            "3 order_amended",
            "4 order_cancelled",
            "5 orders_cancelled");
  }

  @Test
  void whatTheEngineRefusesIsToldWithItsReason() {
    JsonNode error = john.asks("order.place", BUY.replace("'1'", "'1000000'")).getFirst();

    assertThat(error.get("data").get("code").asString()).isEqualTo("ORDER_REJECTED");
    assertThat(error.get("data").get("message").asString()).isEqualTo("Order rejected");
    assertThat(error.get("data").get("reason").asString()).isEqualTo("QUANTITY");
    assertThat(error.get("data").get("request").asString()).isEqualTo("order.place");
  }

  @Test
  void aMarketThatIsClosedTakesNoOrdersButCancels() {
    JsonNode order = placed(BUY);
    world.setStatus(PairStatus.CANCEL_ONLY);

    assertThat(john.asks("order.place", BUY).getFirst().get("data").get("reason").asString())
        .isEqualTo("MARKET_CLOSED");
    assertThat(
            types(
                john.asks("order.cancel", "'order_id':'" + order.get("order_id").asString() + "'")))
        .containsExactly("order_cancelled");
  }

  @Test
  void whatIsWrongWithAnOrderByItselfIsNamed() {
    assertThat(john.error("order.place", BUY.replace("100.00", "100.001")))
        .isEqualTo("INVALID_PARAMS price: must be a multiple of the tick size 0.01");
    assertThat(john.error("order.place", BUY.replace("BTC/USDT", "btcusdt")))
        .isEqualTo(
            "INVALID_SYMBOL Symbol 'btcusdt' does not exist; the canonical form is 'BTC/USDT'");
    assertThat(john.error("order.cancel_all", "'symbol':'X'")).startsWith("INVALID_SYMBOL");
    assertThat(live()).isEmpty();
  }

  @Test
  void anOrderIsCancelledByItsIdOrItsOwnersNameForIt() {
    String id = placed(BUY).get("order_id").asString();
    placed(BUY + ",'client_order_id':'mine'");

    JsonNode byId = john.asks("order.cancel", "'order_id':'" + id + "'").getFirst();
    JsonNode byName = john.asks("order.cancel", "'client_order_id':'mine'").getFirst();

    assertThat(byId.get("data").get("order_id").asString()).isEqualTo(id);
    assertThat(byId.get("data").get("status").asString()).isEqualTo("cancelled");
    assertThat(byName.get("data").get("client_order_id").asString()).isEqualTo("mine");
    assertThat(live()).isEmpty();
  }

  @Test
  void anOrderThatIsNotThereIsSaid() {
    OrderState janes = world.rests("jane", Side.BUY, "100", "1");
    for (String order :
        List.of(
            "'order_id':'" + OrderIds.text(janes.createdAt(), janes.id()) + "'",
            "'order_id':'123e4567-e89b-12d3-a456-426614174000'",
            "'client_order_id':'none'")) {
      for (String method : List.of("order.cancel", "order.amend")) {
        JsonNode data = john.asks(method, order + ",'price':'1'").getFirst().get("data");
        assertThat(data.get("code").asString()).isEqualTo("ORDER_REJECTED");
        assertThat(data.get("reason").asString()).isEqualTo("UNKNOWN_ORDER");
      }
    }
    assertThat(john.error("order.cancel", "'order_id':5"))
        .isEqualTo("INVALID_PARAMS order_id: must be a string");
    assertThat(john.error("order.amend", ""))
        .isEqualTo("INVALID_PARAMS order_id: is required, or client_order_id");
    assertThat(world.engine.view().orders("jane")).hasSize(1);
  }

  @Test
  void anOrderIsAmended() {
    String id = placed(BUY).get("order_id").asString();
    JsonNode amended =
        john.asks("order.amend", "'order_id':'" + id + "','quantity':'0.5','price':'99'")
            .getFirst();

    assertThat(amended.get("type").asString()).isEqualTo("order_amended");
    assertThat(amended.get("data").get("quantity").asString()).isEqualTo("0.50000000");
    assertThat(amended.get("data").get("price").asString()).isEqualTo("99.00");
    assertThat(john.error("order.amend", "'order_id':'" + id + "','price':'99.999'"))
        .isEqualTo("INVALID_PARAMS price: must be a multiple of the tick size 0.01");
    assertThat(john.error("order.amend", "'order_id':'" + id + "','quantity':0"))
        .isEqualTo(
            "INVALID_PARAMS quantity: must be above 0, a multiple of the lot size 0.00001000");
    assertThat(john.error("order.amend", "'order_id':'" + id + "'"))
        .isEqualTo("INVALID_PARAMS quantity: is required, or price, or stop_price");
  }

  @Test
  void anOrderIsCancelledByNameInTheBatchThatPlacesIt() {
    john.say("{'id':1,'method':'order.place','params':{" + BUY + ",'client_order_id':'mine'}}");
    john.say("{'id':2,'method':'order.amend','params':{'client_order_id':'mine','price':'99'}}");
    john.say("{'id':3,'method':'order.cancel','params':{'client_order_id':'mine'}}");
    john.say("{'id':4,'method':'order.cancel','params':{'client_order_id':'mine'}}");

    assertThat(john.hears())
        .extracting(message -> message.get("id").asInt() + " " + message.get("type").asString())
        .containsExactly("1 order_placed", "2 order_amended", "3 order_cancelled", "4 error");
  }

  @Test
  void allOrdersAreCancelledOrThoseOfOnePair() {
    placed(BUY);
    placed(BUY);
    placed(BUY.replace("BTC", "ETH"));

    JsonNode some = john.asks("order.cancel_all", "'symbol':'BTC/USDT'").getFirst().get("data");
    JsonNode rest = john.asks("order.cancel_all", "").getFirst().get("data");

    assertThat(some.get("count").asInt()).isEqualTo(2);
    assertThat(some.get("orders").size()).isEqualTo(2);
    assertThat(rest.get("count").asInt()).isEqualTo(1);
    assertThat(rest.get("orders").get(0).get("symbol").asString()).isEqualTo("ETH/USDT");
  }

  @Test
  void ordersEndWithTheirConnectionIfTheyAreMeantTo() {
    placed(BUY + ",'cancel_on_disconnect':true");
    placed(BUY);
    ExchangeClient other = world.connectAs("john");
    other.hears();
    other.asks("order.place", BUY + ",'cancel_on_disconnect':true");
    john.vanish();
    assertThat(live()).hasSize(2);

    other.vanish();
    assertThat(live()).hasSize(1);
    assertThat(live().getFirst().terms().options().connection()).isZero();
  }

  @Test
  void anEngineThatIsBusyWhenAConnectionEndsIsAskedAgain() {
    placed(BUY + ",'cancel_on_disconnect':true");
    world.engine.setBusy(true);
    john.vanish();
    world.pass(500);
    world.engine.setBusy(false);
    assertThat(live()).hasSize(1);
    world.pass(500);

    assertThat(live()).isEmpty();
  }

  @Test
  void anEngineThatTakesNothingIsSaid() {
    placed(BUY + ",'client_order_id':'mine'");
    world.engine.setBusy(true);
    for (String[] ask :
        new String[][] {
          {"order.place", BUY},
          {"order.amend", "'client_order_id':'mine','price':'99'"},
          {"order.cancel_all", ""}
        }) {
      JsonNode error = john.asks(ask[0], ask[1]).getFirst();
      assertThat(error(error)).startsWith("SERVICE_UNAVAILABLE");
      assertThat(error.get("data").get("reason").asString()).isEqualTo("BUSY");
      assertThat(error.get("data").get("retry_after_ms").asLong()).isEqualTo(1_000);
    }
    world.engine.setBusy(false);
    assertThat(types(john.asks("order.cancel", "'client_order_id':'mine'")))
        .containsExactly("order_cancelled");
  }

  @Test
  void onlyTheOneWhoAskedGetsTheAnswer() {
    ExchangeClient other = world.connectAs("john");
    other.hears();
    placed(BUY);

    assertThat(other.hears()).isEmpty();
  }

  @Test
  void rowWEveryKindOfOrderIsTaken() {
    world.rests("market", Side.SELL, "110", "5");
    world.rests("market", Side.BUY, "90", "5");
    world.trades("100", "1");
    String buy = "'symbol':'BTC/USDT','side':'buy','quantity':'1'";

    assertThat(placed(buy + ",'type':'market'").get("status").asString()).isEqualTo("filled");
    assertThat(placed(buy + ",'type':'stop','stop_price':'120'").get("status").asString())
        .isEqualTo("open");
    assertThat(
            placed(buy + ",'type':'stop_limit','stop_price':'120','price':'121'")
                .get("type")
                .asString())
        .isEqualTo("stop_limit");
    assertThat(
            placed(buy + ",'type':'limit','price':'95','time_in_force':'IOC'")
                .get("status")
                .asString())
        .isEqualTo("expired");
    assertThat(
            placed(buy + ",'type':'limit','price':'95','display_quantity':'0.1'")
                .get("display_quantity")
                .asString())
        .isEqualTo("0.10000000");
    long end = world.clock.millis() + 1_000;
    assertThat(
            placed(buy + ",'type':'limit','price':'95','time_in_force':'GTD','expire_at':" + end)
                .get("time_in_force")
                .asString())
        .isEqualTo("GTD");
  }
}
