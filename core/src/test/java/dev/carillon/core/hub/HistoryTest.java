package dev.carillon.core.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.bus.Event;
import dev.carillon.core.bus.Offset;
import dev.carillon.core.bus.Payload;
import dev.carillon.core.bus.Publication;
import dev.carillon.core.topic.Topic;
import dev.carillon.core.topic.TopicPattern;
import dev.carillon.testkit.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class HistoryTest {
  private static final long EPOCH = 5;
  private static final long TTL = 1_000;

  private final History history =
      new History(List.of(new HistoryRule(pattern("kept.**"), 3, TTL)), 1 << 20);
  private long sequence;

  @Test
  void topicsWithoutARuleAreNotKept() {
    assertThat(history.keeps(topic("kept.a"))).isTrue();
    assertThat(history.keeps(topic("other"))).isFalse();
  }

  @Test
  void itGivesWhatCameAfterAnOffset() {
    append("kept.a", 0);
    append("kept.b", 0);
    append("kept.a", 0);

    assertThat(after("kept.a", 1, 0)).hasValueSatisfying(e -> sequencesAre(e, 3));
    assertThat(after("kept.a", 0, 0)).hasValueSatisfying(e -> sequencesAre(e, 1, 3));
    assertThat(after("kept.a", 3, 0)).hasValueSatisfying(e -> sequencesAre(e));
  }

  @Test
  void aWildcardGetsAllItsTopicsInOneOrder() {
    append("kept.a", 0);
    append("kept.b", 0);
    append("kept.a", 0);
    append("kept.c.d", 0);

    assertThat(after("kept.**", 1, 0)).hasValueSatisfying(e -> sequencesAre(e, 2, 3, 4));
    assertThat(after("kept.*", 1, 0)).hasValueSatisfying(e -> sequencesAre(e, 2, 3));
  }

  @Test
  void whatWasDroppedForItsTopicsSizeIsNotReplayedInPart() {
    for (int i = 0; i < 5; i++) {
      append("kept.a", 0);
    }

    assertThat(after("kept.a", 1, 0)).isEmpty();
    assertThat(after("kept.a", 2, 0)).hasValueSatisfying(e -> sequencesAre(e, 3, 4, 5));
  }

  @Test
  void whatIsTooOldIsNotReplayedInPart() {
    append("kept.a", 0);
    append("kept.a", 900);

    assertThat(after("kept.a", 0, 1_000)).hasValueSatisfying(e -> sequencesAre(e, 1, 2));
    assertThat(after("kept.a", 0, 1_001)).isEmpty();
    assertThat(after("kept.a", 1, 1_001)).hasValueSatisfying(e -> sequencesAre(e, 2));
  }

  @Test
  void anotherEpochOrTheFutureIsNotAnswered() {
    append("kept.a", 0);

    Offset head = new Offset(EPOCH, sequence);
    assertThat(history.after(pattern("kept.a"), new Offset(4, 0), head, 10, 0)).isEmpty();
    assertThat(history.after(pattern("kept.a"), new Offset(EPOCH, 9), head, 10, 0)).isEmpty();
  }

  @Test
  void moreThanTheLimitIsNotAnswered() {
    append("kept.a", 0);
    append("kept.a", 0);
    Offset head = new Offset(EPOCH, sequence);

    assertThat(history.after(pattern("kept.a"), new Offset(EPOCH, 0), head, 1, 0)).isEmpty();
  }

  @Test
  void aTopicNobodyWroteToForItsTimeIsForgotten() {
    append("kept.a", 0);
    append("kept.b", 5_000);

    assertThat(history.bytes()).isLessThan(1_200);
    assertThat(after("kept.a", 0, 5_000)).isEmpty();
    assertThat(after("kept.b", 1, 5_000)).hasValueSatisfying(e -> sequencesAre(e, 2));
  }

  @Test
  void memoryIsBoundedOverAllTopics() {
    History small = new History(List.of(new HistoryRule(pattern("kept.**"), 3, TTL)), 10_000);
    for (int i = 0; i < 1_000; i++) {
      small.append(event("kept." + i, 0));
    }

    assertThat(small.bytes()).isLessThanOrEqualTo(10_000);
    Offset head = new Offset(EPOCH, sequence);
    assertThat(small.after(pattern("kept.999"), new Offset(EPOCH, 999), head, 10, 0))
        .hasValueSatisfying(e -> sequencesAre(e, 1_000));
    assertThat(small.after(pattern("kept.0"), new Offset(EPOCH, 0), head, 10, 0)).isEmpty();
  }

  @Seeds(300)
  void anAnswerIsWholeAndNoneIsForWantOfSomething(RandomGenerator random) {
    List<Event> all = new ArrayList<>();
    long now = 0;
    for (int step = 0; step < 60; step++) {
      now += random.nextInt(50);
      Event event = event("kept." + random.nextInt(4) + ".x", now);
      history.append(event);
      all.add(event);
      history.newest(topic("kept." + random.nextInt(4) + ".x"), null, 2, now, _ -> true);
      long since = random.nextLong(sequence + 1);
      String pattern = List.of("kept.**", "kept.*.x", "kept.2.x").get(random.nextInt(3));

      List<Event> wanted =
          all.stream()
              .filter(e -> e.sequence() > since)
              .filter(e -> pattern(pattern).matches(e.publication().topic()))
              .toList();
      Optional<List<Event>> answer = after(pattern, since, now);

      answer.ifPresent(events -> assertThat(events).isEqualTo(wanted));
      if (answer.isEmpty()) {
        long oldest = now - TTL;
        assertThat(all)
            .filteredOn(e -> e.sequence() > since)
            .anyMatch(e -> e.publication().timestampMillis() < oldest || isPushedOut(e, all));
      }
    }
  }

  // Whether its topic has had as many events since as its rule keeps.
  private static boolean isPushedOut(Event event, List<Event> all) {
    return all.stream()
            .filter(e -> e.sequence() > event.sequence())
            .filter(e -> e.publication().topic().equals(event.publication().topic()))
            .count()
        >= 3;
  }

  @Test
  void quietTopicsAreNotInTheWayOfThoseThatWereWrittenTo() {
    append("kept.a", 0);
    append("kept.b", 0);
    append("kept.a", 0);
    history.newest(topic("kept.b"), null, 2, 0, _ -> true);

    assertThat(after("kept.*", 2, 0)).hasValueSatisfying(e -> sequencesAre(e, 3));
    assertThat(after("kept.*", 0, 0)).hasValueSatisfying(e -> sequencesAre(e, 1, 2, 3));
  }

  @Test
  void theNewestAreGivenNewestFirstAndPaged() {
    append("kept.a", 0);
    append("kept.a", 0);
    append("kept.a", 0);

    assertThat(history.newest(topic("kept.a"), null, 2, 0, _ -> true))
        .extracting(Event::sequence)
        .containsExactly(3L, 2L);
    assertThat(history.newest(topic("kept.a"), new Offset(EPOCH, 2), 2, 0, _ -> true))
        .extracting(Event::sequence)
        .containsExactly(1L);
    assertThat(history.newest(topic("kept.a"), null, 2, 0, event -> event.sequence() != 3))
        .extracting(Event::sequence)
        .containsExactly(2L, 1L);
    assertThat(history.newest(topic("kept.none"), null, 2, 0, _ -> true)).isEmpty();
  }

  private Optional<List<Event>> after(String pattern, long since, long nowMillis) {
    Offset head = new Offset(EPOCH, sequence);
    return history.after(pattern(pattern), new Offset(EPOCH, since), head, 100, nowMillis);
  }

  private void append(String topic, long millis) {
    history.append(event(topic, millis));
  }

  private Event event(String topic, long millis) {
    return new Event(
        Publication.of(topic(topic), "e", Payload.of("1"), millis), new Offset(EPOCH, ++sequence));
  }

  private static void sequencesAre(List<Event> events, long... expected) {
    assertThat(events.stream().mapToLong(Event::sequence)).containsExactly(boxed(expected));
  }

  private static Long[] boxed(long... values) {
    return java.util.Arrays.stream(values).boxed().toArray(Long[]::new);
  }

  private static Topic topic(String name) {
    return Topic.of("test", name);
  }

  private static TopicPattern pattern(String text) {
    return Objects.requireNonNull(TopicPattern.parse("test", text));
  }
}
