package dev.carillon.core.bus;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PayloadTest {
  @Test
  void itKeepsItsBytesWhateverHappensToTheSource() {
    byte[] source = "xx{\"a\":1}yy".getBytes(StandardCharsets.UTF_8);
    Payload payload = Payload.copyOf(source, 2, 7);

    source[2] = 'Z';

    assertThat(payload).hasToString("{\"a\":1}").isEqualTo(Payload.of("{\"a\":1}"));
    assertThat(payload.sizeBytes()).isEqualTo(7);
  }

  @Test
  void itCopiesItselfToAPosition() {
    byte[] target = "--------".getBytes(StandardCharsets.UTF_8);

    Payload.of("abc").copyTo(target, 3);

    assertThat(new String(target, StandardCharsets.UTF_8)).isEqualTo("---abc--");
  }
}
