package dev.carillon.core.presence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.bus.Payload;
import dev.carillon.core.topic.Topic;
import dev.carillon.testkit.Seeds;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Whatever happens: a snapshot and the differences after it are who is there. */
class PresencePropertyTest {
  private static final long GRACE = 20;
  private static final Topic ROOM = Topic.of("t", "room");

  private final Deque<PresenceDiff> underWay = new ArrayDeque<>();
  private final Presence presence = new Presence(underWay::add, "", Duration.ofMillis(GRACE));
  private final List<Place> model = new ArrayList<>();
  private final List<Follower> followers = new ArrayList<>();
  private long now;

  /** Who is there, the slow and simple way. */
  private static final class Place {
    final String key;
    long session;
    String data;
    long lostAt = -1;

    Place(String key, long session, String data) {
      this.key = key;
      this.session = session;
      this.data = data;
    }

    boolean isLost() {
      return lostAt >= 0;
    }

    @Override
    public String toString() {
      return key + "=" + data;
    }
  }

  @Seeds(300)
  void aSnapshotAndTheDifferencesAfterItAreWhoIsThere(RandomGenerator random) {
    for (int step = 0; step < 200; step++) {
      now += random.nextLong(4);
      act(random);
      if (random.nextInt(5) == 0) {
        followers.add(new Follower(presence.snapshot(ROOM)));
      }
      if (random.nextInt(3) == 0) {
        hear(random.nextInt(1 + underWay.size()));
      }
      if (random.nextInt(20) == 0) {
        flush();
        hear(underWay.size());
        assertAllAgree();
      }
    }
    now += GRACE;
    flush();
    hear(underWay.size());
    assertAllAgree();
  }

  private void act(RandomGenerator random) {
    long session = 1 + random.nextLong(6);
    String key = "user" + (session + random.nextLong(2)) % 3;
    String data = Integer.toString(random.nextInt(2));
    switch (random.nextInt(7)) {
      case 0, 1, 2 -> {
        presence.track(ROOM, key, session, Payload.of(data));
        track(key, session, data);
      }
      case 3 -> {
        Optional<Place> place = find(key, session);
        assertThat(presence.untrack(ROOM, key, session)).isEqualTo(place.isPresent());
        place.ifPresent(model::remove);
      }
      case 4 -> {
        presence.untrackAll(session);
        model.removeIf(place -> !place.isLost() && place.session == session);
      }
      case 5 -> {
        presence.dropped(session, now);
        model.stream()
            .filter(place -> !place.isLost() && place.session == session)
            .forEach(place -> place.lostAt = now);
      }
      default -> flush();
    }
  }

  private void track(String key, long session, String data) {
    Place place = find(key, session).orElseGet(() -> lost(key, data));
    if (place == null) {
      model.add(new Place(key, session, data));
    } else {
      place.session = session;
      place.lostAt = -1;
      place.data = data;
    }
  }

  private Optional<Place> find(String key, long session) {
    return model.stream()
        .filter(place -> place.key.equals(key) && !place.isLost() && place.session == session)
        .findFirst();
  }

  private @Nullable Place lost(String key, String data) {
    return model.stream()
        .filter(place -> place.key.equals(key) && place.isLost())
        .min(Comparator.comparing(place -> !place.data.equals(data)))
        .orElse(null);
  }

  private void flush() {
    presence.flush(now);
    model.removeIf(place -> place.isLost() && place.lostAt + GRACE <= now);
  }

  private void hear(int count) {
    for (int i = 0; i < count; i++) {
      PresenceDiff diff = underWay.remove();
      followers.forEach(follower -> follower.hear(diff));
    }
  }

  private void assertAllAgree() {
    List<String> expected = model.stream().map(Place::toString).sorted().toList();
    assertThat(presence.snapshot(ROOM).metas().stream().map(m -> m.key() + "=" + m.data()))
        .containsExactlyInAnyOrderElementsOf(expected);
    assertThat(followers)
        .allSatisfy(follower ->
            assertThat(follower.present()).containsExactlyInAnyOrderElementsOf(expected));
  }
}
