package dev.carillon.market.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.market.book.SelfTrade;
import dev.carillon.market.book.Side;
import dev.carillon.market.book.TimeInForce;
import dev.carillon.market.codec.CommandCodec.Timed;
import dev.carillon.market.model.Command;
import dev.carillon.market.model.Command.Advance;
import dev.carillon.market.model.Command.Amend;
import dev.carillon.market.model.Command.Cancel;
import dev.carillon.market.model.Command.CancelAbsent;
import dev.carillon.market.model.Command.CancelAll;
import dev.carillon.market.model.Command.CancelConnection;
import dev.carillon.market.model.Command.CancelNamed;
import dev.carillon.market.model.Command.Change;
import dev.carillon.market.model.Command.DefinePair;
import dev.carillon.market.model.Command.Deposit;
import dev.carillon.market.model.Command.ImportTrade;
import dev.carillon.market.model.Command.OrderName;
import dev.carillon.market.model.Command.Place;
import dev.carillon.market.model.Command.SetStatus;
import dev.carillon.market.model.Command.Withdraw;
import dev.carillon.market.model.Command.Written;
import dev.carillon.market.model.OrderTerms;
import dev.carillon.market.model.OrderTerms.Figures;
import dev.carillon.market.model.OrderTerms.Options;
import dev.carillon.market.model.OrderType;
import dev.carillon.market.model.Pair;
import dev.carillon.market.model.Pair.Fees;
import dev.carillon.market.model.Pair.Limits;
import dev.carillon.market.model.Pair.Scale;
import dev.carillon.market.model.PairStatus;
import dev.carillon.market.model.RequestKey;
import dev.carillon.state.StateReader;
import dev.carillon.state.StateWriter;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CommandCodecTest {
  private static final long TIME = 1_672_531_200_000L;

  static Stream<Command> commands() {
    Pair pair =
        new Pair(
            "BTC/USDT",
            "BTC",
            "USDT",
            new Scale(2, 1, 1_000),
            new Limits(1_000_000, 500_000_000, 1_000, 500, 200),
            new Fees(10, 20),
            true);
    OrderTerms iceberg =
        new OrderTerms(
            Side.SELL,
            OrderType.STOP_LIMIT,
            TimeInForce.FOK,
            new Figures(7, 8, 9, 3),
            new Options(true, SelfTrade.EXPIRE_BOTH, 10, "mine", 11));
    return Stream.of(
        new DefinePair(pair),
        new DefinePair(pair, PairStatus.CANCEL_ONLY),
        new SetStatus("BTC/USDT", PairStatus.HALT),
        new Deposit("john", "BTC", 5, null),
        new Withdraw("john", "BTC", 5, new RequestKey("once", -7)),
        new Place("john", "BTC/USDT", OrderTerms.limit(Side.BUY, 1, 2), null),
        new Place("john", "BTC/USDT", iceberg, new RequestKey("twice", 8)),
        new Amend("john", 1, 2, 3, 4),
        new Change("john", OrderName.of(7), new Written("0.5", null, "45678.90")),
        new Change("john", OrderName.of("mine"), new Written(null, "1", null)),
        new Cancel("john", Long.MAX_VALUE),
        new CancelNamed("john", "mine"),
        new CancelAll("john", null),
        new CancelAll("john", "BTC/USDT"),
        new CancelConnection(null, 0),
        new CancelConnection("john", 12),
        new CancelAbsent(Set.of()),
        new CancelAbsent(Set.of(3, 1, 70_000)),
        new ImportTrade("BTC/USDT", Side.BUY, 3, 4, 0),
        new ImportTrade("BTC/USDT", Side.SELL, 3, 4, TIME),
        new Advance());
  }

  @ParameterizedTest
  @MethodSource("commands")
  void aCommandIsReadAsItWasWritten(Command command) {
    StateWriter out = new StateWriter();
    CommandCodec.encode(out, command, TIME);

    StateReader in = new StateReader(out.toBytes());

    assertThat(CommandCodec.decode(in)).isEqualTo(new Timed(command, TIME));
    assertThat(in.remaining()).isZero();
  }

  @Test
  void whatOlderProgramsJournaledIsStillRead() {
    StateWriter trade = new StateWriter().putByte(1).putByte(10).putLong(TIME);
    trade.putText("BTC/USDT").putByte(1).putLong(3).putLong(4);
    Pair pair = commands().findFirst().map(DefinePair.class::cast).orElseThrow().pair();
    StateWriter define = new StateWriter().putByte(1).putByte(1).putLong(TIME);
    Values.write(define, pair);

    assertThat(CommandCodec.decode(new StateReader(trade.toBytes())))
        .isEqualTo(new Timed(new ImportTrade("BTC/USDT", Side.SELL, 3, 4, 0), TIME));
    assertThat(CommandCodec.decode(new StateReader(define.toBytes())))
        .isEqualTo(new Timed(new DefinePair(pair), TIME));
  }

  @Test
  void everyKindOfCommandIsTested() {
    Set<Class<?>> tested = new HashSet<>();
    commands().forEach(command -> tested.add(command.getClass()));

    assertThat(tested).containsExactlyInAnyOrder(Command.class.getPermittedSubclasses());
  }

  @Test
  void whatTheFirstJournalsHoldIsStillRead() {
    StateWriter amend = new StateWriter().putByte(1).putByte(6).putLong(TIME).putText("john");
    amend.putLong(1).putLong(2).putLong(3).putLong(4);
    StateWriter cancel = new StateWriter().putByte(1).putByte(7).putLong(TIME).putText("john");
    cancel.putLong(5);

    assertThat(CommandCodec.decode(new StateReader(amend.toBytes())).command())
        .isEqualTo(new Amend("john", 1, 2, 3, 4));
    assertThat(CommandCodec.decode(new StateReader(cancel.toBytes())).command())
        .isEqualTo(new Cancel("john", 5));
  }

  @Test
  void aNewerVersionOrAnotherKindIsRefused() {
    StateWriter newer = new StateWriter().putByte(2).putByte(11).putLong(TIME);
    StateWriter other = new StateWriter().putByte(1).putByte(99).putLong(TIME);

    assertThatThrownBy(() -> CommandCodec.decode(new StateReader(newer.toBytes())))
        .hasMessage("version of a command: 2 (expected: 1)");
    assertThatThrownBy(() -> CommandCodec.decode(new StateReader(other.toBytes())))
        .hasMessage("kind of a command: 99");
  }
}
