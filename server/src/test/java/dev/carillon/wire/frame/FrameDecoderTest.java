package dev.carillon.wire.frame;

import static dev.carillon.testkit.ws.ClientFrame.BINARY;
import static dev.carillon.testkit.ws.ClientFrame.CLOSE;
import static dev.carillon.testkit.ws.ClientFrame.CONTINUATION;
import static dev.carillon.testkit.ws.ClientFrame.PING;
import static dev.carillon.testkit.ws.ClientFrame.TEXT;
import static dev.carillon.testkit.ws.ClientFrame.binary;
import static dev.carillon.testkit.ws.ClientFrame.close;
import static dev.carillon.testkit.ws.ClientFrame.continuation;
import static dev.carillon.testkit.ws.ClientFrame.deflated;
import static dev.carillon.testkit.ws.ClientFrame.frame;
import static dev.carillon.testkit.ws.ClientFrame.join;
import static dev.carillon.testkit.ws.ClientFrame.ping;
import static dev.carillon.testkit.ws.ClientFrame.pong;
import static dev.carillon.testkit.ws.ClientFrame.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.testkit.ws.ClientFrame;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FrameDecoderTest {
  private static final int LIMIT = 100_000;

  private final FrameRecorder recorder = new FrameRecorder();
  private final FrameDecoder decoder = new FrameDecoder(LIMIT, null);

  @Test
  void aMessageInOneFrameIsHandedOver() {
    assertThat(heard(text("hello"), binary((byte) 1, (byte) 0xFF), text("")))
        .containsExactly("text hello", "binary 01ff", "text ");
  }

  @Test
  void lengthsAtEveryEdgeOfTheHeaderAreRead() {
    for (int length : new int[] {0, 1, 7, 8, 9, 125, 126, 127, 128, 65_535, 65_536, 65_537}) {
      String payload = "x".repeat(length);

      assertThat(fresh(text(payload).bytes()).heard())
          .as("length " + length)
          .containsExactly("text " + payload);
    }
  }

  @Test
  void fragmentsAreOneMessageAndControlFramesMayStandBetweenThem() {
    assertThat(
            heard(
                text("a").unfinished(),
                ping("p"),
                continuation("b").unfinished(),
                pong(""),
                continuation(""),
                text("c")))
        .containsExactly("ping p", "pong", "text ab", "text c");
  }

  @Test
  void aMessageThatComesByteByByteIsTheSame() {
    byte[] bytes =
        join(
            text("h\u00e9llo").unfinished(),
            ping("p"),
            continuation("x".repeat(200)).unfinished(),
            continuation(""),
            close(1000, "bye"));

    for (byte b : bytes) {
      decoder.decode(new byte[] {b}, 0, 1, recorder);
    }

    assertThat(recorder.heard())
        .containsExactly("ping p", "text h\u00e9llo" + "x".repeat(200), "close 1000");
  }

  @Test
  void betweenMessagesNothingIsHeld() {
    byte[] bytes = join(text("ab").unfinished(), continuation("cd"));
    for (int cut = 1; cut < bytes.length; cut++) {
      FrameDecoder cutDecoder = new FrameDecoder(LIMIT, null);
      cutDecoder.decode(Arrays.copyOfRange(bytes, 0, cut), 0, cut, new FrameRecorder());

      assertThat(cutDecoder.isMidMessage()).as("cut at " + cut).isTrue();
    }

    decoder.decode(bytes, 0, bytes.length, recorder);

    assertThat(decoder.isMidMessage()).isFalse();
  }

  @Test
  void reservedBitsAreRefused() {
    for (int bits = 0x10; bits <= 0x70; bits += 0x10) {
      assertThat(fresh(text("a").reserved(bits).bytes()).heard())
          .containsExactly("violation 1002 reserved bit set");
      assertThat(fresh(ping("a").reserved(bits).bytes()).heard())
          .containsExactly("violation 1002 reserved bit set");
    }
  }

  @Test
  void onlyTheSixOpcodesAreKnown() {
    for (int opcode : new int[] {3, 4, 5, 6, 7, 11, 12, 13, 14, 15}) {
      assertThat(fresh(frame(opcode, new byte[0]).bytes()).heard())
          .containsExactly("violation 1002 unknown opcode " + opcode);
    }
  }

  @Test
  void aBadFirstByteIsRefusedBeforeTheSecondCame() {
    assertThat(fresh(new byte[] {(byte) 0x83}).heard())
        .containsExactly("violation 1002 unknown opcode 3");
  }

  @Test
  void anUnmaskedFrameIsRefused() {
    assertThat(heard(text("a").unmasked()))
        .containsExactly("violation 1002 frames from a client must be masked");
  }

  @Test
  void controlFramesAreWholeAndShort() {
    assertThat(fresh(ping("x".repeat(125)).bytes()).heard())
        .containsExactly("ping " + "x".repeat(125));
    assertThat(fresh(frame(PING, new byte[126]).bytes()).heard())
        .containsExactly("violation 1002 control frame of more than 125 bytes");
    assertThat(fresh(frame(CLOSE, new byte[126]).bytes()).heard())
        .containsExactly("violation 1002 control frame of more than 125 bytes");
    assertThat(fresh(ping("").unfinished().bytes()).heard())
        .containsExactly("violation 1002 fragmented control frame");
  }

  @Test
  void fragmentsComeInOrder() {
    assertThat(fresh(continuation("a").bytes()).heard())
        .containsExactly("violation 1002 continuation of no message");
    assertThat(fresh(join(text("a"), continuation("b"))).heard())
        .containsExactly("text a", "violation 1002 continuation of no message");
    assertThat(fresh(join(text("a").unfinished(), text("b"))).heard())
        .containsExactly("violation 1002 new message within a fragmented one");
    assertThat(fresh(join(text("a").unfinished(), binary().unfinished())).heard())
        .containsExactly("violation 1002 new message within a fragmented one");
  }

  @Test
  void aLengthIsWrittenInTheFewestBytes() {
    String refused = "violation 1002 length not in the fewest bytes, or over 63 bits";

    assertThat(fresh(text("x".repeat(125)).lengthIn(2).bytes()).heard()).containsExactly(refused);
    assertThat(fresh(text("x".repeat(65_535)).lengthIn(8).bytes()).heard())
        .containsExactly(refused);
    assertThat(fresh(text("").lengthIn(8).bytes()).heard()).containsExactly(refused);
    assertThat(fresh(binary().lengthIn(8).header(Long.MIN_VALUE)).heard()).containsExactly(refused);
    assertThat(fresh(binary().lengthIn(8).header(-1)).heard()).containsExactly(refused);
  }

  @Test
  void aMessageOverTheLimitIsRefusedByItsHeader() {
    String refused = "violation 1009 message too big";

    assertThat(fresh(text("x".repeat(LIMIT)).bytes()).heard()).hasSize(1).doesNotContain(refused);
    assertThat(fresh(text("").lengthIn(8).header(LIMIT + 1)).heard()).containsExactly(refused);
    assertThat(fresh(text("").lengthIn(8).header(Long.MAX_VALUE)).heard()).containsExactly(refused);
    byte[] first = text("x".repeat(LIMIT - 10)).unfinished().bytes();
    byte[] second = continuation("x".repeat(11)).header(11);
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    assertThat(fresh(both).heard()).containsExactly(refused);
  }

  @Test
  void aMessageHasAtMost1024Fragments() {
    assertThat(fresh(fragments(1_024, "x".repeat(16))).heard())
        .containsExactly("text " + "x".repeat(16 * 1_024));
    assertThat(fresh(fragments(1_025, "x".repeat(16))).heard())
        .containsExactly("violation 1008 too many fragments");
  }

  @Test
  void manyFragmentsMustNotBeTiny() {
    assertThat(fresh(fragments(64, "")).heard()).containsExactly("text ");
    assertThat(fresh(fragments(65, "")).heard())
        .containsExactly("violation 1008 too many fragments");
    assertThat(fresh(fragments(65, "x".repeat(15))).heard())
        .containsExactly("violation 1008 too many fragments");
  }

  @Test
  void brokenTextIsRefusedAtItsFirstBadByte() {
    byte[] frame =
        frame(TEXT, new byte[] {'a', (byte) 0xC3, (byte) 0xA9, (byte) 0xFF, 'b'}).bytes();
    int bad = frame.length - 1;

    decoder.decode(Arrays.copyOf(frame, bad - 1), 0, bad - 1, recorder);
    assertThat(recorder.heard()).isEmpty();
    decoder.decode(Arrays.copyOfRange(frame, bad - 1, bad), 0, 1, recorder);

    assertThat(recorder.heard()).containsExactly("violation 1007 text is not valid UTF-8");
  }

  @Test
  void aCharacterMayBeSplitAnywhereButNotLeftUnfinished() {
    byte[] utf8 = "k\u00f6\u20ac\ud83d\ude00".getBytes(UTF_8);
    for (int cut = 0; cut <= utf8.length; cut++) {
      ClientFrame head = frame(TEXT, Arrays.copyOf(utf8, cut)).unfinished();
      ClientFrame tail = frame(CONTINUATION, Arrays.copyOfRange(utf8, cut, utf8.length));

      assertThat(fresh(join(head, tail)).heard())
          .as("cut at " + cut)
          .containsExactly("text k\u00f6\u20ac\ud83d\ude00");
    }
    assertThat(fresh(frame(TEXT, Arrays.copyOf(utf8, utf8.length - 1)).bytes()).heard())
        .containsExactly("violation 1007 text is not valid UTF-8");
  }

  @Test
  void binaryMayBeAnyBytes() {
    assertThat(fresh(frame(BINARY, new byte[] {(byte) 0xFF, (byte) 0xC0}).bytes()).heard())
        .containsExactly("binary ffc0");
  }

  @Test
  void onlyCodesOfClientsCloseAConnection() {
    for (int code = 0; code <= 5_000; code++) {
      boolean legal =
          (code >= 1000 && code <= 1003)
              || (code >= 1007 && code <= 1014)
              || (code >= 3000 && code <= 4999);

      assertThat(fresh(close(code, "").bytes()).heard())
          .containsExactly(
              legal ? "close " + code : "violation 1002 close code a client may not send");
    }
    assertThat(fresh(close(65_535, "").bytes()).heard())
        .containsExactly("violation 1002 close code a client may not send");
  }

  @Test
  void aCloseFrameIsEmptyOrHasACodeAndText() {
    assertThat(fresh(frame(CLOSE, new byte[0]).bytes()).heard()).containsExactly("close 1005");
    assertThat(fresh(frame(CLOSE, new byte[] {3}).bytes()).heard())
        .containsExactly("violation 1002 close code a client may not send");
    assertThat(fresh(close(1000, "x".repeat(123)).bytes()).heard()).containsExactly("close 1000");
    assertThat(fresh(frame(CLOSE, new byte[] {3, (byte) 0xE8, (byte) 0xC3}).bytes()).heard())
        .containsExactly("violation 1007 text is not valid UTF-8");
  }

  @Test
  void nothingIsReadAfterAViolation() {
    assertThat(heard(text("a").unmasked(), text("b"), text("c")))
        .containsExactly("violation 1002 frames from a client must be masked");
  }

  @Test
  void aListenerThatStopsAcceptingLeavesTheRest() {
    byte[] bytes = join(text("a"), text("b"), text("c"));
    recorder.stopAfter(1);
    int read = decoder.decode(bytes, 0, bytes.length, recorder);
    assertThat(recorder.heard()).containsExactly("text a");

    recorder.stopAfter(Integer.MAX_VALUE);
    decoder.decode(bytes, read, bytes.length, recorder);

    assertThat(recorder.heard()).containsExactly("text a", "text b", "text c");
  }

  @Test
  void reserved1MarksACompressedMessageOnItsFirstFrameAlone() {
    try (MessageInflater inflater = new MessageInflater()) {
      assertThat(inflating(inflater, deflated("hello"), text("plain")))
          .containsExactly("text hello", "text plain");
      assertThat(inflating(inflater, text("a").unfinished(), continuation("b").reserved(0x40)))
          .containsExactly("violation 1002 reserved bit set");
      assertThat(inflating(inflater, ping("b").reserved(0x40)))
          .containsExactly("violation 1002 reserved bit set");
      assertThat(inflating(inflater, text("b").reserved(0x20)))
          .containsExactly("violation 1002 reserved bit set");
    }
  }

  @Test
  void aCompressedMessageMayBeFragmented() {
    byte[] packed = ClientFrame.deflate("hello hello hello".getBytes(UTF_8));
    try (MessageInflater inflater = new MessageInflater()) {
      for (int cut = 0; cut <= packed.length; cut++) {
        ClientFrame head = frame(TEXT, Arrays.copyOf(packed, cut)).unfinished().reserved(0x40);
        ClientFrame tail = frame(CONTINUATION, Arrays.copyOfRange(packed, cut, packed.length));

        assertThat(inflating(inflater, head, ping("p"), tail))
            .containsExactly("ping p", "text hello hello hello");
      }
    }
  }

  private List<String> heard(ClientFrame... frames) {
    byte[] bytes = join(frames);
    decoder.decode(bytes, 0, bytes.length, recorder);
    return recorder.heard();
  }

  private static FrameRecorder fresh(byte[] bytes) {
    FrameRecorder recorder = new FrameRecorder();
    new FrameDecoder(LIMIT, null).decode(bytes, 0, bytes.length, recorder);
    return recorder;
  }

  private static List<String> inflating(MessageInflater inflater, ClientFrame... frames) {
    FrameRecorder recorder = new FrameRecorder();
    byte[] bytes = join(frames);
    new FrameDecoder(LIMIT, inflater).decode(bytes, 0, bytes.length, recorder);
    return recorder.heard();
  }

  private static byte[] fragments(int count, String each) {
    return join(
        IntStream.range(0, count)
            .mapToObj(i -> {
              ClientFrame part = i == 0 ? text(each) : continuation(each);
              return i < count - 1 ? part.unfinished() : part;
            })
            .toArray(ClientFrame[]::new));
  }
}
