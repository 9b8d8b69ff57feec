package dev.carillon.core.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.testkit.Seeds;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameTest {
  private final FrameDeflater deflater = new FrameDeflater(6);

  @AfterEach
  void close() {
    deflater.close();
  }

  @ParameterizedTest
  @CsvSource({"0,2", "125,2", "126,4", "65535,4", "65536,10"})
  void theLengthIsWrittenInTheFewestBytes(int payload, int header) {
    byte[] bytes = Frame.text("x".repeat(payload)).bytes(null);

    assertThat(bytes).hasSize(header + payload);
    assertThat(bytes[0] & 0xff).isEqualTo(0x81);
    assertThat(lengthOf(bytes)).isEqualTo(payload);
  }

  @Test
  void itCopiesThePartItIsMadeOf() {
    byte[] source = "--hällo--".getBytes(StandardCharsets.UTF_8);
    Frame frame = Frame.text(source, 2, 6);

    Arrays.fill(source, (byte) 'z');

    assertThat(frame.payloadText()).isEqualTo("hällo");
  }

  @Test
  void theCompressedFormIsMadeOnce() {
    Frame frame = Frame.text("a".repeat(1_000));

    assertThat(frame.bytes(deflater)).isSameAs(frame.bytes(deflater)).hasSizeLessThan(50);
  }

  @Test
  void aShortTextIsNotCompressed() {
    Frame frame = Frame.text("a".repeat(127));

    assertThat(frame.bytes(deflater)).isSameAs(frame.bytes(null));
    assertThat(Frame.text("a".repeat(128)).bytes(deflater)).hasSizeLessThan(20);
  }

  @Test
  void whatDoesNotGetSmallerIsSentAsItIs() {
    byte[] noise = new byte[200];
    new SplittableRandom(1).nextBytes(noise);
    Frame frame = Frame.text(noise, 0, noise.length);

    assertThat(frame.bytes(deflater)).isSameAs(frame.bytes(null));
  }

  @Seeds(50)
  void aCompressedFrameInflatesToItsText(RandomGenerator random) throws DataFormatException {
    StringBuilder text = new StringBuilder();
    int words = random.nextInt(20_000);
    for (int i = 0; i < words; i++) {
      text.append(Integer.toString(random.nextInt(1_000), 36)).append(' ');
    }
    byte[] bytes = Frame.text(text.toString()).bytes(deflater);

    assertThat(inflated(bytes)).isEqualTo(text.toString());
  }

  /** The payload, by RFC 7692 section 7.2.2 when RSV1 says that it is compressed. */
  @Test
  void aBinaryFrameIsMarkedAsOneCompressedOrNot() throws DataFormatException {
    byte[] data = "binary".repeat(100).getBytes(StandardCharsets.US_ASCII);
    Frame frame = Frame.binary(data);

    assertThat(frame.isBinary()).isTrue();
    assertThat(frame.payload()).isEqualTo(data);
    assertThat(frame.bytes(null)[0] & 0xff).isEqualTo(0x82);
    assertThat(frame.bytes(deflater)[0] & 0xff).isEqualTo(0xc2);
    assertThat(inflated(frame.bytes(deflater))).isEqualTo("binary".repeat(100));
    assertThat(Frame.text("x").isBinary()).isFalse();
  }

  private static String inflated(byte[] frame) throws DataFormatException {
    int length = lengthOf(frame);
    byte[] payload = Arrays.copyOfRange(frame, frame.length - length, frame.length);
    if ((frame[0] & 0x40) == 0) {
      return new String(payload, StandardCharsets.UTF_8);
    }
    byte[] whole = Arrays.copyOf(payload, length + 4);
    whole[length + 2] = (byte) 0xff;
    whole[length + 3] = (byte) 0xff;
    byte[] out = new byte[1 << 20];
    try (Inflater inflater = new Inflater(true)) {
      inflater.setInput(whole);
      int size = inflater.inflate(out);
      assertThat(inflater.getRemaining()).isZero();
      return new String(out, 0, size, StandardCharsets.UTF_8);
    }
  }

  private static int lengthOf(byte[] frame) {
    return switch (frame[1]) {
      case 126 -> (frame[2] & 0xff) << 8 | (frame[3] & 0xff);
      case 127 ->
          (frame[6] & 0xff) << 24
              | (frame[7] & 0xff) << 16
              | (frame[8] & 0xff) << 8
              | (frame[9] & 0xff);
      default -> frame[1];
    };
  }
}
