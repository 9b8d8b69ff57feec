package dev.carillon.core.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.core.topic.Topic;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every bus must do, whatever carries it. */
public abstract class BusContract {
  private static final int PUBLISHERS = 4;
  private static final int EACH = 500;

  private final ConcurrentLinkedQueue<Event> heard = new ConcurrentLinkedQueue<>();
  private Bus bus;

  /** A bus that nobody listens to yet, connected and alone. */
  protected abstract Bus newBus();

  /** Waits until all that was published has been handed to the listener. */
  protected abstract void settle(Bus bus);

  @BeforeEach
  void open() {
    bus = newBus();
  }

  @AfterEach
  void close() {
    bus.close();
  }

  @Test
  void whatIsPublishedIsHeardOnceAndUnchanged() {
    bus.listen(heard::add);

    Publication publication = publication("a.b", 1);
    bus.publish(publication, false, Receipt.IGNORED);

    settle(bus);
    assertThat(heard).extracting(Event::publication).containsExactly(publication);
  }

  @Test
  void onlyLoggedPublicationsHaveAnOffset() {
    bus.listen(heard::add);

    bus.publish(publication("a", 1), false, Receipt.IGNORED);
    bus.publish(publication("a", 2), true, Receipt.IGNORED);

    settle(bus);
    assertThat(heard)
        .allSatisfy(event -> {
          boolean logged = event.publication().data().equals(Payload.of("2"));
          assertThat(event.offset() != null).isEqualTo(logged);
          assertThat(event.sequence() > 0).isEqualTo(logged);
        });
  }

  @Test
  void theReceiptTellsTheOffset() throws InterruptedException {
    bus.listen(heard::add);
    List<Receipt> receipts = new ArrayList<>();
    CountDownLatch told = new CountDownLatch(1);

    bus.publish(
        publication("a", 1),
        true,
        receipt -> {
          receipts.add(receipt);
          told.countDown();
        });

    assertThat(told.await(10, TimeUnit.SECONDS)).isTrue();
    settle(bus);
    assertThat(receipts).containsExactly(new Receipt.Published(heard.peek().offset()));
  }

  @Test
  void offsetsGrowByOneAndTheHeadIsTheNewest() {
    bus.listen(heard::add);
    Offset before = bus.head();

    for (int i = 0; i < 10; i++) {
      bus.publish(publication("t" + i % 3, i), true, Receipt.IGNORED);
    }

    settle(bus);
    assertThat(heard)
        .extracting(Event::sequence)
        .containsExactlyElementsOf(
            java.util.stream.LongStream.rangeClosed(before.sequence() + 1, before.sequence() + 10)
                .boxed()
                .toList());
    assertThat(bus.head()).isEqualTo(new Offset(before.epoch(), before.sequence() + 10));
  }

  @Test
  void whatOneThreadPublishesIsHeardInItsOrderAcrossTopics() throws Exception {
    bus.listen(heard::add);

    publishFromManyThreads(false);

    settle(bus);
    assertThat(heard).hasSize(PUBLISHERS * EACH);
    Map<String, Integer> last = new HashMap<>();
    for (Event event : heard) {
      String publisher = event.publication().event();
      int number = Integer.parseInt(event.publication().data().toString());
      assertThat(number).isGreaterThan(last.getOrDefault(publisher, -1));
      last.put(publisher, number);
    }
  }

  @Test
  void loggedEventsAreHeardOneAtATimeInTheOrderOfTheirSequence() throws Exception {
    List<Event> ordered = new ArrayList<>();
    bus.listen(ordered::add);

    publishFromManyThreads(true);

    settle(bus);
    assertThat(ordered)
        .hasSize(PUBLISHERS * EACH)
        .isSortedAccordingTo(Comparator.comparingLong(Event::sequence));
  }

  @Test
  void nothingLoggedIsHeardInAQuiescedSection() throws Exception {
    bus.listen(heard::add);
    CountDownLatch inside = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> publisher =
          threads.submit(() -> {
            inside.await();
            for (int i = 0; i < EACH; i++) {
              bus.publish(publication("a", i), true, Receipt.IGNORED);
            }
            return null;
          });
      for (int i = 0; i < 100; i++) {
        bus.quiesced(() -> {
          inside.countDown();
          int size = heard.size();
          Offset head = bus.head();
          assertThat(heard).hasSize(size);
          assertThat(bus.head()).isEqualTo(head);
          return size;
        });
      }
      publisher.get();
    }
    settle(bus);
    assertThat(heard).hasSize(EACH);
  }

  @Test
  void itHasOneListener() {
    bus.listen(heard::add);

    assertThatThrownBy(() -> bus.listen(heard::add)).isInstanceOf(IllegalStateException.class);
  }

  private void publishFromManyThreads(boolean logged) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> publishers = new ArrayList<>();
      for (int p = 0; p < PUBLISHERS; p++) {
        String publisher = "p" + p;
        publishers.add(threads.submit(() -> publishAll(publisher, logged)));
      }
      for (Future<?> publisher : publishers) {
        publisher.get();
      }
    }
  }

  private void publishAll(String publisher, boolean logged) {
    for (int i = 0; i < EACH; i++) {
      Payload data = Payload.of(Integer.toString(i));
      Topic topic = Topic.of("test", "topic" + i % 7);
      bus.publish(Publication.of(topic, publisher, data, i), logged, Receipt.IGNORED);
    }
  }

  private static Publication publication(String topic, int number) {
    return Publication.of(
        Topic.of("test", topic), "event", Payload.of(Integer.toString(number)), 1_000);
  }
}
