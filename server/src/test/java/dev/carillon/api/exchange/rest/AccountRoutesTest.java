package dev.carillon.api.exchange.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.api.exchange.format.TestPairs;
import dev.carillon.api.exchange.rest.RestClient.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code account}, {@code user-trades}, {@code deposits} and {@code withdrawals}. */
class AccountRoutesTest {
  private static final String ACCOUNT = "/api/exchange/account";
  private static final String FILLS = "/api/exchange/user-trades";
  private static final String DEPOSITS = "/api/exchange/deposits";
  private static final String WITHDRAWALS = "/api/exchange/withdrawals";
  private static final String MILLION = "{'owner':'jim','currency':'USDT','amount':'1000000.5'}";

  private final RestWorld world = RestWorld.withMoney(TestPairs.BTC);
  private final RestClient john = world.as("john");
  private final RestClient jane = world.as("jane");
  private final RestClient root = world.as("root");

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void anAccountShowsWhatIsAvailableAndWhatOrdersHold() {
    john.places("buy", "45000", "0.1");

    assertThat(john.get(ACCOUNT).is(200).body())
        .isEqualTo(
            "{'success':true,'data':{'balances':["
                + "{'currency':'BTC','available':'10.00000000','locked':'0.00000000',"
                + "'total':'10.00000000'},"
                + "{'currency':'USDT','available':'995500.00000000','locked':'4500.00000000',"
                + "'total':'1000000.00000000'}],'timestamp':1672531200000,'sequence':4}}");
    world.asNobody().get(ACCOUNT).is(401);
    root.get(ACCOUNT).says("'balances':[]", "'sequence':0");
  }

  @Test
  void whatOneTradedIsListedWithItsOrder() {
    String resting = john.places("buy", "45000", "0.5");
    String taking = jane.places("sell", "45000", "0.5");

    assertThat(john.get(FILLS).is(200).body())
        .isEqualTo(
            "{'success':true,'data':[{'trade_id':'trade_1','order_id':'"
                + resting
                + "','symbol':'BTC/USDT','side':'buy','quantity':'0.50000000',"
                + "'price':'45000.00','fee':'0.00050000','fee_currency':'BTC','role':'maker',"
                + "'timestamp':1672531200000,'sequence':5}],'page':{'next':null}}");
    jane.get(FILLS).says(taking, "'role':'taker'", "'fee':'22.50000000','fee_currency':'USDT'");
    world.asNobody().get(FILLS).is(401);
  }

  @Test
  void whatOneTradedComesInPages() {
    john.places("buy", "45000", "0.3");
    for (int i = 0; i < 3; i++) {
      jane.places("sell", "45000", "0.1");
    }

    Answer page = john.get(FILLS + "?limit=2&symbol=BTC/USDT");
    Answer last = john.get(FILLS + "?limit=2&before=" + page.text("next"));

    assertThat(page.texts("trade_id")).containsExactly("trade_3", "trade_2");
    assertThat(last.says("'next':null").texts("trade_id")).containsExactly("trade_1");
  }

  @Test
  void administratorsMoveMoney() {
    root.post(DEPOSITS, MILLION).is(201).says("'owner':'jim'", "'total':'1000000.50000000'");
    root.post(WITHDRAWALS, "{'owner':'jim','currency':'USDT','amount':'0.5'}")
        .is(201)
        .says("'total':'1000000.00000000'");
  }

  @Test
  void nobodyElseMovesMoney() {
    john.post(DEPOSITS, MILLION).is(403);
    world.as("feeder").post(WITHDRAWALS, MILLION).is(403);
    world.asNobody().post(DEPOSITS, MILLION).is(401);
    john.get(ACCOUNT).says("'total':'1000000.00000000'");
  }

  @Test
  void moneyIsMovedOnceForOneKey() {
    RestClient keyed = root.with("Idempotency-Key", "once");
    keyed.post(DEPOSITS, MILLION).is(201);

    Answer again = keyed.post(DEPOSITS, MILLION).is(201).says("'total':'1000000.50000000'");

    assertThat(again.headers().first("Idempotency-Replayed")).contains("true");
    keyed
        .post(DEPOSITS, MILLION.replace("1000000.5", "1"))
        .is(422)
        .says("'code':'IDEMPOTENCY_KEY_REUSED'");
    keyed.post(WITHDRAWALS, MILLION).is(201).says("'balances':[]");
  }

  @Test
  void moneyThatIsNotThereIsNotMoved() {
    root.post(WITHDRAWALS, "{'owner':'john','currency':'USDT','amount':'1000000.01'}")
        .is(422)
        .says("'code':'INSUFFICIENT_BALANCE'");
    root.post(DEPOSITS, "{'owner':'john','currency':'XYZ','amount':'1'}")
        .is(422)
        .says("'code':'UNKNOWN_CURRENCY'");
    root.post(DEPOSITS, "{'owner':'john','currency':'USDT','amount':'0'}")
        .is(400)
        .says("'field':'amount'");
    root.post(DEPOSITS, "{'owner':'john','currency':'USDT','amount':'0.000000001'}")
        .is(400)
        .says("'field':'amount'");
    root.post(DEPOSITS, MILLION.replace("jim", "jon")).is(400).says("'field':'owner'");
    root.post(WITHDRAWALS, MILLION.replace("jim", "jon")).is(400).says("'field':'owner'");
    root.post(DEPOSITS, "{'owner':'a b','currency':'USDT','amount':'1'}")
        .is(400)
        .says("'field':'owner'");
  }
}
