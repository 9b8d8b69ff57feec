package dev.carillon.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MessageTest {
  private static final Body BODY = Body.of("hello");

  @Test
  void laterIdsSortAfterEarlierOnes() {
    Random random = new Random(1);
    String early = Message.newId(1_700_000_000_000L, random);
    String late = Message.newId(1_700_000_000_001L, random);

    assertThat(late).isGreaterThan(early);
    assertThat(UUID.fromString(early).version()).isEqualTo(7);
    assertThat(UUID.fromString(early).variant()).isEqualTo(2);
  }

  @Test
  void aDirectMessageIsForItsTwoParticipants() {
    Message message = Message.create("m", "john", new Target.OneUser("jane"), BODY, 0);

    assertThat(message.isVisibleTo("john")).isTrue();
    assertThat(message.isVisibleTo("jane")).isTrue();
    assertThat(message.isVisibleTo("other")).isFalse();
  }

  @Test
  void requestsForDifferentMessagesHaveDifferentFingerprints() {
    Set<String> fingerprints =
        Stream.of(
                Fingerprint.of(new Target.Everyone(), BODY),
                Fingerprint.of(new Target.OneUser("a"), BODY),
                Fingerprint.of(new Target.Channel("a"), BODY),
                Fingerprint.of(new Target.Channel("b"), BODY),
                Fingerprint.of(new Target.Everyone(), new Body("hello", "[1]", null)),
                Fingerprint.of(new Target.Everyone(), new Body("hello[", "]", null)),
                Fingerprint.of(new Target.Everyone(), new Body("hello", "[]", "{}")),
                Fingerprint.of(new Target.Everyone(), new Body("hello", "[]", "")))
            .collect(Collectors.toSet());

    assertThat(fingerprints).hasSize(8);
    assertThat(Fingerprint.of(new Target.Channel("a"), Body.of("hello"))).isIn(fingerprints);
  }

  @Test
  void aQueryHasALimit() {
    assertThatThrownBy(() -> MessageQuery.visibleTo("john", 0))
        .hasMessage("limit: 0 (expected: 1..1000)");
    assertThatThrownBy(() -> new MessageQuery(null, null, "jane", null, 1))
        .hasMessage("reader: null (expected: a user beside otherUserId)");
  }
}
