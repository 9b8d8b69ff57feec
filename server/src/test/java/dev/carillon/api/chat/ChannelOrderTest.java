package dev.carillon.api.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.chat.model.ChatEvent;
import dev.carillon.testkit.Seeds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ChannelOrderTest {
  private static final String CHANNEL = "c1";

  private final Committed committed = new Committed();
  private final Heard heard = new Heard();
  private final ChannelOrder order =
      new ChannelOrder(committed, Runnable::run, heard, Duration.ofMillis(200));

  /** What is in the store: the events from {@link #kept} on, to the last. */
  private static final class Committed implements ChannelOrder.Truth {
    private long kept = 1;
    private long last;
    private boolean isDown;
    private boolean grows;

    @Override
    public List<ChatEvent> events(String channelId, long afterSeq, int limit) {
      if (isDown) {
        throw new IllegalStateException("the store is down");
      }
      return LongStream.rangeClosed(Math.max(afterSeq + 1, kept), last)
          .limit(limit)
          .mapToObj(ChannelOrderTest::event)
          .toList();
    }

    @Override
    public long lastSeq(String channelId) {
      if (grows) {
        grows = false;
        last++;
      }
      return last;
    }
  }

  private static final class Heard implements ChannelOrder.Teller {
    private final List<Long> told = new ArrayList<>();
    private final List<Long> withoutEcho = new ArrayList<>();
    private final List<Long> late = new ArrayList<>();
    private int lost;

    @Override
    public void tell(ChatEvent event, long exceptSession) {
      told.add(event.seq());
      if (exceptSession != 0) {
        withoutEcho.add(event.seq());
      }
    }

    @Override
    public void tellLate(ChatEvent event) {
      late.add(event.seq());
    }

    @Override
    public void lost(String channelId) {
      lost++;
    }
  }

  private static ChatEvent event(long seq) {
    return new ChatEvent("w", CHANNEL, seq, 0, "u", new ChatEvent.MessagePinned("m" + seq));
  }

  private void comes(long seq) {
    committed.last = Math.max(committed.last, seq);
    order.accept(event(seq), 0, 1_000);
  }

  @Test
  void anEventThatComesBeforeItsPredecessorWaitsForIt() {
    comes(4);
    comes(6);
    order.accept(event(7), 9, 1_000);
    assertThat(heard.told).containsExactly(4L);

    comes(5);

    assertThat(heard.told).containsExactly(4L, 5L, 6L, 7L);
    assertThat(heard.withoutEcho).containsExactly(7L);
  }

  @Test
  void whatIsCommittedWhileTheStoreIsReadIsNotTakenForLost() {
    comes(1);
    committed.grows = true;

    order.doubt(() -> List.of(CHANNEL));
    order.tick(2_000);

    assertThat(heard.lost).isZero();
    assertThat(heard.told).containsExactly(1L, 2L);
  }

  @Test
  void anEventComesOnceHoweverOftenItIsTold() {
    comes(1);
    comes(1);
    comes(3);
    comes(3);
    comes(2);

    assertThat(heard.told).containsExactly(1L, 2L, 3L);
  }

  @Test
  void whatDoesNotComeInTimeIsLookedUp() {
    comes(1);
    comes(3);

    order.tick(1_100);
    assertThat(heard.told).containsExactly(1L);
    order.tick(1_300);

    assertThat(heard.told).containsExactly(1L, 2L, 3L);
  }

  @Test
  void afterADoubtTheNewestAreLookedUp() {
    comes(1);
    committed.last = 1_203;

    order.doubt(() -> List.of(CHANNEL));
    order.tick(2_000);

    assertThat(heard.told).hasSize(1_203).isSorted();
  }

  @Test
  void aStoreThatIsDownIsAskedAgain() {
    comes(1);
    committed.last = 2;
    committed.isDown = true;
    order.doubt(() -> List.of(CHANNEL));
    order.tick(2_000);
    assertThat(heard.told).containsExactly(1L);

    committed.isDown = false;
    order.tick(2_500);
    assertThat(heard.told).containsExactly(1L);
    order.tick(3_100);

    assertThat(heard.told).containsExactly(1L, 2L);
  }

  @Test
  void whoeverIsInTheChannelBeginsAnewWhenEventsAreForgotten() {
    comes(1);
    committed.last = 9;
    committed.kept = 5;

    order.doubt(() -> List.of(CHANNEL));
    order.tick(2_000);

    assertThat(heard.lost).isEqualTo(1);
    assertThat(heard.told).containsExactly(1L, 5L, 6L, 7L, 8L, 9L);

    committed.last = 20;
    committed.kept = 21;
    order.doubt(() -> List.of(CHANNEL));
    order.tick(4_000);
    comes(21);

    assertThat(heard.lost).isEqualTo(2);
    assertThat(heard.told).endsWith(9L, 21L);
  }

  @Test
  void aReaderOfAChannelThatNobodyWasInNeedNotWait() {
    committed.last = 7;

    order.await(CHANNEL, 7);

    assertThat(order.last(CHANNEL)).isEqualTo(7);
    comes(7);
    assertThat(heard.told).isEmpty();
    assertThat(heard.late).containsExactly(7L);
    comes(8);
    assertThat(heard.told).containsExactly(8L);
  }

  @Test
  void aReaderWaitsForWhatItHasSeen() throws InterruptedException {
    comes(1);
    CountDownLatch returned = new CountDownLatch(1);
    committed.isDown = true;
    Thread reader =
        Thread.ofVirtual()
            .start(() -> {
              order.await(CHANNEL, 2);
              returned.countDown();
            });

    comes(2);

    assertThat(returned.await(10, TimeUnit.SECONDS)).isTrue();
    reader.join();
  }

  @Test
  void aReaderDoesNotWaitForANoteThatIsLost() {
    comes(1);
    committed.last = 2;

    order.await(CHANNEL, 2);

    assertThat(heard.told).containsExactly(1L, 2L);
  }

  @Test
  void whoeverJoinedDuringADoubtIsLookedUpToo() {
    comes(1);
    long before = order.doubts();
    order.doubt(List::of);
    committed.last = 2;

    order.recheck(CHANNEL, before);
    order.tick(2_000);

    assertThat(heard.told).containsExactly(1L, 2L);
  }

  @Seeds(200)
  void whateverIsLostAndWhateverComesLateEachEventIsToldOnceAndInOrder(RandomGenerator random) {
    int events = 1 + random.nextInt(60);
    List<Long> notes = new ArrayList<>();
    LongStream.rangeClosed(1, events).filter(_ -> random.nextInt(5) > 0).forEach(notes::add);
    notes.addAll(List.copyOf(notes.subList(0, notes.size() / 4)));
    for (int i = 0; i + 5 < notes.size(); i += 5) {
      Collections.shuffle(notes.subList(i, i + 5), Random.from(random));
    }
    comes(0);
    long now = 1_000;
    for (long note : notes) {
      committed.last = Math.max(committed.last, note);
      order.accept(event(note), 0, now);
      now += random.nextInt(150);
      order.tick(now);
    }
    committed.last = events;
    order.doubt(() -> List.of(CHANNEL));
    order.tick(now + 10_000);

    assertThat(heard.told)
        .containsExactlyElementsOf(LongStream.rangeClosed(0, events).boxed().toList());
  }
}
