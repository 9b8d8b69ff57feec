package dev.carillon.api.exchange;

import static dev.carillon.api.exchange.ExchangeClient.only;
import static dev.carillon.api.exchange.ExchangeClient.types;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.api.exchange.feed.FeedSettings;
import dev.carillon.api.exchange.format.OrderIds;
import dev.carillon.market.book.Side;
import dev.carillon.market.model.Command;
import dev.carillon.market.model.OrderState;
import dev.carillon.market.model.OrderTerms;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class PrivateChannelsTest {
  private final ExchangeWorld world = new ExchangeWorld();
  private final ExchangeClient john = world.connectAs("john");

  private static long sequence(JsonNode message) {
    return message.get("data").get("sequence").asLong();
  }

  private static List<Long> sequences(List<JsonNode> messages) {
    return messages.stream().map(PrivateChannelsTest::sequence).toList();
  }

  @Test
  void rowXAnAccountBeginsWithAllBalancesThatAreNotZero() {
    world.rests("john", Side.BUY, "100", "2");
    List<JsonNode> heard = john.subscribed("'channel':'account'");

    assertThat(types(heard)).containsExactly("account_update");
    assertThat(heard.getFirst().get("data").get("balances").toString())
        .isEqualTo(
            "[{\"currency\":\"BTC\",\"available\":\"100.00000000\","
                + "\"locked\":\"0.00000000\",\"total\":\"100.00000000\"},"
                + "{\"currency\":\"USDT\",\"available\":\"999800.00000000\","
                + "\"locked\":\"200.00000000\",\"total\":\"1000000.00000000\"}]");
    assertThat(sequence(heard.getFirst())).isEqualTo(world.engine.view().sequence("john"));
  }

  @Test
  void rowXEveryUpdateHasAllBalances() {
    john.subscribed("'channel':'account'");
    world.does(new Command.Withdraw("john", "BTC", 100_00000000L, null));

    assertThat(john.hears().getFirst().get("data").get("balances").size()).isEqualTo(1);
  }

  @Test
  void rowYOrdersBeginWithOneUpdateForEachThatIsOpen() {
    OrderState first = world.rests("john", Side.BUY, "100", "1");
    OrderState second = world.rests("john", Side.BUY, "101", "1");
    world.rests("jane", Side.BUY, "102", "1");
    List<JsonNode> heard = john.subscribed("'channel':'orders'");

    assertThat(heard)
        .extracting(message -> message.get("data").get("order_id").asString())
        .containsExactly(
            OrderIds.text(first.createdAt(), first.id()),
            OrderIds.text(second.createdAt(), second.id()));
    assertThat(heard).allMatch(message -> message.get("data").get("snapshot").asBoolean());
  }

  @Test
  void rowYUserTradesBeginWithNoneUnlessThereIsAskedForSome() {
    world.rests("market", Side.SELL, "100", "3");
    for (int i = 0; i < 3; i++) {
      world.rests("john", Side.BUY, "100", "1");
    }

    assertThat(john.subscribed("'channel':'user_trades'")).isEmpty();
    assertThat(world.connectAs("john").subscribed("'channel':'user_trades','recent':2"))
        .extracting(message -> message.get("data").get("trade_id").asString())
        .containsExactly("trade_2", "trade_3");
    assertThat(world.connectAs("jane").subscribed("'channel':'user_trades','recent':2")).isEmpty();
  }

  @Test
  void perMatchComeTheTradeTheOrderAndTheBalancesWithOneSequence() {
    world.rests("market", Side.SELL, "100", "1");
    world.rests("market", Side.SELL, "101", "1");
    john.subscribed("'channel':'account'");
    john.subscribed("'channel':'orders'");
    john.subscribed("'channel':'user_trades'");
    long before = world.engine.view().sequence("john");
    world.rests("john", Side.BUY, "101", "2");
    List<JsonNode> heard = john.hears();

    assertThat(types(heard))
        .containsExactly(
            "order_update",
            "account_update",
            "user_trade",
            "order_update",
            "account_update",
            "user_trade",
            "order_update",
            "account_update");
    assertThat(sequences(heard))
        .containsExactly(
            before + 1,
            before + 2,
            before + 3,
            before + 4,
            before + 5,
            before + 6,
            before + 7,
            before + 8);
    assertThat(only(heard, "order_update"))
        .extracting(message -> message.get("data").get("status").asString())
        .containsExactly("open", "partially_filled", "filled");
  }

  @Test
  void rowVFeesAreInWhatIsReceived() {
    world.rests("market", Side.SELL, "100", "1");
    john.subscribed("'channel':'user_trades'");
    world.connectAs("market");
    ExchangeClient maker = world.clients.getLast();
    maker.subscribed("'channel':'user_trades'");
    world.rests("john", Side.BUY, "100", "1");
    JsonNode bought = john.hears().getFirst().get("data");
    JsonNode sold = maker.hears().getFirst().get("data");

    assertThat(bought.get("fee").asString() + " " + bought.get("fee_currency").asString())
        .isEqualTo("0.00100000 BTC");
    assertThat(bought.get("role").asString()).isEqualTo("taker");
    assertThat(sold.get("fee").asString() + " " + sold.get("fee_currency").asString())
        .isEqualTo("0.10000000 USDT");
    assertThat(sold.get("role").asString()).isEqualTo("maker");
  }

  @Test
  void rowTOwnAndPublicTradesAreJoinedByTheirNumber() {
    john.subscribed("'channel':'user_trades'");
    john.subscribed("'channel':'trades','symbol':'BTC/USDT'");
    world.rests("market", Side.SELL, "100", "1");
    world.rests("john", Side.BUY, "100", "1");
    List<JsonNode> heard = john.hears();

    assertThat(only(heard, "user_trade").getFirst().get("data").get("trade_id").asString())
        .isEqualTo(
            "trade_" + only(heard, "trade").getFirst().get("data").get("trade_id").asString());
  }

  @Test
  void aRefusedOrderIsAnUpdateToo() {
    john.subscribed("'channel':'orders'");
    world.does(new Command.Place("john", "BTC/USDT", OrderTerms.limit(Side.BUY, 100, 1), null));
    JsonNode update = john.hears().getFirst().get("data");

    assertThat(update.get("status").asString()).isEqualTo("rejected");
    assertThat(update.get("reason").asString()).isEqualTo("MIN_NOTIONAL");
  }

  @Test
  void whoComesBackGetsWhatCameMeanwhile() {
    world.rests("john", Side.BUY, "100", "1");
    long seen = world.engine.view().sequence("john");
    world.rests("john", Side.BUY, "101", "1");
    world.does(new Command.CancelAll("john", null));
    john.hears();
    List<JsonNode> heard = john.asks("subscribe", "'channel':'orders','resume_from':" + seen);

    assertThat(types(heard))
        .containsExactly("subscribed", "order_update", "order_update", "order_update");
    assertThat(heard.getFirst().get("data").get("resumed").asBoolean()).isTrue();
    assertThat(heard.getFirst().get("data").get("sequence").asLong())
        .isEqualTo(world.engine.view().sequence("john"));
    assertThat(heard.subList(1, 4))
        .extracting(message -> message.get("data").get("status").asString())
        .containsExactly("open", "cancelled", "cancelled");
    assertThat(sequences(heard.subList(1, 4))).allMatch(sequence -> sequence > seen);
  }

  @Test
  void aResumedEventHasTheBytesThatItHadLive() {
    john.subscribed("'channel':'orders'");
    john.subscribed("'channel':'user_trades'");
    john.subscribed("'channel':'account'");
    long seen = world.engine.view().sequence("john");
    world.rests("market", Side.SELL, "100", "1");
    world.rests("john", Side.BUY, "100", "1");
    List<JsonNode> live = john.hears();
    ExchangeClient again = world.connectAs("john");
    for (String channel : List.of("orders", "user_trades", "account")) {
      List<JsonNode> resumed =
          again.subscribed("'channel':'" + channel + "','resume_from':" + seen);

      assertThat(resumed)
          .isNotEmpty()
          .isEqualTo(
              live.stream()
                  .filter(message -> message.get("channel").asString().equals(channel))
                  .toList());
    }
  }

  @Test
  void whoMissedNothingHearsThat() {
    long seen = world.engine.view().sequence("john");
    john.hears();
    List<JsonNode> heard = john.asks("subscribe", "'channel':'orders','resume_from':" + seen);

    assertThat(heard).hasSize(1);
    assertThat(heard.getFirst().get("data").get("resumed").asBoolean()).isTrue();
  }

  @Test
  void whoMissedMoreThanIsKeptHearsThatAndGetsEverythingAnew() {
    ExchangeWorld forgetful =
        new ExchangeWorld(
            ExchangeSettings.DEFAULTS, new FeedSettings(100, 250, 100, 4, 1_000, 30_000));
    ExchangeClient client = forgetful.connectAs("john");
    client.hears();
    long seen = forgetful.engine.view().sequence("john");
    for (int i = 0; i < 3; i++) {
      forgetful.rests("john", Side.BUY, "10" + i, "1");
    }
    List<JsonNode> orders = client.asks("subscribe", "'channel':'orders','resume_from':" + seen);
    List<JsonNode> account =
        client.asks("subscribe", "'channel':'account','resume_from':" + (seen + 1));
    List<JsonNode> kept =
        client.asks("subscribe", "'channel':'user_trades','resume_from':" + (seen + 2));

    assertThat(orders.getFirst().get("data").get("resumed").asBoolean()).isFalse();
    assertThat(orders).hasSize(4);
    assertThat(account.getFirst().get("data").get("resumed").asBoolean()).isFalse();
    assertThat(types(account)).containsExactly("subscribed", "account_update");
    assertThat(kept.getFirst().get("data").get("resumed").asBoolean()).isTrue();
  }

  @Test
  void aSequenceThatWasNeverGivenOutIsNotResumed() {
    john.hears();
    List<JsonNode> heard = john.asks("subscribe", "'channel':'account','resume_from':99999");

    assertThat(heard.getFirst().get("data").get("resumed").asBoolean()).isFalse();
    assertThat(types(heard)).containsExactly("subscribed", "account_update");
  }

  @Test
  void theAccountThatWasQuietLongestIsForgottenFirst() {
    ExchangeWorld forgetful =
        new ExchangeWorld(
            ExchangeSettings.DEFAULTS, new FeedSettings(100, 250, 100, 100, 10, 30_000));
    ExchangeClient client = forgetful.connectAs("john");
    client.hears();
    long seen = forgetful.engine.view().sequence("john");
    forgetful.rests("john", Side.BUY, "100", "1");
    for (int i = 0; i < 5; i++) {
      forgetful.rests("jane", Side.BUY, "10" + i, "1");
    }

    assertThat(
            client
                .asks("subscribe", "'channel':'orders','resume_from':" + seen)
                .getFirst()
                .get("data")
                .get("resumed")
                .asBoolean())
        .isFalse();
  }

  @Test
  void anExistingSubscriptionCanBeResumed() {
    john.subscribed("'channel':'orders'");
    long seen = world.engine.view().sequence("john");
    world.rests("john", Side.BUY, "100", "1");
    john.hears();
    List<JsonNode> heard = john.asks("subscribe", "'channel':'orders','resume_from':" + seen);
    world.rests("john", Side.BUY, "101", "1");

    assertThat(types(heard)).containsExactly("subscribed", "order_update");
    assertThat(types(john.hears())).containsExactly("order_update");
  }
}
