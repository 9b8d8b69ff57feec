package dev.carillon.wire.frame;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.testkit.Seeds;
import dev.carillon.testkit.ws.ClientFrame;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;

class FrameDecoderPropertyTest {
  private static final int LIMIT = 1 << 20;
  private static final String[] CHARACTERS = {"a", "z", "\u00e9", "\u20ac", "\ud83d\ude00"};

  @Seeds(300)
  void messagesAreTheSameHoweverTheyAreFragmentedAndCut(RandomGenerator random) {
    List<String> sent = new ArrayList<>();
    ByteArrayOutputStream wire = new ByteArrayOutputStream();
    int messages = 1 + random.nextInt(8);
    for (int i = 0; i < messages; i++) {
      addMessage(random, sent, wire);
    }
    FrameRecorder recorder = new FrameRecorder();

    try (MessageInflater inflater = new MessageInflater()) {
      feed(random, new FrameDecoder(LIMIT, inflater), wire.toByteArray(), recorder);
    }

    assertThat(recorder.heard()).isEqualTo(sent);
  }

  @Seeds(300)
  void noBytesDoHarmAndAtMostOneViolationIsTold(RandomGenerator random) {
    List<String> sent = new ArrayList<>();
    ByteArrayOutputStream wire = new ByteArrayOutputStream();
    addMessage(random, sent, wire);
    addMessage(random, sent, wire);
    byte[] bytes = wire.toByteArray();
    int changes = 1 + random.nextInt(5);
    for (int i = 0; i < changes; i++) {
      bytes[random.nextInt(Math.min(bytes.length, 40))] = (byte) random.nextInt();
    }
    FrameRecorder recorder = new FrameRecorder();

    try (MessageInflater inflater = new MessageInflater()) {
      feed(random, new FrameDecoder(LIMIT, inflater), bytes, recorder);
    }

    List<String> heard = recorder.heard();
    long violations = heard.stream().filter(line -> line.startsWith("violation")).count();
    assertThat(violations).isLessThanOrEqualTo(1);
    assertThat(violations == 0 || heard.getLast().startsWith("violation")).isTrue();
  }

  private static void addMessage(
      RandomGenerator random, List<String> sent, ByteArrayOutputStream wire) {
    boolean text = random.nextBoolean();
    byte[] payload = text ? text(random) : binary(random);
    boolean compressed = random.nextInt(3) == 0;
    byte[] packed = compressed ? ClientFrame.deflate(payload) : payload;
    int fragments = 1 + (random.nextBoolean() ? random.nextInt(6) : 0);
    int from = 0;
    for (int i = 0; i < fragments; i++) {
      boolean last = i == fragments - 1;
      int to = last ? packed.length : random.nextInt(from, packed.length + 1);
      int opcode = i > 0 ? ClientFrame.CONTINUATION : text ? ClientFrame.TEXT : ClientFrame.BINARY;
      ClientFrame frame = ClientFrame.frame(opcode, Arrays.copyOfRange(packed, from, to));
      if (compressed && i == 0) {
        frame = frame.reserved(ClientFrame.RSV1);
      }
      wire.writeBytes((last ? frame : frame.unfinished()).bytes());
      if (!last && random.nextInt(4) == 0) {
        wire.writeBytes(ClientFrame.ping("p" + i).bytes());
        sent.add("ping p" + i);
      }
      from = to;
    }
    sent.add(
        text
            ? "text " + new String(payload, UTF_8)
            : "binary " + HexFormat.of().formatHex(payload));
  }

  private static void feed(
      RandomGenerator random, FrameDecoder decoder, byte[] bytes, FrameRecorder recorder) {
    int largest = random.nextBoolean() ? 1 + random.nextInt(9) : bytes.length;
    for (int from = 0, to; from < bytes.length; from = to) {
      to = Math.min(bytes.length, from + 1 + random.nextInt(largest));
      byte[] chunk = Arrays.copyOfRange(bytes, from, to);

      assertThat(decoder.decode(chunk, 0, chunk.length, recorder)).isEqualTo(chunk.length);
    }
  }

  private static byte[] text(RandomGenerator random) {
    StringBuilder text = new StringBuilder();
    int length = random.nextBoolean() ? random.nextInt(10) : random.nextInt(2_000);
    for (int i = 0; i < length; i++) {
      text.append(CHARACTERS[random.nextInt(CHARACTERS.length)]);
    }
    return text.toString().getBytes(UTF_8);
  }

  private static byte[] binary(RandomGenerator random) {
    byte[] bytes = new byte[random.nextInt(300)];
    random.nextBytes(bytes);
    return bytes;
  }
}
