package dev.carillon.desk.quote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.carillon.desk.quote.Sessions.Window;
import dev.carillon.desk.quote.Symbol.Contract;
import dev.carillon.desk.quote.Symbol.Costs;
import org.junit.jupiter.api.Test;

class SymbolTest {
  private static final Symbol EURUSD = Symbol.pair("EURUSD", 5);

  @Test
  void aPairHasItsCurrenciesInItsName() {
    assertThat(EURUSD.base()).isEqualTo("EUR");
    assertThat(EURUSD.quote()).isEqualTo("USD");
    assertThat(EURUSD.pointsPerUnit()).isEqualTo(100_000);
  }

  @Test
  void rulesThatCannotBeAreRefusedByName() {
    refused("digits", () -> Symbol.pair("EURUSD", 9));
    refused("greatest volume", () -> EURUSD.with(new Contract(100_000, 10, 1, 9, 100)));
    refused("greatest volume", () -> EURUSD.with(new Contract(100_000, 1, 1, 1_000_001, 100)));
    refused("least volume", () -> EURUSD.with(new Contract(100_000, 0, 1, 10, 100)));
    refused("volume step", () -> EURUSD.with(new Contract(100_000, 1, 0, 10, 100)));
    refused("contract size", () -> EURUSD.with(new Contract(0, 1, 1, 10, 100)));
    refused("margin rate", () -> EURUSD.with(new Contract(1, 1, 1, 10, -1)));
    refused("commission", () -> EURUSD.with(new Costs(-1, 0, 0)));
    refused("session", () -> new Window(5, 5));
  }

  private static void refused(String what, Runnable making) {
    assertThatIllegalArgumentException().isThrownBy(making::run).withMessageStartingWith(what);
  }
}
