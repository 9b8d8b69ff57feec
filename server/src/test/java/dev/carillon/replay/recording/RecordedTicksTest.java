package dev.carillon.replay.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordedTicksTest {
  private static final long NEW_YEAR = 1_672_531_200_000L;

  private static List<Item> read(String text) {
    return Reading.all(text, TickColumns.any());
  }

  @Test
  void aHeaderSaysWhatTheColumnsAre() {
    String text =
        """
        LTT,ltq,Volume,"ltp",Token
        2023-01-01T00:00:00Z,1,99,220800,22

        1672531201,499,99,24295,2442
        """;

    assertThat(read(text))
        .containsExactly(
            new Item.Tick(2, NEW_YEAR, "22", 220_800, 1),
            new Item.Tick(4, NEW_YEAR + 1_000, "2442", 24_295, 499));
  }

  @Test
  void quantityAndTimeNeedNotBeThere() {
    assertThat(read("token,ltp\n22,220800"))
        .containsExactly(new Item.Tick(2, Item.UNTIMED, "22", 220_800, 0));
    assertThat(read("time,token,ltp\n1672531200000,22,220800"))
        .containsExactly(new Item.Tick(2, NEW_YEAR, "22", 220_800, 0));
  }

  @Test
  void theyAreWrittenAsTheRouteTakesThem() {
    Item tick = new Item.Tick(2, NEW_YEAR, "22", 220_800, 1);

    assertThat(Reading.written(tick, NEW_YEAR + 250))
        .isEqualTo(
            "{\"token\":\"22\",\"ltp\":220800,\"ltq\":1,"
                + "\"ltt\":\"2023-01-01T00:00:00.250Z\"}");
    assertThat(Reading.written(tick, 0)).isEqualTo("{\"token\":\"22\",\"ltp\":220800,\"ltq\":1}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "22,220800|line 1: no column token (expected: one of token)",
        "token,price|line 1: no column ltp (expected: one of ltp)",
        "token,ltp;22,2208.00|line 2: ltp: 2208.00 (expected: a whole number)",
        "token,ltp;22,-1|line 2: ltp: -1 (expected: a whole number)",
        "token,ltp;22,9999999999999999999|line 2: ltp: 9999999999999999999 (expected: a whole"
            + " number)",
        "token,ltp,ltq;22,1,few|line 2: ltq: few (expected: a whole number)",
        "token,ltp;,1|line 2: token: empty (expected: the number of an instrument)",
        "token,ltp;22,1;22|line 3: ltp: missing (expected: column 2 of 1)",
        "token,ltp,ltt;22,1,noon|line 2: time: noon (expected: seconds to nanoseconds since 1970,"
            + " or such as 2023-01-01T00:00:00Z)",
      })
  void whatIsNoTickIsToldWithItsLine(String text, String message) {
    assertThatThrownBy(() -> read(text.replace(';', '\n')))
        .isInstanceOf(PlaybackException.class)
        .hasMessage(message);
  }
}
