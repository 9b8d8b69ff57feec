package dev.carillon.api.topics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.bus.Event;
import dev.carillon.core.bus.Offset;
import dev.carillon.core.bus.Payload;
import dev.carillon.core.bus.Publication;
import dev.carillon.core.topic.Topic;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BroadcastEncoderTest {
  private static final long NOON = Instant.parse("2025-11-11T12:00:00Z").toEpochMilli();

  @Test
  void aBroadcastHasTheDocumentsMembersInTheirOrder() {
    Event event =
        event("messages.user.123", "message.sent", "{\"n\":1.50}", "{\"senderId\":\"u\"}");

    assertThat(BroadcastEncoder.ofTopics().encode(event).payloadText())
        .isEqualTo(
            """
            {"type":"message","topic":"messages.user.123","eventType":"message.sent",\
            "data":{"n":1.50},"metadata":{"senderId":"u"},"timestamp":"2025-11-11T12:00:00.000Z"}\
            """);
  }

  @Test
  void aLoggedEventShowsItsOffsetAtTheEnd() {
    Event plain = event("a", "e", "null", null);
    Event logged = new Event(plain.publication(), new Offset(35, 36));

    assertThat(BroadcastEncoder.ofTopics().encode(logged).payloadText())
        .isEqualTo(
            """
            {"type":"message","topic":"a","eventType":"e","data":null,"metadata":{},\
            "timestamp":"2025-11-11T12:00:00.000Z","offset":"z-10"}\
            """);
  }

  @Test
  void aPatternStandsForTheTopicWhenTheClientAskedForThat() {
    Event event = event("messages.user.1", "e", "7", null);

    assertThat(BroadcastEncoder.ofPattern("messages.**").encode(event).payloadText())
        .startsWith(
            """
            {"type":"message","topic":"messages.**","sourceTopic":"messages.user.1","eventType":"e",\
            """);
  }

  @Test
  void anEventTypeIsEscaped() {
    Event event = event("a", "\"é\n😀", "1", null);

    assertThat(BroadcastEncoder.ofTopics().encode(event).payloadText())
        .contains("\"eventType\":\"\\\"é\\n😀\",");
  }

  private static Event event(String topic, String type, String data, @Nullable String metadata) {
    return new Event(
        new Publication(
            Topic.of(TopicsApi.SPACE, topic),
            type,
            Payload.of(data),
            metadata == null ? null : Payload.of(metadata),
            NOON,
            Set.of(),
            null,
            0),
        null);
  }
}
