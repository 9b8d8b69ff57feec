package dev.carillon.api.desk.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.api.desk.rest.RestWorld.Client;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code /api/desk/quotes} and {@code symbols}. */
class QuoteRoutesTest {
  private static final String QUOTE = "{'symbol':'EURUSD','bid':1.08600,'ask':1.08601}";

  private final RestWorld world = new RestWorld();
  private final Client feeder = world.as("feeder");
  private final Client john = world.as("john");

  private static String quotes(String... quotes) {
    return "{'quotes':[" + String.join(",", quotes) + "]}";
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void quotesFromOutsideAreTheDesksOwn() {
    feeder
        .post("quotes", quotes(QUOTE))
        .is(200)
        .says("{'accepted':1,'refused':0,'results':[{'status':'accepted'}]}");

    john.get("quotes?symbol=EURUSD")
        .says(
            "'symbol':'EURUSD','bid':1.08600,'ask':1.08601,'last':1.08600,'volume':2,'spread':1,"
                + "'timestamp':'2024-01-03T12:00:00.000Z'");
    assertThat(world.fed).containsExactly("EURUSD");
  }

  @Test
  void aQuoteHasItsOwnTimeIfItSaysOne() {
    world.clock.advanceMillis(2_000);
    feeder.post("quotes", quotes(QUOTE.replace("}", ",'time':'2024-01-03T12:00:01Z'}")));
    john.get("quotes").says("'timestamp':'2024-01-03T12:00:01.000Z'");

    feeder.post("quotes", quotes(QUOTE.replace("}", ",'time':1704283201500}")));
    john.get("quotes").says("'timestamp':'2024-01-03T12:00:01.500Z'");

    feeder
        .post("quotes", quotes(QUOTE.replace("}", ",'time':'2024-01-03T12:00:00Z'}")))
        .says("'refused':1", "'code':'INVALID_QUOTE'");
    feeder.post("quotes", quotes(QUOTE.replace("}", ",'time':'noon'}"))).says("'refused':1");
  }

  @Test
  void eachQuoteIsAnsweredInItsPlace() {
    feeder
        .post(
            "quotes",
            quotes(
                QUOTE.replace("EURUSD", "XXXUSD"),
                QUOTE,
                QUOTE.replace("1.08601", "1.08599"),
                QUOTE.replace(",'ask':1.08601", ""),
                "{'symbol':'USDJPY','bid':148.5,'ask':148.501}"))
        .is(200)
        .says(
            "'accepted':2,'refused':3,'results':[{'status':'refused','code':'INVALID_QUOTE'",
            "},{'status':'accepted'},{'status':'refused','code':'INVALID_QUOTE'",
            "},{'status':'accepted'}]}");
    assertThat(world.fed).containsExactly("EURUSD", "USDJPY");
  }

  @Test
  void onlyAFeedOrAnAdministratorMayBringThem() {
    john.post("quotes", quotes(QUOTE)).is(403);
    world.as("root").post("quotes", quotes(QUOTE)).is(200);
    world.as("stranger").post("quotes", quotes(QUOTE)).is(401);
    feeder.post("quotes", "{}").is(400).says("'field':'quotes'");
    feeder.post("quotes", "{'quotes':[]}").is(400).says("'field':'quotes'");
  }

  @Test
  void aDeskThatTakesNothingIsNotFed() {
    world.desk.switchOff(true);

    feeder.post("quotes", quotes(QUOTE)).is(503);
    assertThat(world.fed).isEmpty();
  }

  @Test
  void symbolsAreShownWithTheirRules() {
    john.get("symbols?symbol=EURUSD")
        .is(200)
        .says(
            "'data':[{'symbol':'EURUSD','base':'EUR','quote':'USD','digits':5,"
                + "'contractSize':100000,'minVolume':0.01,'volumeStep':0.01,'maxVolume':100.0,"
                + "'marginPercent':100,'commission':5.0,'swapLong':0.0,'swapShort':0.0,"
                + "'sessions':'ALWAYS','open':true}]");
    john.get("symbols").says("'EURUSD'", "'USDJPY'");
  }

  @Test
  void anAdministratorDefinesAndChangesThem() {
    Client root = world.as("root");
    String gold =
        "{'symbol':'XAUUSD','base':'XAU','quote':'USD','digits':2,'contractSize':100,"
            + "'commission':7.5,'swapLong':-29.5,'sessions':'METALS','maxVolume':50}";
    root.post("symbols", gold)
        .is(201)
        .says(
            "'contractSize':100,'minVolume':0.01,'volumeStep':0.01,'maxVolume':50.0,"
                + "'marginPercent':100,'commission':7.5,'swapLong':-29.5,'swapShort':0.0,"
                + "'sessions':'METALS'");
    root.post("symbols", "{'symbol':'XAUUSD','marginPercent':200}")
        .is(201)
        .says("'marginPercent':200,'commission':7.5,'swapLong':-29.5", "'METALS'");
    root.post("symbols", gold).is(400).says("'field':'base'");
    root.post("symbols", gold.replace("XAUUSD", "XAGUSD").replace("50}", "5000000000}"))
        .is(400)
        .says("'field':'maxVolume'");
    root.post("symbols", "{'symbol':'XAGUSD'}").is(400).says("'field':'base'");
    root.post("symbols", "{'symbol':'XAUUSD','sessions':'x'}").is(400).says("'field':'sessions'");
    root.post("symbols", "{'symbol':'XAUUSD','swapLong':1.001}").is(400).says("'field':'swapLong'");
    john.post("symbols", gold).is(403);

    feeder
        .post("quotes", quotes("{'symbol':'XAUUSD','bid':2041.10,'ask':2041.30}"))
        .says("'accepted':1");
  }
}
