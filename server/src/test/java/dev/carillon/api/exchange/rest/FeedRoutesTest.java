package dev.carillon.api.exchange.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.api.exchange.format.TestPairs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code POST /api/feeds/trades}. */
class FeedRoutesTest {
  private static final String TRADES = "/api/feeds/trades";
  private static final String ONE =
      "{'symbol':'FED/USDT','price':'1.2345','quantity':'2.5','side':'sell'}";

  private final RestWorld world = RestWorld.withMoney(TestPairs.BTC, TestPairs.FED);
  private final RestClient feeder = world.as("feeder");

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void tradesFromOutsideBecomeMarketData() {
    feeder
        .post(TRADES, "{'trades':[" + ONE + "," + ONE.replace("1.2345", "1.3") + "]}")
        .is(200)
        .says("{'accepted':2,'refused':0,'results':[{'status':'accepted'},{'status':'accepted'}]}");

    world
        .asNobody()
        .get("/api/exchange/trades?symbol=FED/USDT")
        .says("'trade_id':'2','price':'1.3000','quantity':'2.50000000','side':'sell'");
    world.asNobody().get("/api/exchange/ticker?symbol=FED/USDT").says("'price':'1.3000'");
    world.asNobody().get("/api/exchange/klines?symbol=FED/USDT").says("'open':'1.2345'");
  }

  @Test
  void aTradesOwnTimeIsToldWhileItsMinuteIsOpen() {
    world.clock.advanceMillis(20_000);
    long own = RestWorld.START.toEpochMilli() + 7_000;
    feeder.post(TRADES, "{'trades':[" + ONE.replace("}", ",'timestamp':" + own + "}") + "]}");
    world.minute();
    feeder.post(TRADES, "{'trades':[" + ONE.replace("}", ",'timestamp':" + own + "}") + "]}");

    world
        .asNobody()
        .get("/api/exchange/trades?symbol=FED/USDT")
        .says("'trade_id':'1'", "'timestamp':" + own)
        .says("'trade_id':'2'", "'timestamp':" + world.clock.millis());
    feeder
        .post(TRADES, "{'trades':[" + ONE.replace("}", ",'timestamp':-1}") + "]}")
        .says("timestamp: must be");
  }

  @Test
  void eachTradeIsAnsweredInItsPlace() {
    feeder
        .post(
            TRADES,
            "{'trades':["
                + ONE.replace("'sell'", "'up'")
                + ","
                + ONE.replace("}", ",'timestamp':1672531200000}")
                + ","
                + ONE.replace("FED/", "BTC/").replace("1.2345", "1.23")
                + ","
                + ONE.replace("FED/", "XYZ/")
                + ","
                + ONE.replace("1.2345", "1.2346")
                + ",{'symbol':'FED/USDT','price':'1','side':'buy'}]}")
        .is(200)
        .says(
            "'accepted':1,'refused':5,'results':[",
            "[{'status':'refused','code':'INVALID_PARAMS','message':'",
            "side: must be one of buy, sell'},{'status':'accepted'},"
                + "{'status':'refused','code':'FED_PAIR'",
            "'code':'INVALID_SYMBOL'",
            "price: must be a multiple of the tick size 0.0005'",
            "quantity: is required'}]");
  }

  @Test
  void whatAFullEngineDoesNotTakeIsSaid() {
    world.isFull = true;

    feeder.post(TRADES, "{'trades':[" + ONE + "]}").is(200).says("'code':'BUSY'", "'accepted':0");
  }

  @Test
  void theRoleFeedOrAnAdministratorMay() {
    String body = "{'trades':[" + ONE + "]}";

    world.as("root").post(TRADES, body).is(200);
    world.as("john").post(TRADES, body).is(403);
    world.asNobody().post(TRADES, body).is(401);
  }

  @Test
  void oneToAThousandTradesAreTaken() {
    feeder.post(TRADES, "{'trades':[]}").is(400).says("'field':'trades'");
    feeder.post(TRADES, "{}").is(400).says("'field':'trades'");
    feeder.post(TRADES, "{'trades':[1]}").is(400).says("'field':'trades'");
    feeder.post(TRADES, "{'trades':[" + ONE + ("," + ONE).repeat(1_000) + "]}").is(400);
    String most =
        feeder.post(TRADES, "{'trades':[" + ONE + ("," + ONE).repeat(999) + "]}").is(200).body();
    assertThat(most).contains("'accepted':1000,");
  }
}
