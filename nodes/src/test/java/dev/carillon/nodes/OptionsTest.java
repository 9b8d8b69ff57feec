package dev.carillon.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OptionsTest {
  @Test
  void thePortsBeginWhereItIsSaid() {
    assertThat(Options.parse("--", "java").firstPort()).isEqualTo(3001);
    assertThat(Options.parse("--port", "4100", "--", "java").firstPort()).isEqualTo(4100);
    assertThat(Options.parse("--port", "0", "--", "java", "-jar").server())
        .containsExactly("java", "-jar");
  }

  @Test
  void whatIsWrongIsTold() {
    assertThat(Options.parse("--port", "x", "--", "java").problem())
        .isEqualTo("--port: x (expected: 0..65533)");
    assertThat(Options.parse("--prot", "1", "--", "java").problem()).isEqualTo("unknown: --prot");
    assertThat(Options.parse("--help", "--", "java").problem()).isEmpty();
  }
}
