package dev.carillon.desk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.desk.codec.CommandCodec;
import dev.carillon.desk.codec.CommandCodec.Timed;
import dev.carillon.desk.model.AccountTerms;
import dev.carillon.desk.model.Answer;
import dev.carillon.desk.model.Command;
import dev.carillon.desk.model.Command.Close;
import dev.carillon.desk.model.Command.Deposit;
import dev.carillon.desk.model.Command.Quotes;
import dev.carillon.desk.model.Command.Withdraw;
import dev.carillon.desk.model.Deal;
import dev.carillon.desk.model.DeskEvent;
import dev.carillon.desk.model.DeskEvent.Dealt;
import dev.carillon.desk.model.DeskEvent.OrderChanged;
import dev.carillon.desk.model.DeskEvent.QuoteChanged;
import dev.carillon.desk.model.MarginMode;
import dev.carillon.desk.model.OrderState;
import dev.carillon.desk.model.OrderStatus;
import dev.carillon.desk.model.OrderTerms;
import dev.carillon.desk.model.OrderType;
import dev.carillon.desk.model.PositionState;
import dev.carillon.desk.model.Side;
import dev.carillon.desk.quote.QuoteState;
import dev.carillon.desk.quote.Symbol;
import dev.carillon.desk.quote.Symbol.Costs;
import dev.carillon.desk.quote.Tick;
import dev.carillon.state.StateReader;
import dev.carillon.state.StateWriter;
import dev.carillon.testkit.Seeds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;

/** What holds whatever is asked of the desk. */
class DeskPropertiesTest {
  private static final int COMMANDS = 600;
  private static final int WILD = 60;

  @Seeds(40)
  void theFiguresKeptUpWithEachQuoteAreThoseWorkedOutAnew(RandomGenerator random) {
    Reference reference = new Reference();
    Desk desk = reference.desk();
    RandomCommands commands = new RandomCommands(random, desk.view(), WILD);

    run(
        desk,
        commands,
        (command, answer) -> {
          note(reference, command, answer);
          RandomCommands.OWNERS.stream()
              .filter(owner -> desk.view().account(owner).isPresent())
              .forEach(reference::check);
          desk.verify();
        });
  }

  private static void note(Reference reference, Command command, Answer answer) {
    if (answer instanceof Answer.Account) {
      switch (command) {
        case Deposit(var owner, var cents, _) -> reference.moved(owner, cents);
        case Withdraw(var owner, var cents, _) -> reference.moved(owner, -cents);
        default -> {}
      }
    }
  }

  @Seeds(40)
  void nothingIsDealtAtAPriceThatTheLiveQuoteDoesNotShow(RandomGenerator random) {
    Map<String, QuoteState> live = new HashMap<>();
    List<Deal> deals = new ArrayList<>();
    Desk desk =
        new Desk(event -> {
          switch (event) {
            case QuoteChanged(var quote) -> live.put(quote.symbol().name(), quote);
            case Dealt(var deal, _) -> {
              deals.add(deal);
              isLive(deal, live);
            }
            case OrderChanged(var order, _) -> isNotWorseThanItsLimit(order);
            default -> {}
          }
        });

    run(desk, new RandomCommands(random, desk.view(), WILD), (_, _) -> {});

    assertThat(deals).isNotEmpty();
  }

  private static void isLive(Deal deal, Map<String, QuoteState> live) {
    QuoteState quote = Objects.requireNonNull(live.get(deal.symbol().name()));
    boolean opens = deal.status() == Deal.Status.FILLED;
    long price = (deal.side() == Side.BUY) == opens ? quote.ask() : quote.bid();
    assertThat(opens ? deal.openPrice() : deal.closePrice()).as("%s", deal).isEqualTo(price);
  }

  private static void isNotWorseThanItsLimit(OrderState order) {
    if (order.status() == OrderStatus.FILLED && order.terms().type() == OrderType.BUY_LIMIT) {
      assertThat(order.fillPrice()).isLessThanOrEqualTo(order.terms().prices().price());
    }
    if (order.status() == OrderStatus.FILLED && order.terms().type() == OrderType.SELL_STOP_LIMIT) {
      assertThat(order.fillPrice()).isGreaterThanOrEqualTo(order.terms().prices().limitPrice());
    }
  }

