package dev.carillon.wire.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LoopCountersTest {
  private final LoopCounters counters = new LoopCounters();

  @Test
  void whatIsAddedIsCounted() {
    counters.add(WebSocketCount.BYTES_IN, 7);
    counters.add(WebSocketCount.BYTES_IN, 5);

    assertThat(counters.get(WebSocketCount.BYTES_IN)).isEqualTo(12);
    assertThat(counters.get(WebSocketCount.BYTES_OUT)).isZero();
  }

  @Test
  void everyCodeHasOneOfAFewLabels() {
    for (int code = 1000; code <= 4999; code++) {
      counters.addClose(code);
    }

    assertThat(IntStream.range(0, LoopCounters.closeLabels()).mapToObj(LoopCounters::closeLabel))
        .hasSize(19)
        .doesNotHaveDuplicates()
        .contains("1000", "1015", "3xxx", "4xxx", "other");
    assertThat(IntStream.range(0, LoopCounters.closeLabels()).mapToLong(counters::closes).toArray())
        .startsWith(1, 1)
        .endsWith(1_000, 1_000, 1_984);
  }
}
