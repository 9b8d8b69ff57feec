package dev.carillon.bus.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.testkit.Await;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeliveriesTest {
  private static final int MOST = 16_384;

  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final CountDownLatch gate = new CountDownLatch(1);
  private final Deliveries deliveries = new Deliveries("test", new Slow());

  @AfterEach
  void close() {
    gate.countDown();
    deliveries.close();
  }

  @Test
  void whatHasNoRoomIsMarkedWhereItIsMissing() {
    deliveries.start();
    assertThat(deliveries.offer(note("first", 0))).isTrue();
    Await.until(() -> heard.contains("first"));
    for (int i = 0; i < MOST; i++) {
      assertThat(deliveries.offer(note("n" + i, 0))).isTrue();
    }

    assertThat(deliveries.offer(note("lost", 0))).isFalse();
    assertThat(deliveries.offer(note("lost", 0))).isFalse();
    gate.countDown();
    Await.until(() -> heard.contains("missed"));
    deliveries.offer(note("last", 0));
    Await.until(() -> heard.contains("last"));

    assertThat(heard).hasSize(MOST + 3).doesNotContain("lost");
    assertThat(heard.subList(MOST, MOST + 3)).containsExactly("n" + (MOST - 1), "missed", "last");
    assertThat(deliveries.dropped()).isEqualTo(2);
  }

  @Test
  void theNewestViewIsHeardHoweverManyWait() {
    for (int i = 0; i < MOST; i++) {
      assertThat(deliveries.offer(i == 7 ? view("old") : note("n" + i, 0))).isTrue();
    }

    assertThat(deliveries.offer(view("newer"))).isTrue();
    assertThat(deliveries.offer(note("last", 0))).isFalse();
    assertThat(deliveries.offer(view("newest"))).isTrue();
    gate.countDown();
    deliveries.start();
    Await.until(() -> heard.contains("view newest"));

    assertThat(heard).hasSize(MOST + 1).doesNotContain("view old", "view newer", "last");
    assertThat(heard.subList(MOST - 1, MOST + 1)).containsExactly("missed", "view newest");
  }

  @Test
  void tooManyBytesHaveNoRoomEither() {
    int size = 4 << 20;
    for (int i = 0; i < 3; i++) {
      assertThat(deliveries.offer(note("n" + i, size))).isTrue();
    }

    assertThat(deliveries.offer(note("lost", size))).isFalse();
    assertThat(deliveries.offer(note("small", 10))).isTrue();
    gate.countDown();
    deliveries.start();
    Await.until(() -> heard.contains("small"));

    assertThat(heard).containsExactly("n0", "n1", "n2", "missed", "small");
  }

  @Test
  void aListenerThatFailsStopsNobody() {
    gate.countDown();
    deliveries.start();

    deliveries.offer(note("fail", 0));
    deliveries.offer(note("next", 0));

    Await.until(() -> heard.contains("next"));
    assertThat(heard).containsExactly("fail", "next");
  }

  private static Envelope view(String from) {
    return Objects.requireNonNull(Envelope.decoded(Envelope.header(Envelope.Kind.VIEW, 0, from)));
  }

  private static Envelope note(String subject, int size) {
    return Objects.requireNonNull(
        Envelope.decoded(Envelope.note(0, "node-1", subject, new byte[size + 1])));
  }

  /** Waits at the gate behind the first. */
  private final class Slow implements Deliveries.Listener {
    @Override
    public void on(Envelope envelope) {
      boolean isView = envelope.kind() == Envelope.Kind.VIEW;
      heard.add(isView ? "view " + envelope.from() : envelope.subject());
      try {
        gate.await();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
      if (envelope.subject().equals("fail")) {
        throw new IllegalStateException("on purpose");
      }
    }

    @Override
    public void missed() {
      heard.add("missed");
    }
  }
}
