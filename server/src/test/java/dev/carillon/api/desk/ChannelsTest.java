package dev.carillon.api.desk;

import static dev.carillon.api.desk.DeskClient.all;
import static dev.carillon.api.desk.DeskClient.types;
import static dev.carillon.api.desk.format.Samples.EURUSD;
import static dev.carillon.api.desk.format.Samples.GBPUSD;
import static dev.carillon.api.desk.format.Samples.ORIGIN;
import static dev.carillon.api.desk.format.Samples.at;
import static dev.carillon.api.desk.format.Samples.position;
import static dev.carillon.api.desk.format.Samples.quote;
import static dev.carillon.api.desk.format.Samples.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.api.desk.format.Samples;
import dev.carillon.core.session.CloseReason;
import dev.carillon.desk.model.Alert;
import dev.carillon.desk.model.DeskEvent;
import dev.carillon.desk.model.OrderStatus;
import dev.carillon.desk.model.Period;
import dev.carillon.desk.model.PositionState;
import dev.carillon.desk.quote.QuoteState;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What the seven channels tell, when, and what comes at the beginning. */
class ChannelsTest {
  private final DeskWorld world = new DeskWorld();
  private final DeskClient john = world.connectAs("john");

  private void quoted(QuoteState quote) {
    world.happens(new DeskEvent.QuoteChanged(quote));
  }

  private void opens(PositionState position) {
    world.happens(new DeskEvent.PositionChanged(position, world.next(position.owner())));
  }

  /** The quotes change, and with them what a position is worth. */
  private void moves(PositionState position, long price) {
    world.desk.view().put(at(position, price));
    quoted(quote(position.symbol(), price, price));
  }

  @Test
  void row23PositionsBeginWithThoseThatAreOpen() {
    opens(position("john", 1, EURUSD, 10, 108_600, ORIGIN));
    opens(position("john", 2, GBPUSD, 10, 108_600, ORIGIN));
    opens(position("john", 3, EURUSD, 10, 108_600, ORIGIN));
    opens(with(position("john", 1, EURUSD, 10, 108_600, ORIGIN), 0));

    assertThat(all(john.subscribed("'positions'"), "ticket")).containsExactly("2", "3");
    assertThat(all(john.subscribed("{'name':'positions','filters':{'symbol':'EURUSD'}}"), "ticket"))
        .containsExactly("3");
  }

  @Test
  void row23OrdersBeginWithThoseThatArePending() {
    int ticket = 0;
    for (OrderStatus status : OrderStatus.values()) {
      ticket++;
      world.happens(
          new DeskEvent.OrderChanged(
              Samples.order("john", ticket, EURUSD, status, ORIGIN), world.next("john")));
    }

    assertThat(all(john.subscribed("'orders'"), "status")).containsExactly("PENDING");
  }

  @Test
  void row23TradesBeginWithNothing() {
    world.happens(new DeskEvent.Dealt(Samples.trade("john"), world.next("john")));

    assertThat(john.subscribed("'trades'")).isEmpty();
  }

  @Test
  void row23AlertsBeginWithThoseThatNobodyHasSeen() {
    Alert.Entity entity = new Alert.Entity(Alert.Entity.Kind.SYMBOL, "EURUSD");
    world.happens(
        new DeskEvent.AlertForAll(Samples.alert(1, null, entity)),
        new DeskEvent.AlertChanged("john", Samples.alert(2, "john", entity), world.next("john")),
        new DeskEvent.AlertChanged(
            "john", Samples.alert(3, "john", entity).acknowledged(true), world.next("john")),
        new DeskEvent.AlertChanged("jane", Samples.alert(4, "jane", entity), world.next("jane")));

    assertThat(all(john.subscribed("'alerts'"), "alertId")).containsExactly("alert_1", "alert_2");
  }

  @Test
  void row23AnalyticsBeginWithAllPeriods() {
    world.happens(
        new DeskEvent.AnalyticsChanged(
            "john",
            Arrays.stream(Period.values()).map(Samples::analytics).toList(),
            world.next("john")));

    assertThat(all(john.subscribed("'analytics'"), "period"))
        .containsExactly("DAY", "WEEK", "MONTH", "YEAR", "ALL");
  }

  @Test
  void row23MarketDataBeginsWithTheNewestQuotes() {
    quoted(quote(GBPUSD, 125_000, 1));
    quoted(quote(EURUSD, 108_500, 1));
    quoted(quote(EURUSD, 108_501, 2));

    assertThat(all(john.subscribed("{'name':'market-data','filters':{'symbol':'EURUSD'}}"), "bid"))
        .containsExactly("1.08501");
  }

