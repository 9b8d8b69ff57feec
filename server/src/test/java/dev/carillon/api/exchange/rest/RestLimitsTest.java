package dev.carillon.api.exchange.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.api.exchange.format.TestPairs;
import dev.carillon.core.limit.Rate;
import dev.carillon.market.model.Command;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How many requests one may make over HTTP. */
class RestLimitsTest {
  private static final String TICKER = "/api/exchange/ticker?symbol=FED/USDT";
  private static final String ACCOUNT = "/api/exchange/account";

  private final RestWorld world = new RestWorld(Rate.perMinute(3));

  @AfterEach
  void close() {
    world.close();
  }

  private void use(RestClient client, String target) {
    for (int i = 0; i < 3; i++) {
      client.get(target).is(200);
    }
  }

  @Test
  void anAccountThatAsksTooMuchIsToldWhenToComeAgain() {
    use(world.as("john"), ACCOUNT);

    RestClient.Answer refused = world.as("john").get(ACCOUNT).is(429);
    refused.says("'code':'RATE_LIMITED'", "'retryAfterSeconds':20");
    assertThat(refused.headers().first("Retry-After")).contains("20");
    world.asNobody().with("X-API-Key", "johns-key").get(ACCOUNT).is(429);
    world.as("jane").get(ACCOUNT).is(200);

    world.clock.advanceMillis(20_000);
    world.as("john").get(ACCOUNT).is(200);
    world.as("john").get(ACCOUNT).is(429);
  }

  @Test
  void marketDataIsCountedByTheAddress() {
    world.apply(new Command.DefinePair(TestPairs.FED));
    use(world.asNobody(), TICKER);

    world.asNobody().get(TICKER).is(429);
    world.as("john").get(TICKER).is(429);
    world.as("john").get(ACCOUNT).is(200);
  }

  @Test
  void whatIsRefusedIsNotDone() {
    world.apply(new Command.DefinePair(TestPairs.BTC));
    world.apply(new Command.Deposit("john", "USDT", 1_000_000_00000000L, null));
    use(world.as("john"), ACCOUNT);
    long before = world.commands();

    world.as("john").post("/api/exchange/orders", RestClient.limit("buy", "10000", "0.01")).is(429);

    assertThat(world.commands()).isEqualTo(before);
  }

  @Test
  void feedsAndAdministratorsAreNotCounted() {
    world.apply(new Command.DefinePair(TestPairs.FED));
    for (int i = 0; i < 5; i++) {
      world
          .as("feeder")
          .post(
              "/api/feeds/trades",
              "{'trades':[{'symbol':'FED/USDT','price':'1','quantity':'1','side':'buy'}]}")
          .is(200);
      world
          .as("root")
          .post("/api/exchange/deposits", "{'owner':'john','currency':'USDT','amount':'1'}")
          .is(201);
    }
  }
}
