package dev.carillon.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.RoundingMode;
import org.junit.jupiter.api.Test;

class StateBytesTest {
  private final StateWriter writer = new StateWriter();

  @Test
  void whatIsWrittenIsReadInTheSameOrder() {
    writer.putByte(-3).putBoolean(true).putInt(-70_000).putLong(Long.MIN_VALUE);
    writer.putText("Zürich ₿").putText(null).putText("");

    StateReader reader = new StateReader(writer.toBytes());

    assertThat(reader.getByte()).isEqualTo(-3);
    assertThat(reader.getBoolean()).isTrue();
    assertThat(reader.getInt()).isEqualTo(-70_000);
    assertThat(reader.getLong()).isEqualTo(Long.MIN_VALUE);
    assertThat(reader.getRequiredText()).isEqualTo("Zürich ₿");
    assertThat(reader.getText()).isNull();
    assertThat(reader.getText()).isEmpty();
    assertThat(reader.remaining()).isZero();
  }

  @Test
  void itGrowsWithoutLosingWhatItHolds() {
    for (long i = 0; i < 10_000; i++) {
      writer.putLong(i);
    }

    StateReader reader = new StateReader(writer.array(), 0, writer.size());

    for (long i = 0; i < 10_000; i++) {
      assertThat(reader.getLong()).isEqualTo(i);
    }
  }

  @Test
  void clearedItStartsAnew() {
    writer.putLong(1).clear();
    writer.putInt(2);

    assertThat(writer.toBytes()).containsExactly(2, 0, 0, 0);
  }

  @Test
  void bytesThatEndTooEarlyAreRefused() {
    writer.putInt(10).putByte('a');

    assertThatThrownBy(() -> new StateReader(writer.toBytes()).getText())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("bytes left: 1 (expected: at least 10)");
    assertThatThrownBy(() -> new StateReader(writer.toBytes()).getLong())
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new StateReader(writer.toBytes()).getCount())
        .hasMessage("count: 10 (expected: 0..1)");
  }

  @Test
  void aConstantIsItsPlaceAndAnUnknownPlaceIsOfANewerVersion() {
    writer.putConstant(RoundingMode.HALF_UP).putByte(8);

    StateReader reader = new StateReader(writer.toBytes());

    assertThat(reader.getConstant(RoundingMode.values())).isEqualTo(RoundingMode.HALF_UP);
    assertThatThrownBy(() -> reader.getConstant(RoundingMode.values()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("RoundingMode: 8 (expected: 0..7)");
  }
}
