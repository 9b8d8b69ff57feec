package dev.carillon.core.presence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.core.bus.Payload;
import dev.carillon.core.topic.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class PresenceTest {
  private static final Topic ROOM = Topic.of("t", "room");
  private static final Topic OTHER = Topic.of("t", "other");
  private static final long GRACE = 5_000;

  private final List<PresenceDiff> diffs = new ArrayList<>();
  private final Presence presence = new Presence(diffs::add, "r", Duration.ofMillis(GRACE));

  @Test
  void aJoinIsToldWhenTheWindowEnds() {
    PresenceMeta john = track("john", 1);
    assertThat(diffs).isEmpty();
    assertThat(presence.snapshot(ROOM).metas()).isEmpty();

    presence.flush(0);

    assertThat(diffs).hasSize(1);
    assertThat(diffs.getFirst().joins()).containsExactly(john);
    assertThat(diffs.getFirst().leaves()).isEmpty();
    assertThat(presence.snapshot(ROOM).metas()).containsExactly(john);
  }

  @Test
  void aWindowWithoutChangesTellsNothing() {
    track("john", 1);
    presence.flush(0);
    presence.flush(1);

    assertThat(diffs).hasSize(1);
  }

  @Test
  void aJoinAndItsLeaveInOneWindowCancelOut() {
    track("john", 1);
    assertThat(presence.untrack(ROOM, "john", 1)).isTrue();
    presence.flush(0);

    assertThat(diffs).isEmpty();
    assertThat(presence.topics()).isZero();
  }

  @Test
  void aLeaveAndALaterJoinAreBothTold() {
    PresenceMeta before = track("john", 1);
    presence.flush(0);
    presence.untrack(ROOM, "john", 1);
    PresenceMeta after = track("john", 1);
    presence.flush(1);

    assertThat(after.ref()).isNotEqualTo(before.ref());
    assertThat(diffs.getLast().leaves()).containsExactly(before);
    assertThat(diffs.getLast().joins()).containsExactly(after);
  }

  @Test
  void anUpdateIsALeaveOfTheOldAndAJoinOfTheNewInOneDifference() {
    PresenceMeta before = track("john", 1, "here");
    presence.flush(0);
    PresenceMeta after = track("john", 1, "away");
    presence.flush(1);

    assertThat(diffs).hasSize(2);
    assertThat(diffs.getLast().leaves()).containsExactly(before);
    assertThat(diffs.getLast().joins()).containsExactly(after);
    assertThat(presence.snapshot(ROOM).metas()).containsExactly(after);
  }

  @Test
  void anUpdateToTheSameDataIsNone() {
    PresenceMeta before = track("john", 1, "here");
    presence.flush(0);

    assertThat(track("john", 1, "here")).isEqualTo(before);
    presence.flush(1);
    assertThat(diffs).hasSize(1);
  }

  @Test
  void ofSeveralUpdatesInAWindowTheLastIsTold() {
    PresenceMeta first = track("john", 1, "1");
    presence.flush(0);
    track("john", 1, "2");
    PresenceMeta last = track("john", 1, "3");
    presence.flush(1);

    assertThat(diffs.getLast().leaves()).containsExactly(first);
    assertThat(diffs.getLast().joins()).containsExactly(last);
  }

  @Test
  void anUpdateNamesTheReferenceThatItsListenersKnow() {
    PresenceMeta first = track("john", 1, "1");
    presence.flush(0);
    track("john", 1, "2");
    PresenceMeta last = track("john", 1, "3");
    track("jane", 2, "1");
    PresenceMeta jane = track("jane", 2, "2");
    presence.flush(1);

    assertThat(last.previousRef()).isEqualTo(first.ref());
    assertThat(jane.previousRef()).isNull();
    assertThat(diffs.getLast().joins()).containsExactly(last, jane);
  }

  @Test
  void aKeyMayBePresentSeveralTimes() {
    PresenceMeta phone = track("john", 1, "phone");
    PresenceMeta laptop = track("john", 2, "laptop");
    PresenceMeta jane = track("jane", 3, "phone");
    presence.flush(0);

    assertThat(presence.keys(ROOM)).isEqualTo(2);
    assertThat(presence.snapshot(ROOM).byKey())
        .containsEntry("john", List.of(phone, laptop))
        .containsEntry("jane", List.of(jane));

    presence.untrackAll(1);
    presence.flush(1);
    assertThat(diffs.getLast().leaves()).containsExactly(phone);
    assertThat(presence.snapshot(ROOM).metas()).containsExactly(laptop, jane);
  }

  @Test
  void aSessionLeavesAllItsTopicsAtOnce() {
    track("john", 1);
    presence.track(OTHER, "john", 1, Payload.of("{}"));
    track("jane", 2);
    presence.flush(0);
    presence.untrackAll(1);
    presence.flush(1);

    assertThat(diffs.stream().skip(2).map(diff -> diff.topic().name()))
        .containsExactlyInAnyOrder("room", "other");
    assertThat(presence.keys(ROOM)).isEqualTo(1);
    assertThat(presence.keys(OTHER)).isZero();
  }

  @Test
  void whoIsNotThereCanNotLeave() {
    track("john", 1);

    assertThat(presence.untrack(ROOM, "john", 2)).isFalse();
    assertThat(presence.untrack(ROOM, "jane", 1)).isFalse();
    assertThat(presence.untrack(OTHER, "john", 1)).isFalse();
    assertThat(presence.keys(ROOM)).isEqualTo(1);
  }

  @Test
  void aQuickReturnAfterALostConnectionIsNotTold() {
    PresenceMeta john = track("john", 1);
    presence.flush(0);
    presence.dropped(1, 1_000);
    presence.flush(3_000);

    assertThat(track("john", 2)).isEqualTo(john);
    presence.flush(100_000);

    assertThat(diffs).hasSize(1);
    assertThat(presence.snapshot(ROOM).metas()).containsExactly(john);
    assertThat(presence.untrack(ROOM, "john", 2)).isTrue();
  }

  @Test
  void aReturnWithOtherDataIsOneUpdate() {
    PresenceMeta before = track("john", 1, "1");
    presence.flush(0);
    presence.dropped(1, 0);
    PresenceMeta after = track("john", 2, "2");
    presence.flush(100_000);

    assertThat(diffs).hasSize(2);
    assertThat(diffs.getLast().leaves()).containsExactly(before);
    assertThat(diffs.getLast().joins()).containsExactly(after);
  }

  @Test
  void oneWhoDoesNotComeBackLeavesAfterTheGraceTime() {
    PresenceMeta john = track("john", 1);
    presence.flush(0);
    presence.dropped(1, 1_000);
    presence.flush(1_000 + GRACE - 1);
    assertThat(diffs).hasSize(1);

    presence.flush(1_000 + GRACE);

    assertThat(diffs.getLast().leaves()).containsExactly(john);
    assertThat(presence.topics()).isZero();
  }

  @Test
  void eachLossHasAGraceTimeOfItsOwn() {
    track("john", 1);
    presence.dropped(1, 0);
    track("john", 2);
    presence.dropped(2, 3_000);
    presence.flush(GRACE);
    assertThat(presence.keys(ROOM)).isEqualTo(1);

    presence.flush(3_000 + GRACE);
    assertThat(presence.keys(ROOM)).isZero();
  }

  @Test
  void aReturnTakesThePlaceWithTheSameData() {
    track("john", 1, "phone");
    PresenceMeta laptop = track("john", 2, "laptop");
    presence.dropped(1, 0);
    presence.dropped(2, 0);

    assertThat(track("john", 3, "laptop")).isEqualTo(laptop);
  }

  @Test
  void aPresenceMayBeLostInOneTopicAlone() {
    PresenceMeta john = track("john", 1);
    presence.track(OTHER, "john", 1, Payload.of("{}"));
    presence.flush(0);
    diffs.clear();

    presence.dropped(ROOM, "john", 1, 0);
    assertThat(presence.untrack(ROOM, "john", 1)).isFalse();
    presence.flush(GRACE - 1);
    assertThat(diffs).isEmpty();
    presence.flush(GRACE);

    assertThat(diffs).hasSize(1);
    assertThat(diffs.getFirst().leaves()).containsExactly(john);
    assertThat(presence.untrack(OTHER, "john", 1)).isTrue();
  }

  @Test
  void aLostConnectionDoesNotTakeAwayAnother() {
    track("john", 1);
    track("john", 2);
    presence.flush(0);
    presence.dropped(1, 0);
    presence.flush(GRACE);

    assertThat(presence.snapshot(ROOM).metas()).hasSize(1);
    assertThat(presence.untrack(ROOM, "john", 2)).isTrue();
  }

  @Test
  void aThousandWhoJoinWithinASecondCostEachMemberFewDifferences() {
    List<Follower> members = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      track("user" + i, i + 1);
      members.add(new Follower(presence.snapshot(ROOM)));
      if (i % 50 == 49) {
        presence.flush(i);
        diffs.forEach(diff -> members.forEach(member -> member.hear(diff)));
        diffs.clear();
      }
    }

    assertThat(members).allSatisfy(member -> assertThat(member.diffs()).isLessThan(100));
    assertThat(members).allSatisfy(member -> assertThat(member.metas()).hasSize(1_000));
  }

  @Test
  void aTopicThatWasEmptyGoesOnWithItsVersions() {
    track("john", 1);
    presence.flush(0);
    presence.untrackAll(1);
    presence.flush(1);
    Follower follower = new Follower(presence.snapshot(ROOM));
    track("jane", 2);
    presence.flush(2);
    diffs.forEach(follower::hear);

    assertThat(follower.present()).containsExactly("jane={}");
  }

  @Test
  void referencesAreUnique() {
    Set<String> refs = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      refs.add(track("john", 1, Integer.toString(i)).ref());
    }

    assertThat(refs).hasSize(100).allMatch(ref -> ref.startsWith("r"));
  }

  @Test
  void aSessionHasANumberAboveZero() {
    assertThatThrownBy(() -> track("john", 0)).hasMessage("session: 0 (expected: 1..)");
  }

  @Test
  void threadsThatComeAndGoLeaveWhatAFollowerBelieves() {
    Follower follower = new Follower(presence.snapshot(ROOM));
    try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
      for (int thread = 1; thread <= 3; thread++) {
        int session = thread;
        threads.execute(() -> comeAndGo(session));
      }
      for (int i = 0; i < 200; i++) {
        presence.flush(i);
      }
    }
    presence.flush(1_000_000);
    diffs.forEach(follower::hear);

    assertThat(follower.metas()).isEqualTo(presence.snapshot(ROOM).metas());
    assertThat(presence.keys(ROOM)).isEqualTo(3);
  }

  private void comeAndGo(int session) {
    for (int i = 0; i < 2_000; i++) {
      track("user" + session, session, Integer.toString(i));
      switch (i % 3) {
        case 0 -> presence.untrack(ROOM, "user" + session, session);
        case 1 -> presence.untrackAll(session);
        default -> presence.dropped(session, i);
      }
    }
    track("user" + session, session);
  }

  private PresenceMeta track(String key, long session) {
    return track(key, session, "{}");
  }

  private PresenceMeta track(String key, long session, String data) {
    return presence.track(ROOM, key, session, Payload.of(data));
  }
}
