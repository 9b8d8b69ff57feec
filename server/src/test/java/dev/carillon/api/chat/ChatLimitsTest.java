package dev.carillon.api.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.api.chat.ChatLimits.Action;
import dev.carillon.api.chat.ChatLimits.JoinAnswer;
import dev.carillon.api.chat.ChatLimits.JoinPermit;
import dev.carillon.core.topic.Topic;
import dev.carillon.testkit.FakeClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Rows 40 to 44. */
class ChatLimitsTest {
  private static final Topic GENERAL = Broadcasts.channel("general");
  private static final Topic RANDOM = Broadcasts.channel("random");

  private final FakeClock clock = new FakeClock(Instant.EPOCH);
  private final ChatLimits limits = new ChatLimits(ChatApiSettings.Limits.DOCUMENTED, clock::nanos);

  @Test
  void row40SixtyMessagesAMinuteToEachChannel() {
    for (int i = 0; i < 60; i++) {
      assertThat(limits.take(Action.SEND, "john", GENERAL)).isZero();
    }

    assertThat(limits.take(Action.SEND, "john", GENERAL)).isEqualTo(1_000);
    assertThat(limits.take(Action.SEND, "john", RANDOM)).isZero();
    assertThat(limits.take(Action.SEND, "jane", GENERAL)).isZero();
    assertThat(limits.take(Action.OTHER, "john", GENERAL)).isZero();
  }

  @Test
  void row40WhatWasSentBeforeIsFree() {
    for (int i = 0; i < 200; i++) {
      assertThat(limits.take(Action.SEND, "john", GENERAL)).isZero();
      limits.giveBack(Action.SEND, "john", GENERAL);
    }
  }

  @Test
  void row41ThirtyJoinsAMinute() {
    pass(Duration.ofMinutes(2));
    for (int i = 0; i < 30; i++) {
      assertThat(join("john", "channel:" + i)).isEqualTo(new JoinAnswer.May(JoinPermit.TAKEN));
    }

    assertThat(join("john", "channel:x")).isEqualTo(new JoinAnswer.Wait(2_000));
    assertThat(join("jane", "channel:x")).isInstanceOf(JoinAnswer.May.class);
  }

  @Test
  void row41TenTimesAsManyJustAfterTheStart() {
    for (int i = 0; i < 300; i++) {
      assertThat(join("john", "channel:" + i)).isInstanceOf(JoinAnswer.May.class);
    }

    assertThat(join("john", "channel:x")).isInstanceOf(JoinAnswer.Wait.class);
  }

  @Test
  void row41WhoComesBackAfterAConnectionWasLostComesBackForNothing() {
    pass(Duration.ofMinutes(2));
    for (int i = 0; i < 120; i++) {
      limits.lost("john", "channel:" + i % 40);
    }
    takeAll("john");

    for (int i = 0; i < 120; i++) {
      assertThat(join("john", "channel:" + i % 40))
          .isEqualTo(new JoinAnswer.May(JoinPermit.REJOIN));
    }
    assertThat(join("john", "channel:0")).isInstanceOf(JoinAnswer.Wait.class);
  }

  @Test
  void row41AfterFiveMinutesItIsAnOrdinaryJoin() {
    pass(Duration.ofMinutes(2));
    limits.lost("john", "channel:0");
    pass(Duration.ofMinutes(5));
    takeAll("john");

    assertThat(join("john", "channel:0")).isInstanceOf(JoinAnswer.Wait.class);
  }

  @Test
  void row41ARefusedJoinCostsNothing() {
    pass(Duration.ofMinutes(2));
    for (int i = 0; i < 100; i++) {
      assertThat(join("john", "channel:x")).isInstanceOf(JoinAnswer.May.class);
      limits.giveBack(JoinPermit.TAKEN, "john", "channel:x");
    }
  }

  @Test
  void row41ARefusedRejoinMayTryAgain() {
    pass(Duration.ofMinutes(2));
    limits.lost("john", "channel:0");
    takeAll("john");
    assertThat(join("john", "channel:0")).isInstanceOf(JoinAnswer.May.class);
    limits.giveBack(JoinPermit.REJOIN, "john", "channel:0");

    assertThat(join("john", "channel:0")).isInstanceOf(JoinAnswer.May.class);
  }

  @Test
  void row42TenIndicatorsAMinuteAndOneMoreEverySixSeconds() {
    for (int i = 0; i < 10; i++) {
      assertThat(limits.take(Action.TYPE, "john", GENERAL)).isZero();
    }
    assertThat(limits.take(Action.TYPE, "john", GENERAL)).isEqualTo(6_000);

    pass(Duration.ofSeconds(6));
    assertThat(limits.take(Action.TYPE, "john", GENERAL)).isZero();
  }

  @Test
  void row44AHundredAndTwentyOfAllOthers() {
    for (int i = 0; i < 120; i++) {
      assertThat(limits.take(Action.OTHER, "john", GENERAL)).isZero();
    }

    assertThat(limits.take(Action.OTHER, "john", GENERAL)).isEqualTo(500);
  }

  @Test
  void withoutLimitsNothingIsCounted() {
    ChatLimits off = new ChatLimits(null, clock::nanos);
    for (int i = 0; i < 1_000; i++) {
      assertThat(off.take(Action.SEND, "john", GENERAL)).isZero();
      assertThat(off.takeJoin("john", "channel:x")).isInstanceOf(JoinAnswer.May.class);
    }

    assertThat(off.told()).isEmpty();
  }

  private JoinAnswer join(String userId, String topic) {
    return limits.takeJoin(userId, topic);
  }

  private void takeAll(String userId) {
    for (int i = 0; i < 30; i++) {
      assertThat(join(userId, "channel:other" + i)).isInstanceOf(JoinAnswer.May.class);
    }
  }

  private void pass(Duration time) {
    clock.advanceMillis(time.toMillis());
  }
}
