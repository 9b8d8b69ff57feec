package dev.carillon.desk.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.carillon.desk.codec.CommandCodec.Timed;
import dev.carillon.desk.model.AccountTerms;
import dev.carillon.desk.model.Command;
import dev.carillon.desk.model.Command.Acknowledge;
import dev.carillon.desk.model.Command.AddConnection;
import dev.carillon.desk.model.Command.AddStrategy;
import dev.carillon.desk.model.Command.Advance;
import dev.carillon.desk.model.Command.Cancel;
import dev.carillon.desk.model.Command.Close;
import dev.carillon.desk.model.Command.ConnectionStatus;
import dev.carillon.desk.model.Command.DefineSymbol;
import dev.carillon.desk.model.Command.Deposit;
import dev.carillon.desk.model.Command.Modify;
import dev.carillon.desk.model.Command.OpenAccount;
import dev.carillon.desk.model.Command.Place;
import dev.carillon.desk.model.Command.Protect;
import dev.carillon.desk.model.Command.Quotes;
import dev.carillon.desk.model.Command.SetLimits;
import dev.carillon.desk.model.Command.StrategyStatus;
import dev.carillon.desk.model.Command.Withdraw;
import dev.carillon.desk.model.Expiry;
import dev.carillon.desk.model.Limits;
import dev.carillon.desk.model.MarginMode;
import dev.carillon.desk.model.OrderTerms;
import dev.carillon.desk.model.OrderTerms.Prices;
import dev.carillon.desk.model.OrderType;
import dev.carillon.desk.model.Origin;
import dev.carillon.desk.model.RequestKey;
import dev.carillon.desk.model.Side;
import dev.carillon.desk.model.Strategy;
import dev.carillon.desk.quote.Sessions;
import dev.carillon.desk.quote.Symbol;
import dev.carillon.desk.quote.Symbol.Costs;
import dev.carillon.desk.quote.Tick;
import dev.carillon.state.StateReader;
import dev.carillon.state.StateWriter;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DeskCommandCodecTest {
  private static final long TIME = 1_700_000_000_123L;
  private static final RequestKey KEY = new RequestKey("käy", -1);

  static List<Command> commands() {
    return List.of(
        new DefineSymbol(
            Symbol.pair("XAUUSD", 2).with(new Costs(700, -2_500, 1_250)).with(Sessions.METALS)),
        new Quotes(List.of(new Tick("EURUSD", 108_500, 108_501, 0), new Tick("Ü", 1, 2, 3))),
        new Quotes(List.of()),
        new OpenAccount("john", new AccountTerms("EUR", 30, MarginMode.CONVERTED, 120, 20)),
        new Deposit("john", 1, KEY),
        new Withdraw("john", Long.MAX_VALUE, null),
        new SetLimits("john", new Limits(1, 2, 3, 4, true)),
        new Place("john", "EURUSD", OrderTerms.market(Side.SELL, 10), KEY),
        new Place(
            "john",
            "EURUSD",
            new OrderTerms(
                OrderType.SELL_STOP_LIMIT,
                10,
                new Prices(1, 2, 3, 4),
                5,
                Expiry.at(6),
                new Origin("conn_1", "strategy_1")),
            null),
        new Modify("john", 7, 1L, null, 0L, -1L, Expiry.DAY),
        new Modify("john", 7, null, 2L, null, null, null),
        new Cancel("john", 8),
        new Protect("john", 9, null, 10L),
        new Close("john", 9, 5, KEY),
        new AddConnection("john", null, "MetaTrader", KEY),
        new ConnectionStatus("john", "conn_1", true),
        new AddStrategy("john", "strategy_1", "Trend", null),
        new StrategyStatus("john", "strategy_1", Strategy.Status.ERROR, "why"),
        new Acknowledge("john", 12),
        new Advance());
  }

  @Test
  void everyKindOfCommandIsTested() {
    assertThat(commands().stream().<Class<?>>map(Command::getClass).collect(Collectors.toSet()))
        .isEqualTo(Set.of(Command.class.getPermittedSubclasses()));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void aCommandThatWasWrittenIsReadAsItWas(Command command) {
    StateReader in = new StateReader(bytes(command));

    assertThat(CommandCodec.decode(in)).isEqualTo(new Timed(command, TIME));
    assertThat(in.remaining()).isZero();
  }

  @Test
  void theBytesOfAVersionStayAsTheyAre() {
    assertThat(HexFormat.of().formatHex(bytes(new Cancel("john", 8))))
        .isEqualTo("0109" + "7b68e5cf8b010000" + "040000006a6f686e" + "0800000000000000");
  }

  @Test
  void bytesOfAnotherVersionAreRefused() {
    byte[] bytes = bytes(new Advance());
    bytes[0] = 2;

    assertThatIllegalArgumentException()
        .isThrownBy(() -> CommandCodec.decode(new StateReader(bytes)))
        .withMessageContaining("version");
  }

  private static byte[] bytes(Command command) {
    StateWriter out = new StateWriter();
    CommandCodec.encode(out, command, TIME);
    return out.toBytes();
  }
}