  @Test
  void row17MarketDataWithoutASymbolIsOfAllSymbolsOnceInATimeEach() {
    john.subscribed("'market-data'");
    quoted(quote(EURUSD, 108_500, 1));
    quoted(quote(EURUSD, 108_501, 2));
    quoted(quote(GBPUSD, 125_000, 1));
    quoted(quote(EURUSD, 108_502, 3));
    assertThat(all(john.hears(), "bid")).containsExactly("1.085", "1.25");
    world.pass(100);
    assertThat(all(john.hears(), "bid")).containsExactly("1.08502");
    world.pass(100);

    assertThat(john.hears()).isEmpty();
  }

  @Test
  void row17ASlowReaderGetsTheNewestQuoteOfEachSymbol() {
    john.subscribed("'market-data'");
    john.link.stall();
    john.link.setBacklogBytes(100_000);
    for (int i = 0; i < 10; i++) {
      quoted(quote(EURUSD, 108_500 + i, i));
      quoted(quote(GBPUSD, 125_000 + i, i));
      world.pass(100);
    }
    assertThat(john.hears()).isEmpty();
    john.reads();

    assertThat(all(john.hears(), "bid")).containsExactlyInAnyOrder("1.08509", "1.25009");
  }

  @Test
  void row18TheQuotesTimeIsInTheDataAndTheSendTimeAtTheTop() {
    john.subscribed("'market-data'");
    world.clock.advanceMillis(40);
    quoted(quote(EURUSD, 108_500, 1));
    JsonNode message = john.hears().getFirst();

    assertThat(message.get("data").get("timestamp").asString())
        .isEqualTo("2024-01-01T00:00:00.000Z");
    assertThat(message.get("timestamp").asString()).isEqualTo("2024-01-01T00:00:00.040Z");
  }

  @Test
  void row22APositionsValueIsToldOnceInAQuarterOfASecond() {
    PositionState position = position("john", 1, EURUSD, 10, 108_600, ORIGIN);
    opens(position);
    john.subscribed("'positions'");
    moves(position, 108_601);
    assertThat(all(john.hears(), "currentPrice")).containsExactly("1.08601");
    moves(position, 108_602);
    moves(position, 108_603);
    assertThat(john.hears()).isEmpty();
    world.pass(249);
    assertThat(john.hears()).isEmpty();
    world.pass(1);
    List<JsonNode> heard = john.hears();

    assertThat(all(heard, "currentPrice")).containsExactly("1.08603");
    assertThat(all(heard, "duration")).containsExactly("3600");
  }

  @Test
  void row22WhatIsDoneToAPositionIsToldAtOnce() {
    PositionState position = position("john", 1, EURUSD, 10, 108_600, ORIGIN);
    john.subscribed("'positions'");
    opens(position);
    opens(with(position, 5));
    opens(with(position, 0));
    List<JsonNode> heard = john.hears();

    assertThat(all(heard, "volume")).containsExactly("0.1", "0.05", "0.0");
    assertThat(all(heard, "status")).containsExactly("OPEN", "OPEN", "CLOSED");
    quoted(quote(EURUSD, 108_700, 9));
    world.pass(1_000);
    assertThat(john.hears()).isEmpty();
  }

  @Test
  void row22WhatIsDoneToAPositionBeginsItsTimeAnew() {
    PositionState position = position("john", 1, EURUSD, 10, 108_600, ORIGIN);
    john.subscribed("'positions'");
    opens(position);
    john.hears();
    world.pass(200);
    opens(with(position, 5));
    moves(with(position, 5), 108_700);
    assertThat(all(john.hears(), "volume")).containsExactly("0.05");
    world.pass(249);
    assertThat(john.hears()).isEmpty();
    world.pass(1);

    assertThat(all(john.hears(), "currentPrice")).containsExactly("1.087");
  }

  @Test
  void aPositionWhosePriceStandsStillIsNotTold() {
    PositionState position = position("john", 1, EURUSD, 10, 108_600, ORIGIN);
    opens(position);
    john.subscribed("'positions'");
    quoted(quote(EURUSD, 108_600, 2));
    world.pass(250);

    assertThat(john.hears()).isEmpty();
  }

