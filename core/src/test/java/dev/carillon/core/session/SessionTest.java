package dev.carillon.core.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.core.hub.Frame;
import dev.carillon.core.limit.Quota;
import dev.carillon.testkit.FakeLoop;
import dev.carillon.testkit.RecorderLink;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionTest {
  private final FakeLoop loop = new FakeLoop();
  private final RecorderLink link = new RecorderLink(loop);
  private int permits = 1_000;
  private final Echo session = new Echo(link);

  @Test
  void aTextWithinTheQuotaReachesTheApi() {
    say("hello");
    loop.runTurn();

    assertThat(link.flushedTexts()).containsExactly("hello");
  }

  @Test
  void aTextOverTheQuotaIsDroppedAndTheApiToldWhenToRetry() {
    permits = 1;

    say("one");
    say("two");
    session.receiveBinary(new byte[1], 0, 1, 0);

    assertThat(link.texts()).containsExactly("one");
    assertThat(session.heard).containsExactly("over quota: 7 ms", "over quota: 7 ms");
  }

  @Test
  void binaryIsNotSpokenHereUnlessTheApiSaysSo() {
    session.receiveBinary(new byte[1], 0, 1, 0);

    assertThat(link.closeReason()).isEqualTo(CloseReason.BINARY_NOT_ACCEPTED);
  }

  @Test
  void tenBrokenMessagesInARowEndTheConnection() {
    for (int i = 0; i < 9; i++) {
      say("broken");
    }
    say("fine");
    for (int i = 0; i < 9; i++) {
      say("broken");
    }
    assertThat(link.closeReason()).isNull();

    say("broken");

    assertThat(link.closeReason()).isEqualTo(CloseReason.TOO_MANY_BROKEN_MESSAGES);
  }

  @Test
  void aTaskForASessionThatHasEndedIsNotRun() {
    session.onLoop(() -> session.heard.add("before"));
    loop.run(() -> session.receiveEnd(CloseReason.NORMAL));
    session.onLoop(() -> session.heard.add("too late"));
    loop.runTurn();

    assertThat(session.heard).containsExactly("before", "end 1000");
  }

  @Test
  void nothingIsSentOnceTheOutboxIsFull() {
    link.stall();

    for (int i = 0; i < 20; i++) {
      session.outbox().offer(Frame.text("x".repeat(100)));
    }

    assertThat(link.texts()).hasSize(9);
    assertThat(link.closeReason()).isEqualTo(CloseReason.SLOW_CONSUMER);
  }

  @Test
  void aFrameLargerThanTheBoundGoesToAReaderThatIsUpToDate() {
    session.outbox().offer(Frame.text("x".repeat(5_000)));

    assertThat(link.texts()).hasSize(1);
    assertThat(link.closeReason()).isNull();
  }

  @Test
  void aCloseReasonKeepsToTheRulesOfCloseFrames() {
    assertThatThrownBy(() -> CloseReason.of(999, ""))
        .hasMessage("code: 999 (expected: 1000..4999)");
    assertThatThrownBy(() -> CloseReason.of(4_000, "ü".repeat(62)))
        .hasMessageContaining("123 bytes");
    assertThat(CloseReason.of(4_000, "ü".repeat(61)).text()).hasSize(61);
  }

  private void say(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    session.receiveText(utf8, 0, utf8.length, 0);
  }

  /** Says back what it hears. */
  private final class Echo extends Session {
    final List<String> heard = new ArrayList<>();

    Echo(Link link) {
      super(1, link, new Countdown(), 1_000);
    }

    @Override
    protected void onText(byte[] utf8, int offset, int length) {
      String text = new String(utf8, offset, length, StandardCharsets.UTF_8);
      if (text.equals("broken")) {
        notUnderstood();
      } else {
        understood();
        outbox().offer(Frame.text(text));
      }
    }

    @Override
    protected void onOverQuota(long retryAfterMillis) {
      heard.add("over quota: " + retryAfterMillis + " ms");
    }

    @Override
    public void onTick(long nowMillis) {}

    @Override
    protected void onEnd(CloseReason reason) {
      heard.add("end " + reason.code());
    }
  }

  private final class Countdown implements Quota {
    @Override
    public boolean take(long nowNanos) {
      return permits-- > 0;
    }

    @Override
    public long waitMillis(long nowNanos) {
      return 7;
    }
  }
}
