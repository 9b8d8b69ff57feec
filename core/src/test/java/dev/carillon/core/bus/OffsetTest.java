package dev.carillon.core.bus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OffsetTest {
  @Test
  void whatItWritesItReads() {
    Offset offset = new Offset(1_763_700_000_000L, Long.MAX_VALUE);

    assertThat(Offset.parse(offset.toString())).contains(offset);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "1",
        "1-",
        "-1",
        "a--1",
        "1-2-3",
        "x y-1",
        "1-\u0661!",
        "zzzzzzzzzzzzzzz-1",
        "1-00000000000000000000000000000001"
      })
  void somethingElseIsNoOffset(String text) {
    assertThat(Offset.parse(text)).isEmpty();
  }
}
