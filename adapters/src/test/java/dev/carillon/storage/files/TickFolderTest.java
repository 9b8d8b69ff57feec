package dev.carillon.storage.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.ticks.Arrival;
import dev.carillon.ticks.Day;
import dev.carillon.ticks.Depth;
import dev.carillon.ticks.Instrument;
import dev.carillon.ticks.Level;
import dev.carillon.ticks.Tick;
import dev.carillon.ticks.TickBook;
import dev.carillon.ticks.TickState;
import dev.carillon.ticks.TradingDay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TickFolderTest {
  private static final Instrument ACC =
      new Instrument(
          "22",
          "NSE",
          "ACC",
          "ACC, LIMITED",
          Instrument.Steps.SHARES,
          Instrument.Contract.share("NSE"));

  @TempDir private Path place;
  private TickFolder folder;

  @BeforeEach
  void open() throws IOException {
    folder = new TickFolder(place.resolve("ticks"));
  }

  private static TickState state() {
    TickBook book = new TickBook(new TradingDay(LocalTime.MIDNIGHT, ZoneOffset.UTC));
    Depth depth = new Depth(List.of(new Level(99, 5, 1)), List.of(new Level(101, 6, 2)));
    TickState _ = book.apply(new Arrival(0, new Tick(100, 3, 5_000), Day.Stated.NOTHING, depth));
    return book.apply(Arrival.of(0, new Tick(Tick.MAX, Tick.MAX, 86_400_000)));
  }

  @Test
  void nothingIsKeptAtFirst() throws IOException {
    assertThat(folder.instruments()).isEmpty();
    assertThat(folder.newest()).isEmpty();
  }

  @Test
  void whatIsKeptComesBackAfterAStart() throws IOException {
    folder.keep(List.of(ACC));
    folder.keepNewest(Map.of("22", state()));
    folder.keepNewest(Map.of("22", state(), "25", state()));

    TickFolder again = new TickFolder(place.resolve("ticks"));

    assertThat(again.instruments()).containsExactly(ACC);
    assertThat(again.newest()).isEqualTo(Map.of("22", state(), "25", state()));
  }

  @Test
  void aDamagedFileIsNotBelieved() throws IOException {
    folder.keepNewest(Map.of("22", state()));
    Path file = place.resolve("ticks").resolve("newest");
    byte[] whole = Files.readAllBytes(file);
    for (int i = 0; i < whole.length; i++) {
      byte[] flipped = whole.clone();
      flipped[i] ^= 0x10;
      Files.write(file, flipped);
      assertThatThrownBy(folder::newest)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("is damaged");
    }
    Files.write(file, new byte[0]);
    assertThatThrownBy(folder::newest).hasMessageContaining("is damaged");
  }

  @Test
  void aListThatIsNoneIsNamedWithItsLine() throws IOException {
    Path csv =
        Files.writeString(
            place.resolve("x.csv"), "instrument_token,tradingsymbol,exchange\nx,y,z\n");

    assertThatThrownBy(() -> TickFolder.read(csv))
        .isInstanceOf(IOException.class)
        .hasMessage(csv + " line 2: token: x (expected: a number of at most 18 digits)");
  }
}
