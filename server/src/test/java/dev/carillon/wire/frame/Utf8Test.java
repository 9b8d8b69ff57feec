package dev.carillon.wire.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class Utf8Test {
  /** Every byte at which a rule of the encoding changes, and a neighbour of each. */
  private static final int[] EDGES = {
    0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC,
    0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xFF
  };

  private final CharsetDecoder jdk = StandardCharsets.UTF_8.newDecoder();

  @Test
  void itAgreesWithTheJdkOnEveryCombinationOfFourEdges() {
    byte[] bytes = new byte[4];
    int edges = EDGES.length;
    for (int n = 0; n < edges * edges * edges * edges; n++) {
      for (int i = 0, rest = n; i < bytes.length; i++, rest /= edges) {
        bytes[i] = (byte) EDGES[rest % edges];
      }
      if (isValid(bytes) != jdkAccepts(bytes)) {
        assertThat(isValid(bytes)).as(Arrays.toString(bytes)).isEqualTo(jdkAccepts(bytes));
      }
    }
  }

  @Test
  void everyCodePointIsAcceptedAndNoSurrogate() {
    for (int point = 0; point <= Character.MAX_CODE_POINT; point++) {
      boolean surrogate = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
      byte[] bytes =
          surrogate
              ? new byte[] {
                (byte) (0xE0 | point >> 12),
                (byte) (0x80 | (point >> 6 & 0x3F)),
                (byte) (0x80 | (point & 0x3F))
              }
              : Character.toString(point).getBytes(StandardCharsets.UTF_8);
      if (isValid(bytes) == surrogate) {
        assertThat(isValid(bytes)).as("U+" + Integer.toHexString(point)).isEqualTo(!surrogate);
      }
    }
  }

  @Test
  void whereATextIsCutMakesNoDifference() {
    SplittableRandom random = new SplittableRandom(7);
    byte[] text =
        "plain ascii first, then k\u00f6\u20ac\ud83d\ude00 and more"
            .getBytes(StandardCharsets.UTF_8);
    for (int round = 0; round < 2_000; round++) {
      byte[] bytes = text.clone();
      if (random.nextBoolean()) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      int state = Utf8.COMPLETE;
      for (int from = 0, to; from < bytes.length; from = to) {
        to = Math.min(bytes.length, from + 1 + random.nextInt(9));
        state = Utf8.check(state, bytes, from, to);
      }

      assertThat(state == Utf8.COMPLETE).isEqualTo(jdkAccepts(bytes));
    }
  }

  private static boolean isValid(byte[] bytes) {
    return Utf8.check(Utf8.COMPLETE, bytes, 0, bytes.length) == Utf8.COMPLETE;
  }

  private boolean jdkAccepts(byte[] bytes) {
    CharBuffer out = CharBuffer.allocate(bytes.length);
    return !jdk.reset().decode(ByteBuffer.wrap(bytes), out, true).isError();
  }
}
