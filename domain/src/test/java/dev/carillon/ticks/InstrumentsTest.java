package dev.carillon.ticks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.ticks.Instrument.Contract;
import dev.carillon.ticks.Instrument.Steps;
import java.util.List;
import org.junit.jupiter.api.Test;

class InstrumentsTest {
  private static final Instrument RELIANCE = share("2885", "RELIANCE", "RELIANCE INDUSTRIES");
  private static final Instrument POWER = share("15259", "RPOWER", "RELIANCE POWER");
  private static final Instrument ACC = share("22", "ACC", "ACC");
  private static final Instrument BITCOIN =
      new Instrument(
          "900001", "CARILLON", "BTC/USDT", "Bitcoin", new Steps(1, 1, 2), Contract.share("X"));

  private final Instruments all =
      Instruments.NONE.with(List.of(POWER, RELIANCE)).with(List.of(ACC, BITCOIN));

  private static Instrument share(String token, String symbol, String name) {
    return new Instrument(token, "NSE", symbol, name, Steps.SHARES, Contract.share("NSE"));
  }

  private List<Instrument> find(String text, String exchange) {
    return all.find(Instruments.Query.of(text, exchange), 10);
  }

  @Test
  void anInstrumentKeepsItsPlaceWhenOthersComeAndWhenItChanges() {
    Instruments more =
        all.with(List.of(share("22", "ACC", "ACC LIMITED"), share("25", "ADANI", "ADANI")));

    assertThat(more.size()).isEqualTo(5);
    assertThat(more.place("22")).hasValue(2);
    assertThat(more.at(2).name()).isEqualTo("ACC LIMITED");
    assertThat(more.place("25")).hasValue(4);
    assertThat(all.at(2).name()).isEqualTo("ACC");
    assertThat(all.place("25")).isEmpty();
  }

  @Test
  void whatIsTypedBeginsTheWordsOfWhatIsFound() {
    assertThat(find("rel", "")).containsExactly(RELIANCE, POWER);
    assertThat(find("power rel", "")).containsExactly(POWER);
    assertThat(find("liance", "")).isEmpty();
    assertThat(find("usdt", "")).containsExactly(BITCOIN);
    assertThat(find("", "nse")).containsExactly(ACC, RELIANCE, POWER);
    assertThat(find("22", "")).containsExactly(ACC);
    assertThat(find("acc", "CARILLON")).isEmpty();
    assertThat(all.find(Instruments.Query.of("", ""), 2)).hasSize(2);
  }

  @Test
  void theExactSymbolComesFirst() {
    Instruments more = all.with(List.of(share("5", "REL", "REL"), share("6", "AREL", "REL")));

    assertThat(more.find(Instruments.Query.of("rel", ""), 2))
        .extracting(Instrument::symbol)
        .containsExactly("REL", "RELIANCE");
  }

  @Test
  void aTokenIsANumberOfAtMostEighteenDigits() {
    assertThat(Instrument.isToken("0")).isTrue();
    assertThat(Instrument.isToken("999999999999999999")).isTrue();
    for (String other : List.of("", "022", "-1", "1.5", "1e3", "x", "9999999999999999999")) {
      assertThat(Instrument.isToken(other)).isFalse();
    }
    assertThatThrownBy(() -> share("022", "A", "A"))
        .hasMessage("token: 022 (expected: a number of at most 18 digits)");
  }

  @Test
  void aListIsReadAsItWasWritten() {
    Instrument odd =
        new Instrument(
            "42685",
            "NFO",
            "NIFTY25JAN24000CE",
            "NIFTY, \"fifty\"",
            new Steps(25, 75, 4),
            new Contract("CE", "NFO-OPT", "2025-01-30", "24000.5"));
    List<Instrument> list = List.of(RELIANCE, odd, BITCOIN);

    String csv = InstrumentCsv.write(list, one -> one.equals(odd) ? 24_295 : 0);

    assertThat(csv.lines())
        .contains(
            "2885,2885,RELIANCE,RELIANCE INDUSTRIES,0.00,,0,0.05,1,EQ,NSE,NSE,2",
            "42685,42685,NIFTY25JAN24000CE,\"NIFTY, \"\"fifty\"\"\",2.4295,2025-01-30,24000.5,"
                + "0.0025,75,CE,NFO-OPT,NFO,4");
    assertThat(InstrumentCsv.read(csv)).isEqualTo(new InstrumentCsv.Reading.Good(list));
  }

  @Test
  void aBrokersListIsReadWithoutOurColumn() {
    String kite =
        """
        instrument_token,exchange_token,tradingsymbol,name,last_price,expiry,strike,tick_size,lot_size,instrument_type,segment,exchange\r
        738561,2885,RELIANCE,RELIANCE INDUSTRIES,2950.05,,0.0,0.05,1,EQ,NSE,NSE\r
        256265,1001,NIFTY 50,NIFTY 50,0,,0,0,0,EQ,INDICES,NSE\r
        """;

    assertThat(InstrumentCsv.read(kite))
        .isEqualTo(
            new InstrumentCsv.Reading.Good(
                List.of(
                    new Instrument(
                        "738561",
                        "NSE",
                        "RELIANCE",
                        "RELIANCE INDUSTRIES",
                        Steps.SHARES,
                        new Contract("EQ", "NSE", "", "0.0")),
                    new Instrument(
                        "256265",
                        "NSE",
                        "NIFTY 50",
                        "NIFTY 50",
                        new Steps(1, 1, 2),
                        new Contract("EQ", "INDICES", "", "0")))));
  }

  @Test
  void aLineThatIsNoneIsNamed() {
    String head = "instrument_token,tradingsymbol,exchange,tick_size\n";

    assertThat(InstrumentCsv.read("")).isEqualTo(new InstrumentCsv.Reading.Bad(1, "is missing"));
    assertThat(InstrumentCsv.read("a,b\n"))
        .isEqualTo(new InstrumentCsv.Reading.Bad(1, "has no column instrument_token"));
    assertThat(InstrumentCsv.read(head + "22,ACC,NSE,0.05\n23,X\n"))
        .isEqualTo(new InstrumentCsv.Reading.Bad(3, "must have 4 columns"));
    assertThat(InstrumentCsv.read(head + "22,\"ACC,NSE,0.05"))
        .isEqualTo(new InstrumentCsv.Reading.Bad(2, "must have 4 columns"));
    assertThat(InstrumentCsv.read(head + "22,ACC,NSE,0.005"))
        .isEqualTo(
            new InstrumentCsv.Reading.Bad(
                2, "tick_size: 0.005 (expected: a number of at most 2 decimals)"));
    assertThat(InstrumentCsv.read(head + "x,ACC,NSE,0.05"))
        .isEqualTo(
            new InstrumentCsv.Reading.Bad(2, "token: x (expected: a number of at most 18 digits)"));
  }
}
