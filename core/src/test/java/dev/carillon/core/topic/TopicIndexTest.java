package dev.carillon.core.topic;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.testkit.Seeds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class TopicIndexTest {
  private final TopicIndex<Listener> index = new TopicIndex<>();
  private final Matches<Listener> matches = new Matches<>();

  @Test
  void anExactPatternIsFoundByItsTopicAlone() {
    Listener listener = add("messages.user.1");

    assertThat(matching("messages.user.1")).containsExactly(listener);
    assertThat(matching("messages.user.2")).isEmpty();
    assertThat(matching("messages.user")).isEmpty();
    assertThat(matching("messages.user.1.x")).isEmpty();
  }

  @Test
  void aStarMatchesOneSegment() {
    Listener listener = add("messages.*.1");

    assertThat(matching("messages.user.1")).containsExactly(listener);
    assertThat(matching("messages.1")).isEmpty();
    assertThat(matching("messages.user.2")).isEmpty();
    assertThat(matching("messages.user.x.1")).isEmpty();
  }

  @Test
  void twoStarsMatchOneOrMoreSegments() {
    Listener listener = add("messages.**");

    assertThat(matching("messages.user")).containsExactly(listener);
    assertThat(matching("messages.user.1.x")).containsExactly(listener);
    assertThat(matching("messages")).isEmpty();
  }

  @Test
  void allPatternsOfATopicAreFound() {
    Listener exact = add("a.b");
    Listener star = add("a.*");
    Listener otherStar = add("*.b");
    Listener stars = add("*.*");
    Listener deep = add("a.**");
    Listener deepest = add("**");
    add("a");
    add("a.b.*");
    add("a.b.**");
    add("*");

    assertThat(matching("a.b"))
        .containsExactlyInAnyOrder(exact, star, otherStar, stars, deep, deepest);
  }

  @Test
  void aSubscriberIsFoundByEachOfItsEntries() {
    Listener first = add("a.b");
    Listener second = add("a.b");
    Listener wild = add("a.*");

    assertThat(matching("a.b")).containsExactlyInAnyOrder(first, second, wild);
    assertThat(matches.buckets()).isEqualTo(2);
  }

  @Test
  void noWildcardReachesAnotherSpace() {
    index.add(new Listener(pattern("u", "**")));
    index.add(new Listener(pattern("u", "a")));

    assertThat(matching("a")).isEmpty();
  }

  @Test
  void aTopicNamedAsASpaceIsNotConfusedWithIt() {
    add("t.**");

    assertThat(matching("a")).isEmpty();
    assertThat(matching("t.a")).hasSize(1);
  }

  @Test
  void whatWasRemovedIsNotFound() {
    Listener gone = add("a.*");
    Listener stays = add("a.*");

    assertThat(index.remove(gone)).isTrue();

    assertThat(matching("a.b")).containsExactly(stays);
    assertThat(index.remove(gone)).isFalse();
    assertThat(index.size()).isEqualTo(1);
  }

  @Test
  void whatWasNeverAddedIsNotRemoved() {
    assertThat(index.remove(new Listener(pattern("t", "a")))).isFalse();
  }

  @Test
  void anEntryCanBeAddedOnceAtATime() {
    Listener listener = add("a");

    assertThatThrownBy(() -> index.add(listener)).hasMessageContaining("t:a");

    index.remove(listener);
    index.add(listener);
    assertThat(matching("a")).containsExactly(listener);
  }

  @Test
  void ourOwnNamesMayBeLongerThanAClientsAndHaveEmptySegments() {
    Listener deep = add("a.**");
    Listener star = add("b.*");
    String name = "a" + ".x".repeat(40);

    assertThat(matching(name)).containsExactly(deep);
    assertThat(matching("b.")).containsExactly(star);
    assertThat(star.pattern().matches(Topic.of("t", "b."))).isTrue();
  }

  @Test
  void topicsAndWildcardsAreCountedOnce() {
    add("a");
    add("a");
    add("b");
    add("*");
    add("*");

    assertThat(index.topics()).isEqualTo(2);
    assertThat(index.wildcards()).isEqualTo(1);
    assertThat(index.size()).isEqualTo(5);
    assertThat(countsByPattern()).isEqualTo(Map.of("a", 2, "b", 1, "*", 2));
  }

  @Test
  void topicsWhoseHashesCollideAreToldApart() {
    Listener first = add("Aa.BB");
    Listener second = add("BB.Aa");

    assertThat(matching("Aa.BB")).containsExactly(first);
    assertThat(matching("BB.Aa")).containsExactly(second);
    assertThat(matching("Aa.Aa")).isEmpty();
  }

  @Test
  void wildcardsWhoseHashesCollideAreToldApart() {
    Listener first = add("Aa.*.BB");
    Listener second = add("BB.*.Aa");

    assertThat(matching("Aa.x.BB")).containsExactly(first);
    assertThat(matching("BB.x.Aa")).containsExactly(second);
    assertThat(matching("Aa.x.Aa")).isEmpty();

    index.remove(first);
    assertThat(matching("Aa.x.BB")).isEmpty();
    assertThat(matching("BB.x.Aa")).containsExactly(second);
  }

  @Seeds(200)
  void itFindsWhatThePatternsThemselvesSay(RandomGenerator random) {
    Set<Listener> model = new HashSet<>();
    for (int step = 0; step < 300; step++) {
      if (random.nextInt(100) < (step < 150 ? 70 : 30)) {
        Listener listener = new Listener(randomPattern(random));
        index.add(listener);
        model.add(listener);
      } else if (!model.isEmpty()) {
        Listener listener = List.copyOf(model).get(random.nextInt(model.size()));
        assertThat(index.remove(listener)).isTrue();
        model.remove(listener);
      }
      String topic = randomName(random);
      assertThat(matching(topic)).hasSameElementsAs(naive(model, topic)).doesNotHaveDuplicates();
    }
    model.forEach(index::remove);

    assertNothingIsLeft();
  }

  @Test
  void manyEntriesComeAndGoAndLeaveNothing() {
    List<Listener> all = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      all.add(add("messages.user." + i));
      all.add(add("messages.*." + i + ".**"));
      all.add(add("messages.user.7"));
    }
    assertThat(matching("messages.user.7")).hasSize(5_001);
    assertThat(matching("messages.user.7.x")).hasSize(1);

    all.forEach(index::remove);

    assertNothingIsLeft();
  }

  private void assertNothingIsLeft() {
    assertThat(index.size()).isZero();
    assertThat(index.topics()).isZero();
    assertThat(index.wildcards()).isZero();
    assertThat(index.retained()).isEqualTo(new TopicIndex<>().retained());
    assertThat(countsByPattern()).isEmpty();
  }

  private static List<Listener> naive(Set<Listener> model, String topic) {
    return model.stream().filter(l -> l.pattern().matches(Topic.of("t", topic))).toList();
  }

  private static TopicPattern randomPattern(RandomGenerator random) {
    List<String> segments = new ArrayList<>();
    int length = 1 + random.nextInt(4);
    for (int i = 0; i < length; i++) {
      segments.add(random.nextInt(3) == 0 ? "*" : randomSegment(random));
    }
    if (random.nextInt(4) == 0) {
      segments.set(length - 1, "**");
    }
    return pattern("t", String.join(".", segments));
  }

  private static String randomName(RandomGenerator random) {
    List<String> segments = new ArrayList<>();
    for (int i = random.nextInt(4); i >= 0; i--) {
      segments.add(randomSegment(random));
    }
    return String.join(".", segments);
  }

  private static String randomSegment(RandomGenerator random) {
    return switch (random.nextInt(5)) {
      case 0 -> "a";
      case 1 -> "Aa";
      case 2 -> "BB";
      case 3 -> "aa";
      default -> Integer.toString(random.nextInt(40));
    };
  }

  private Listener add(String text) {
    Listener listener = new Listener(pattern("t", text));
    index.add(listener);
    return listener;
  }

  private List<Listener> matching(String topic) {
    index.matching(Topic.of("t", topic), matches);
    List<Listener> found = new ArrayList<>();
    for (int i = 0; i < matches.buckets(); i++) {
      Bucket<Listener> bucket = matches.bucket(i);
      for (int j = 0; j < bucket.size(); j++) {
        found.add(bucket.get(j));
      }
    }
    return found;
  }

  private Map<String, Integer> countsByPattern() {
    Map<String, Integer> counts = new HashMap<>();
    index.forEachPattern((pattern, count) -> counts.put(pattern.text(), count));
    return counts;
  }

  private static TopicPattern pattern(String space, String text) {
    return requireNonNull(TopicPattern.parse(space, text));
  }

  private static final class Listener extends TopicIndex.Entry {
    Listener(TopicPattern pattern) {
      super(pattern);
    }
  }
}
