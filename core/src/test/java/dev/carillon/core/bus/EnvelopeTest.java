package dev.carillon.core.bus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.topic.Topic;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EnvelopeTest {
  private static final Publication WHOLE =
      new Publication(
          Topic.of("topics", "a.b:c"),
          "message.sent",
          Payload.of("{\"x\":\"é\"}"),
          Payload.of("{\"m\":1}"),
          1_732_000_000_123L,
          Set.of("u1", "u2"),
          "key",
          0);

  @Test
  void whatIsPutInComesOut() {
    assertThat(Envelope.decode(Envelope.encode(WHOLE))).isEqualTo(WHOLE);

    Publication plain = Publication.of(Topic.of("s", "t"), "e", Payload.of(""), 0);
    assertThat(Envelope.decode(Envelope.encode(plain))).isEqualTo(plain);
  }

  @Test
  void theSessionThatShallNotGetItMeansNothingElsewhere() {
    Publication except =
        new Publication(Topic.of("s", "t"), "e", Payload.of("1"), null, 5, Set.of(), null, 77);

    assertThat(Envelope.decode(Envelope.encode(except)))
        .isEqualTo(Publication.of(Topic.of("s", "t"), "e", Payload.of("1"), 5));
  }

  @Test
  void anotherVersionIsNotRead() {
    byte[] bytes = Envelope.encode(WHOLE);
    bytes[0]++;

    assertThat(Envelope.decode(bytes)).isNull();
  }

  @Test
  void aPartOfOneIsNotRead() {
    byte[] bytes = Envelope.encode(WHOLE);
    for (int length = 0; length < bytes.length; length++) {
      assertThat(Envelope.decode(java.util.Arrays.copyOf(bytes, length))).isNull();
    }
  }
}
