package dev.carillon.wire.frame;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.session.CloseReason;
import dev.carillon.testkit.Seeds;
import dev.carillon.testkit.ws.ClientFrame;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageInflaterTest {
  private static final int LIMIT = 1 << 20;

  private final MessageInflater inflater = new MessageInflater();

  @AfterEach
  void close() {
    inflater.close();
  }

  /** RFC 7692 section 7.2.3, all of its messages that need no context. */
  @ParameterizedTest
  @CsvSource({
    "f248cdc9c90700, Hello",
    "000500faff48656c6c6f00, Hello",
    "f348cdc9c9070000, Hello",
    "f248050000 00ffffcac9c90700, Hello",
    "00, ''"
  })
  void theDocumentsExamplesInflate(String hex, String text) {
    assertThat(inflated(HexFormat.of().parseHex(hex.replace(" ", "")), true)).isEqualTo(text);
  }

  @Test
  void severalFinalBlocksAreOneMessage() {
    byte[] hello = HexFormat.of().parseHex("f348cdc9c90700");
    byte[] twice = Arrays.copyOf(hello, hello.length * 2 + 1);
    System.arraycopy(hello, 0, twice, hello.length, hello.length);

    assertThat(inflated(twice, true)).isEqualTo("HelloHello");
  }

  @Seeds(50)
  void whateverIsDeflatedInflates(RandomGenerator random) {
    for (int i = 0; i < 5; i++) {
      StringBuilder text = new StringBuilder();
      int words = random.nextInt(30_000);
      for (int word = 0; word < words; word++) {
        text.append(Integer.toString(random.nextInt(1_000), 36)).append('\u00e9');
      }

      assertThat(inflated(ClientFrame.deflate(text.toString().getBytes(UTF_8)), true))
          .isEqualTo(text.toString());
    }
  }

  @Seeds(200)
  void noBytesDoHarm(RandomGenerator random) {
    byte[] bytes = ClientFrame.deflate("some text that is compressed, compressed".getBytes(UTF_8));
    int changes = 1 + random.nextInt(4);
    for (int i = 0; i < changes; i++) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
    }

    CloseReason reason = inflater.inflate(bytes, 0, bytes.length, LIMIT, true);

    assertThat(reason == null || reason.code() == 1007 || reason.code() == 1009).isTrue();
    assertThat(inflated(ClientFrame.deflate(new byte[] {'o', 'k'}), true)).isEqualTo("ok");
  }

  @Test
  void outputHasALimit() {
    byte[] packed = ClientFrame.deflate("0123456789".repeat(10).getBytes(UTF_8));

    assertThat(inflater.inflate(packed, 0, packed.length, 100, true)).isNull();
    assertThat(inflater.inflate(packed, 0, packed.length, 99, true))
        .isEqualTo(CloseReason.MESSAGE_TOO_BIG);
  }

  @Test
  void outputGrowsInProportionOnceItIsLarge() {
    byte[] small = ClientFrame.deflate(new byte[MessageInflater.FREE_BYTES]);
    byte[] large = ClientFrame.deflate(new byte[MessageInflater.FREE_BYTES + 1]);

    assertThat(inflater.inflate(small, 0, small.length, LIMIT, false)).isNull();
    assertThat(inflater.outputBytes()).isEqualTo(MessageInflater.FREE_BYTES);
    assertThat(inflater.inflate(large, 0, large.length, LIMIT, false))
        .isEqualTo(CloseReason.MESSAGE_TOO_BIG);
  }

  @Test
  void textMustBeUtf8AndBinaryNeedNot() {
    byte[] broken = ClientFrame.deflate(new byte[] {'a', -1});
    byte[] unfinished = ClientFrame.deflate(new byte[] {'a', (byte) 0xC3});

    assertThat(inflater.inflate(broken, 0, broken.length, LIMIT, true))
        .isEqualTo(CloseReason.INVALID_UTF8);
    assertThat(inflater.inflate(unfinished, 0, unfinished.length, LIMIT, true))
        .isEqualTo(CloseReason.INVALID_UTF8);
    assertThat(inflater.inflate(broken, 0, broken.length, LIMIT, false)).isNull();
  }

  private String inflated(byte[] packed, boolean text) {
    assertThat(inflater.inflate(packed, 0, packed.length, LIMIT, text)).isNull();
    return new String(inflater.output(), 0, inflater.outputBytes(), UTF_8);
  }
}
