package dev.carillon.ticks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every store of instruments and their newest ticks must do. */
public abstract class TickStoreContract {

  /** A store in which nothing was kept, the same each time. */
  protected abstract TickStore store() throws IOException;

  private static Instrument instrument(String token, String name) {
    return new Instrument(
        token,
        "NSE",
        "S" + token,
        name,
        new Instrument.Steps(25, 50, 4),
        new Instrument.Contract("CE", "NFO-OPT", "2026-12-31", "220.5"));
  }

  /** After so many ticks. */
  private static TickState state(int ticks) {
    TickBook book = new TickBook(new TradingDay(LocalTime.MIDNIGHT, ZoneOffset.UTC));
    Depth depth = new Depth(List.of(new Level(99, 5, 1)), List.of(new Level(101, 6, 2)));
    TickState state =
        book.apply(new Arrival(0, new Tick(100, 3, 5_000), Day.Stated.NOTHING, depth));
    for (int i = 1; i < ticks; i++) {
      state = book.apply(Arrival.of(0, new Tick(Tick.MAX, Tick.MAX, 86_400_000L * i)));
    }
    return state;
  }

  @Test
  void nothingIsKeptAtFirst() throws IOException {
    assertThat(store().instruments()).isEmpty();
    assertThat(store().newest()).isEmpty();
  }

  @Test
  void instrumentsAreKeptBesideOthersInTheirOrder() throws IOException {
    store().keep(List.of(instrument("9", "Nine"), instrument("2", "Two, \"limited\"")));
    store().keep(List.of(instrument("5", "")));
    store().keep(List.of());

    assertThat(store().instruments())
        .containsExactly(
            instrument("9", "Nine"), instrument("2", "Two, \"limited\""), instrument("5", ""));
  }

  @Test
  void anInstrumentThatIsKnownTakesTheNewNames() throws IOException {
    store().keep(List.of(instrument("9", "Nine"), instrument("2", "Two")));

    store().keep(List.of(instrument("9", "Neun")));

    assertThat(store().instruments())
        .containsExactly(instrument("9", "Neun"), instrument("2", "Two"));
  }

  @Test
  void theNewestIsKeptBesideOthers() throws IOException {
    store().keepNewest(Map.of("9", state(1), "2", state(2)));
    store().keepNewest(Map.of("5", state(3)));
    store().keepNewest(Map.of());

    assertThat(store().newest()).isEqualTo(Map.of("9", state(1), "2", state(2), "5", state(3)));
  }

  @Test
  void whatHasALargerVersionStays() throws IOException {
    store().keepNewest(Map.of("9", state(4), "2", state(2)));

    store().keepNewest(Map.of("9", state(3), "2", state(3)));

    assertThat(store().newest()).isEqualTo(Map.of("9", state(4), "2", state(3)));
  }
}
