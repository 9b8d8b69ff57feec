package dev.carillon.api.chat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Predicate;

/** Who is joined to which topic, so that those who lose their right can be put out. Any thread. */
final class Rooms {
  /** The sets are only touched within the map's {@code compute} of their topic. */
  private final ConcurrentMap<String, Set<Guest>> byTopic = new ConcurrentHashMap<>();

  /** One joined topic of one socket. */
  interface Guest {
    /** The Phoenix topic. */
    String topic();

    String workspaceId();

    String userId();

    /** Ends it because its user may hear nothing more. Any thread. */
    void putOut(String why);
  }

  void enter(Guest guest) {
    byTopic.compute(
        guest.topic(),
        (_, known) -> {
          Set<Guest> guests = known == null ? new HashSet<>(1) : known;
          guests.add(guest);
          return guests;
        });
  }

  void leave(Guest guest) {
    byTopic.computeIfPresent(
        guest.topic(),
        (_, guests) -> {
          guests.remove(guest);
          return guests.isEmpty() ? null : guests;
        });
  }

  /** How many topics somebody is joined to. */
  int size() {
    return byTopic.size();
  }

  /** Puts a user out of a topic, on all devices. */
  void putOut(String topic, String userId, String why) {
    putOut(topic, guest -> guest.userId().equals(userId), why);
  }

  /** Puts everybody out of a workspace and its channels. */
  void putAllOut(String workspaceId, String why) {
    for (String topic : byTopic.keySet()) {
      putOut(topic, guest -> guest.workspaceId().equals(workspaceId), why);
    }
  }

  private void putOut(String topic, Predicate<Guest> which, String why) {
    List<Guest> found = new ArrayList<>();
    byTopic.computeIfPresent(
        topic,
        (_, guests) -> {
          guests.stream().filter(which).forEach(found::add);
          return guests;
        });
    found.forEach(guest -> guest.putOut(why));
  }
}