  @Test
  void whoListensNoMoreCostsNothing() {
    PositionState position = position("john", 1, EURUSD, 10, 108_600, ORIGIN);
    opens(position);
    john.subscribed("'positions','market-data'");
    moves(position, 108_601);
    moves(position, 108_602);
    john.hears();
    assertThat(world.feed.nextTimerMillis()).isEqualTo(world.clock.millis() + 100);
    john.answer("{'type':'unsubscribe','channels':['positions','market-data']}");
    world.pass(250);
    moves(position, 108_603);
    moves(position, 108_604);

    assertThat(world.feed.nextTimerMillis()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void aSecondListenerDoesNotDisturbTheFirst() {
    PositionState position = position("john", 1, EURUSD, 10, 108_600, ORIGIN);
    opens(position);
    john.subscribed("'positions'");
    moves(position, 108_601);
    john.hears();
    moves(position, 108_602);
    DeskClient other = world.connectAs("john");
    assertThat(all(other.subscribed("'positions'"), "currentPrice")).containsExactly("1.08602");
    world.pass(250);

    assertThat(all(john.hears(), "currentPrice")).containsExactly("1.08602");
  }

  @Test
  void row9TheStatesOfTradesAndOrdersAreTheContracts() {
    john.subscribed("'trades','orders'");
    for (OrderStatus status : OrderStatus.values()) {
      world.happens(
          new DeskEvent.OrderChanged(
              Samples.order("john", 7, EURUSD, status, ORIGIN), world.next("john")));
    }
    world.happens(
        new DeskEvent.Dealt(Samples.trade("john"), world.next("john")),
        new DeskEvent.Dealt(Samples.trade("john", 8, EURUSD, ORIGIN), world.next("john")));

    assertThat(all(john.hears(), "status"))
        .containsExactly(
            "PENDING", "FILLED", "CANCELLED", "REJECTED", "EXPIRED", "FILLED", "CLOSED");
  }

  @Test
  void aClosingTradeSaysWhatItBrought() {
    john.subscribed("'trades'");
    world.happens(
        new DeskEvent.Dealt(Samples.trade("john", 8, EURUSD, ORIGIN), world.next("john")));
    JsonNode data = john.hears().getFirst().get("data");

    assertThat(data.get("action").asString()).isEqualTo("SELL");
    assertThat(data.get("stopLoss").isNull()).isTrue();
    assertThat(data.get("closePrice").asString()).isEqualTo("1.086");
    assertThat(data.get("profit").asString()).isEqualTo("-10.0");
    assertThat(data.get("swap").asString()).isEqualTo("-0.12");
    assertThat(data.get("netProfit").asString()).isEqualTo("-11.12");
    assertThat(data.get("cause").asString()).isEqualTo("STOP_LOSS");
  }

  @Test
  void anAlertForEverybodyIsHeardByEverybody() {
    DeskClient jane = world.connectAs("jane");
    john.subscribed("{'name':'alerts','filters':{'symbol':'EURUSD'}}");
    jane.subscribed("{'name':'alerts','filters':{'symbol':'GBPUSD'}}");
    DeskClient all = world.connectAs("jane");
    all.subscribed("'alerts'");
    world.happens(
        new DeskEvent.AlertForAll(
            Samples.alert(1, null, new Alert.Entity(Alert.Entity.Kind.SYMBOL, "EURUSD"))));

    assertThat(types(john.hears())).containsExactly("alert");
    assertThat(jane.hears()).isEmpty();
    assertThat(types(all.hears())).containsExactly("alert");
  }

  @Test
  void alertsAreFilteredByWhatTheyAreAbout() {
    john.subscribed(
        "{'name':'alerts','filters':{'connectionId':'conn_456'}},"
            + "{'name':'alerts','filters':{'strategyId':'strategy_123'}}");
    int id = 0;
    for (Alert.Entity.Kind kind : Alert.Entity.Kind.values()) {
      for (String name : List.of("conn_456", "strategy_123")) {
        id++;
        Alert alert = Samples.alert(id, "john", new Alert.Entity(kind, name));
        world.happens(new DeskEvent.AlertChanged("john", alert, world.next("john")));
      }
    }

    assertThat(john.hears())
        .extracting(message -> message.get("data").get("entity").toString())
        .containsExactly(
            "{\"type\":\"CONNECTION\",\"id\":\"conn_456\"}",
            "{\"type\":\"STRATEGY\",\"id\":\"strategy_123\"}");
  }

  @Test
  void whoReadsNoTradesForTooLongIsClosed() {
    DeskWorld narrow = new DeskWorld(new DeskSettings(10_000, DeskSettings.Limits.OFF));
    DeskClient slow = narrow.connectAs("john");
    slow.subscribed("'trades'");
    slow.link.stall();
    for (int i = 1; i <= 30; i++) {
      narrow.happens(
          new DeskEvent.Dealt(Samples.trade("john", i, EURUSD, ORIGIN), narrow.next("john")));
    }

    assertThat(slow.closed()).isEqualTo(CloseReason.SLOW_CONSUMER);
  }

  @Test
  void whatNoChannelTellsOfIsNotTold() {
    john.subscribed("'trades','positions','orders','alerts','analytics','market-data'");
    world.happens(new DeskEvent.SymbolChanged(EURUSD));

    assertThat(john.hears()).isEmpty();
  }
}
