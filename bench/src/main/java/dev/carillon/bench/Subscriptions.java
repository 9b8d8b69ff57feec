package dev.carillon.bench;

import dev.carillon.core.topic.Matches;
import dev.carillon.core.topic.Topic;
import dev.carillon.core.topic.TopicIndex;
import dev.carillon.core.topic.TopicPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;

/** A topic index full of subscriptions, and topics to look up in it in an order nobody foresees. */
final class Subscriptions {
  static final int COUNT = 1_000_000;
  private static final String SPACE = "topics";
  private static final int LOOK_UPS = 1 << 16;

  final TopicIndex<Entry> index = new TopicIndex<>();
  final Matches<Entry> matches = new Matches<>();
  private List<Entry> entries = new ArrayList<>();
  private final Topic[] topics = new Topic[LOOK_UPS];
  private int next;

  static final class Entry extends TopicIndex.Entry {
    Entry(TopicPattern pattern) {
      super(pattern);
    }
  }

  Subscriptions() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < LOOK_UPS; i++) {
      topics[i] = topic("messages.user." + random.nextInt(COUNT / 2));
    }
  }

  /** A million subscriptions to half a million topics by their names. */
  static Subscriptions exact() {
    Subscriptions made = new Subscriptions();
    for (int i = 0; i < COUNT; i++) {
      made.add("messages.user." + i % (COUNT / 2));
    }
    return made;
  }

  /**
   * As {@link #exact}, but half of it with wildcards of four kinds; a look-up finds two to four.
   */
  static Subscriptions mixed() {
    Subscriptions made = new Subscriptions();
    made.addMixed();
    return made;
  }

  void addMixed() {
    for (int i = 0; i < COUNT / 2; i++) {
      add("messages.user." + i);
    }
    add("messages.user.*");
    for (int i = 0; entries.size() < COUNT; i++) {
      add("rooms." + i + ".*.typing");
      add("*.user." + i * 4);
      add("messages.*." + i * 4);
      add("messages.user." + i * 4 + ".**");
    }
  }

  /** Another of the topics that have subscribers. */
  Topic nextTopic() {
    return topics[next++ & (LOOK_UPS - 1)];
  }

  void removeAll() {
    entries.forEach(index::remove);
    entries = new ArrayList<>();
  }

  static Entry entry(String pattern) {
    return new Entry(Objects.requireNonNull(TopicPattern.parse(SPACE, pattern)));
  }

  static Topic topic(String name) {
    return Topic.of(SPACE, name);
  }

  private void add(String pattern) {
    Entry entry = entry(pattern);
    entries.add(entry);
    index.add(entry);
  }
}
