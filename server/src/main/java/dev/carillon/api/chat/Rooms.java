package dev.carillon.api.chat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Who is joined to which topic, so that those who lose their right can be put out. Any thread. */
final class Rooms {
  /** The sets are only touched within the map's {@code compute} of their topic. */
  private final ConcurrentMap<String, Set<Occupant>> byTopic = new ConcurrentHashMap<>();

  /** One joined topic of one socket. */
  interface Occupant {
    /** The Phoenix topic. */
    String topic();

    String workspaceId();

    String userId();

    /** Ends it because its user may hear nothing more. Any thread. */
    void putOut(String why);

    /** Ends it so that its client begins anew. Any thread. */
    void restart(String why);
  }

  void enter(Occupant occupant) {
    byTopic.compute(
        occupant.topic(),
        (_, known) -> {
          Set<Occupant> there = known == null ? new HashSet<>(1) : known;
          there.add(occupant);
          return there;
        });
  }

  void leave(Occupant occupant) {
    byTopic.computeIfPresent(
        occupant.topic(),
        (_, there) -> {
          there.remove(occupant);
          return there.isEmpty() ? null : there;
        });
  }

  /** The topics that somebody is joined to. */
  Set<String> topics() {
    return Set.copyOf(byTopic.keySet());
  }

  /** Lets all who are joined to a topic begin anew. */
  void restart(String topic, String why) {
    each(topic, _ -> true, occupant -> occupant.restart(why));
  }

  /** How many topics somebody is joined to. */
  int size() {
    return byTopic.size();
  }

  /** Puts a user out of a topic, on all devices. */
  void putOut(String topic, String userId, String why) {
    putOut(topic, occupant -> occupant.userId().equals(userId), why);
  }

  /** Puts everybody out of a workspace and its channels. */
  void putAllOut(String workspaceId, String why) {
    for (String topic : byTopic.keySet()) {
      putOut(topic, occupant -> occupant.workspaceId().equals(workspaceId), why);
    }
  }

  private void putOut(String topic, Predicate<Occupant> which, String why) {
    each(topic, which, occupant -> occupant.putOut(why));
  }

  private void each(String topic, Predicate<Occupant> which, Consumer<Occupant> action) {
    List<Occupant> found = new ArrayList<>();
    byTopic.computeIfPresent(
        topic,
        (_, there) -> {
          there.stream().filter(which).forEach(found::add);
          return there;
        });
    found.forEach(action);
  }
}
