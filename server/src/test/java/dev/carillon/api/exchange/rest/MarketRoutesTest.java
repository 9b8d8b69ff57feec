package dev.carillon.api.exchange.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.api.exchange.format.TestPairs;
import dev.carillon.api.exchange.rest.RestClient.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Market data for everybody. */
class MarketRoutesTest {
  private static final String API = "/api/exchange/";

  private final RestWorld world = RestWorld.withMoney(TestPairs.BTC, TestPairs.FED);
  private final RestClient john = world.as("john");
  private final RestClient jane = world.as("jane");
  private final RestClient anybody = world.asNobody();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void pairsAreListedWithTheirRules() {
    Answer all = anybody.get(API + "symbols").is(200);

    assertThat(all.texts("symbol")).containsExactly("BTC/USDT", "FED/USDT");
    anybody
        .get(API + "symbols/BTC%2FUSDT")
        .is(200)
        .says(
            "'symbol':'BTC/USDT','base':'BTC','quote':'USDT','status':'TRADING'",
            "'tick_size':'0.01'",
            "'lot_size':'0.00001000'",
            "'min_notional':'5.00000000'",
            "'fed':false");
    anybody.get(API + "symbols/BTCUSDT").is(404);
  }

  @Test
  void aTickerIsThatOfTheChannel() {
    trade("45000", "0.5");
    john.places("buy", "44999.5", "0.1");

    anybody
        .get(API + "ticker?symbol=BTC/USDT")
        .is(200)
        .says(
            "'symbol':'BTC/USDT','price':'45000.00','change_24h':'0.00'",
            "'volume_24h':'0.50000000'",
            "'bid':'44999.50','ask':'0.00'",
            "'quote_volume_24h':'22500.00000000'");
    anybody.get(API + "ticker?symbol=BTC%2FUSDT").is(200);
    anybody.get(API + "ticker").is(400).says("'field':'symbol'");
    anybody.get(API + "ticker?symbol=btcusdt").is(400).says("'BTC/USDT'");
  }

  @Test
  void aBookHasTheSequenceOfItsStream() {
    john.places("buy", "45000", "0.5");
    Answer first = anybody.get(API + "orderbook?symbol=BTC/USDT&depth=5").is(200);
    jane.places("sell", "45001", "0.25");
    Answer second = anybody.get(API + "orderbook?symbol=BTC/USDT&depth=5").is(200);

    first.says("'bids':[['45000.00','0.50000000']],'asks':[]", "'depth':5");
    second.says(
        "'bids':[['45000.00','0.50000000']],'asks':[['45001.00','0.25000000']]", "'checksum':");
    assertThat(sequence(second)).isEqualTo(sequence(first) + 1);
    assertThat(second.text("epoch")).isEqualTo(first.text("epoch"));
  }

  private static long sequence(Answer answer) {
    return Long.parseLong(answer.body().replaceAll(".*'sequence':([0-9]+).*", "$1"));
  }

  @Test
  void aBookHasOneOfTheDepths() {
    for (int i = 0; i < 25; i++) {
      john.places("buy", "45000.%02d".formatted(i), "0.01");
    }

    anybody
        .get(API + "orderbook?symbol=BTC/USDT&depth=1")
        .says("'bids':[['45000.24','0.01000000']]");
    assertThat(anybody.get(API + "orderbook?symbol=BTC/USDT").body().split("0.01000000", -1))
        .hasSize(21);
    anybody
        .get(API + "orderbook?symbol=BTC/USDT&depth=7")
        .is(400)
        .says("must be one of 1, 5, 10, 20, 50, 100, 500");
  }

  @Test
  void tradesAreListedNewestFirstInPages() {
    trade("45000", "0.1");
    trade("45001", "0.2");
    trade("45002", "0.3");

    Answer page = anybody.get(API + "trades?symbol=BTC/USDT&limit=2").is(200);
    Answer last = anybody.get(API + "trades?symbol=BTC/USDT&before=2").is(200);

    page.says(
        "'data':[{'symbol':'BTC/USDT','trade_id':'3','price':'45002.00',"
            + "'quantity':'0.30000000','side':'sell','timestamp':1672531200000},",
        "'page':{'next':'2'}");
    assertThat(page.texts("trade_id")).containsExactly("3", "2");
    assertThat(last.says("'next':null").texts("trade_id")).containsExactly("1");
    anybody.get(API + "trades?symbol=BTC/USDT&before=x").is(400).says("'field':'before'");
  }

  @Test
  void whatIsAskedOfAFullEngineIsA503() {
    world.isFull = true;

    anybody.get(API + "ticker?symbol=BTC/USDT").is(503);
    anybody.get(API + "symbols").is(200);
  }

  private void trade(String price, String quantity) {
    john.places("buy", price, quantity);
    jane.places("sell", price, quantity);
  }
}
