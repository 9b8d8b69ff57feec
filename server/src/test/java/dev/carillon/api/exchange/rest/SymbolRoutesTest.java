package dev.carillon.api.exchange.rest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code /api/exchange/symbols} for administrators. */
class SymbolRoutesTest {
  private static final String SYMBOLS = "/api/exchange/symbols";
  private static final String BTC = SYMBOLS + "/BTC%2FUSDT";
  private static final String PAIR =
      "{'symbol':'BTC/USDT','price_decimals':2,'tick_size':'0.01','lot_size':'0.00001'}";

  private final RestWorld world = new RestWorld();
  private final RestClient root = world.as("root");

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void aServerWithoutPairsIsMadeUsable() {
    root.post(SYMBOLS, PAIR).is(201).says("'status':'TRADING'", "'taker_fee_percent':'0.10'");
    root.post("/api/exchange/deposits", "{'owner':'john','currency':'USDT','amount':'100'}")
        .is(201);

    world.as("john").places("buy", "10000", "0.01");
  }

  @Test
  void allRulesCanBeGiven() {
    String rules =
        "'max_quantity':'1000.00000000','min_notional':'5.00000000','price_band_percent':'50.00',"
            + "'market_protection_percent':'2.50','max_open_orders':10,"
            + "'maker_fee_percent':'0.02','taker_fee_percent':'0.05'";
    String body = PAIR.replace("}", "," + rules + ",'fed':true,'status':'HALT'}");

    long before = world.commands();
    root.post(SYMBOLS, body).is(201).says(rules, "'fed':true", "'status':'HALT'");
    assertThat(world.commands()).as("never open in between").isEqualTo(before + 1);
    world.asNobody().get(BTC).is(200).says(rules);
  }

  @Test
  void aPairIsDefinedOnce() {
    root.post(SYMBOLS, PAIR).is(201);

    root.post(SYMBOLS, PAIR.replace("0.00001'", "0.001'")).is(409).says("'code':'CONFLICT'");
  }

  @Test
  void aPairMustMakeSense() {
    root.post(SYMBOLS, PAIR.replace("0.00001'", "0.00000001'"))
        .is(400)
        .says("'field':'lot_size'", "whole number");
    root.post(SYMBOLS, PAIR.replace("BTC/USDT", "btc/usdt")).is(400).says("'field':'symbol'");
    root.post(SYMBOLS, PAIR.replace("BTC/USDT", "BTC/BTC")).is(400).says("'field':'symbol'");
    root.post(SYMBOLS, PAIR.replace("'0.01'", "'0'")).is(400).says("'field':'tick_size'");
    root.post(SYMBOLS, PAIR.replace("'0.01'", "'0.001'")).is(400).says("'field':'tick_size'");
    root.post(SYMBOLS, PAIR.replace("tick_size", "tick")).is(400).says("'field':'tick'");
    root.post(SYMBOLS, PAIR.replace("}", ",'status':'OPEN'}")).is(400).says("'field':'status'");
    root.post(SYMBOLS, PAIR.replace("}", ",'taker_fee_percent':'100.01'}"))
        .is(400)
        .says("'field':'taker_fee_percent'");
    root.post(SYMBOLS, PAIR.replace("}", ",'max_quantity':'0.000015'}"))
        .is(400)
        .says("'field':'max_quantity'");
    assertThat(world.asNobody().get(SYMBOLS).texts("symbol")).isEmpty();
  }

  @Test
  void limitsFeesAndStatusCanChange() {
    root.post(SYMBOLS, PAIR).is(201);

    root.patch(BTC, "{'min_notional':10,'taker_fee_percent':'0.2','status':'cancel_only'}")
        .is(200)
        .says(
            "'min_notional':'10.00000000'",
            "'maker_fee_percent':'0.10'",
            "'taker_fee_percent':'0.20'",
            "'status':'CANCEL_ONLY'");
    root.post("/api/exchange/deposits", "{'owner':'john','currency':'USDT','amount':'100'}");
    world
        .as("john")
        .post("/api/exchange/orders", RestClient.limit("buy", "10000", "0.01"))
        .is(422)
        .says("'reason':'MARKET_CLOSED'");
    root.patch(BTC, "{'status':'TRADING'}").is(200).says("'min_notional':'10.00000000'");
    world.as("john").places("buy", "10000", "0.01");
  }

  @Test
  void theRestOfAPairNeverChanges() {
    root.post(SYMBOLS, PAIR).is(201);

    root.patch(BTC, "{'tick_size':'0.1'}").is(400).says("'field':'tick_size'");
    root.patch(SYMBOLS + "/X", "{'status':'HALT'}").is(404);
  }

  @Test
  void onlyAdministratorsMay() {
    world.as("john").post(SYMBOLS, PAIR).is(403);
    world.as("feeder").post(SYMBOLS, PAIR).is(403);
    world.asNobody().patch(BTC, "{}").is(401);
  }
}