  @Seeds(40)
  void closingEverythingGivesAllMarginBack(RandomGenerator random) {
    Desk desk = new Desk(_ -> {});
    RandomCommands commands = new RandomCommands(random, desk.view(), WILD);
    run(desk, commands, (_, _) -> {});
    long workday = 1_772_809_200_000L;
    long now = Math.max(commands.nowMillis(), workday);
    while (!desk.view().isOpen("EURUSD") || !desk.view().isOpen("XAUUSD")) {
      now += 3_600_000;
      desk.apply(new Command.Advance(), now);
    }
    List<Tick> same = new ArrayList<>();
    desk.view()
        .quotes()
        .forEach(quote -> same.add(new Tick(quote.symbol().name(), quote.bid(), quote.ask(), 0)));
    desk.apply(new Quotes(same), now);

    for (String owner : RandomCommands.OWNERS) {
      for (PositionState position : desk.view().positions(owner)) {
        desk.apply(new Close(owner, position.ticket(), 0, null), now);
      }
      var account = desk.view().account(owner).orElseThrow();
      assertThat(account.positions()).isZero();
      assertThat(account.margin()).isZero();
      assertThat(account.exposure()).isZero();
      assertThat(account.floating()).isZero();
      assertThat(account.equity()).isEqualTo(account.balance());
    }
    desk.verify();
  }

  @Seeds(40)
  void aStopOutLeavesNoAccountBelowZeroUnlessThePriceJumped(RandomGenerator random) {
    Floor floor = new Floor();
    floor.define(Floor.EURUSD.with(new Costs(350, 0, 0))).define(Symbol.pair("GBPUSD", 5));
    floor.openAccount(AccountTerms.of("USD", 500, MarginMode.CONVERTED), 100_000);
    long euro = 108_500;
    long pound = 127_300;
    floor.quote("EURUSD", euro, euro + 1).quote("GBPUSD", pound, pound + 1);
    for (int i = 0; i < 40; i++) {
      String symbol = random.nextBoolean() ? "EURUSD" : "GBPUSD";
      floor.place(symbol, OrderTerms.market(Side.BUY, 1 + random.nextInt(100)));
    }

    while (!floor.view().positions(Floor.JOHN).isEmpty()) {
      euro += random.nextInt(9) - 5;
      pound += random.nextInt(9) - 5;
      floor.quote("EURUSD", euro, euro + 1).quote("GBPUSD", pound, pound + 1);
      assertThat(floor.account().balance()).isNotNegative();
    }

    assertThat(floor.view().deals(Floor.JOHN).getFirst().cause()).isEqualTo(Deal.Cause.STOP_OUT);
  }

  @Seeds(30)
  void theSameCommandsMakeTheSameEventsAndTheSameState(RandomGenerator random) {
    List<DeskEvent> events = new ArrayList<>();
    Desk desk = new Desk(events::add);
    StateWriter journal = new StateWriter();
    RandomCommands commands = new RandomCommands(random, desk.view(), WILD);
    run(
        desk,
        commands,
        (command, _) -> CommandCodec.encode(journal, command, commands.nowMillis()));

    List<DeskEvent> again = new ArrayList<>();
    Desk replayed = new Desk(again::add);
    StateReader reader = new StateReader(journal.toBytes());
    while (reader.remaining() > 0) {
      Timed timed = CommandCodec.decode(reader);
      replayed.apply(timed.command(), timed.timeMillis());
    }

    assertThat(again).isEqualTo(events);
    assertThat(bytes(replayed)).isEqualTo(bytes(desk));
  }

  @Seeds(30)
  void aDeskThatWasWrittenAndReadHasTheSameStateAndTheSameFuture(RandomGenerator random) {
    List<DeskEvent> events = new ArrayList<>();
    Desk desk = new Desk(events::add);
    RandomCommands commands = new RandomCommands(random, desk.view(), WILD);
    run(desk, commands, (_, _) -> {});

    List<DeskEvent> told = new ArrayList<>();
    Desk read = new Desk(told::add);
    read.readFrom(new StateReader(bytes(desk)));
    assertThat(told).isEmpty();
    assertThat(bytes(read)).isEqualTo(bytes(desk));
    read.verify();

    events.clear();
    for (int i = 0; i < COMMANDS; i++) {
      Command command = commands.next();
      Answer answer = desk.apply(command, commands.nowMillis());
      assertThat(read.apply(command, commands.nowMillis())).isEqualTo(answer);
      assertThat(read.nextDueMillis()).isEqualTo(desk.nextDueMillis());
    }
    assertThat(told).isEqualTo(events);
    assertThat(bytes(read)).isEqualTo(bytes(desk));
  }

  private interface After {
    void command(Command command, Answer answer);
  }

  private static void run(Desk desk, RandomCommands commands, After after) {
    for (Command command : RandomCommands.beginning()) {
      after.command(command, desk.apply(command, commands.nowMillis()));
    }
    for (int i = 0; i < COMMANDS; i++) {
      Command command = commands.next();
      after.command(command, desk.apply(command, commands.nowMillis()));
    }
  }

  private static byte[] bytes(Desk desk) {
    StateWriter out = new StateWriter();
    desk.writeTo(out);
    return out.toBytes();
  }
}
