package dev.carillon.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.core.hub.Frame;
import dev.carillon.core.session.CloseReason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class TestkitTest {
  private final FakeLoop loop = new FakeLoop();
  private final RecorderLink link = new RecorderLink(loop);

  @Test
  void aTurnRunsWhatItsTasksQueue() {
    List<String> ran = new ArrayList<>();
    loop.execute(() -> {
      ran.add("first " + loop.inLoop());
      loop.execute(() -> ran.add("last"));
    });
    loop.execute(() -> ran.add("second"));

    assertThat(loop.runTurn()).isEqualTo(3);
    assertThat(ran).containsExactly("first true", "second", "last");
    assertThat(loop.inLoop()).isFalse();
  }

  @Test
  void flushingSoonFlushesOnceAtTheEndOfTheTurn() {
    loop.run(() -> {
      link.write(Frame.text("a"));
      link.flushSoon();
      link.write(Frame.text("b"));
      link.flushSoon();
      assertThat(link.flushedTexts()).isEmpty();
    });

    assertThat(link.flushedTexts()).containsExactly("a", "b");
    assertThat(link.flushes()).isEqualTo(1);
  }

  @Test
  void aStalledReaderKeepsWhatIsWritten() {
    Frame frame = Frame.text("a");
    link.stall();
    link.write(frame);
    link.writeAndFlush(loop.share(List.of(frame, frame), false));
    assertThat(link.backlogBytes()).isEqualTo(3L * frame.sizeBytes());

    link.drain();
    assertThat(link.backlogBytes()).isZero();
  }

  @Test
  void aClosedLinkKeepsItsFirstReasonAndWritesNothing() {
    link.close(CloseReason.SLOW_CONSUMER);
    link.close(CloseReason.NORMAL);
    link.write(Frame.text("a"));

    assertThat(link.closeReason()).isEqualTo(CloseReason.SLOW_CONSUMER);
    assertThat(link.texts()).isEmpty();
  }

  @Test
  void aBatchIsReleasedOnce() {
    JoinedFrames batch = (JoinedFrames) loop.share(List.of(Frame.text("a")), false);
    batch.release();

    assertThatThrownBy(batch::release).hasMessageContaining("twice");
    assertThatThrownBy(() -> link.write(batch)).hasMessageContaining("after its release");
  }

  @Test
  void theClockMovesOnlyByHand() {
    FakeClock clock = new FakeClock();
    Instant before = clock.instant();
    clock.advance(Duration.ofSeconds(2));

    assertThat(clock.instant()).isEqualTo(before.plusSeconds(2));
    assertThat(clock.nanos()).isEqualTo(2_000_000_000L);

    clock.set(Instant.EPOCH);
    assertThat(clock.millis()).isZero();
    assertThat(clock.nanos()).isEqualTo(2_000_000_000L);
  }

  @Test
  void waitingEndsWithItsLimit() {
    Await.until(() -> true, Duration.ZERO);

    assertThatThrownBy(() -> Await.until(() -> false, Duration.ofMillis(2)))
        .hasMessageContaining("PT0.002S");
  }

  @Seeds(2)
  void eachSeedBringsItsOwnRandomness(RandomGenerator random) {
    assertThat(random.nextLong()).isNotEqualTo(random.nextLong());
  }
}
