package dev.carillon.api.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.carillon.core.auth.Permissions;
import dev.carillon.core.bus.Event;
import dev.carillon.core.bus.Payload;
import dev.carillon.core.bus.Publication;
import dev.carillon.core.topic.Topic;
import dev.carillon.json.Json;
import dev.carillon.messages.Body;
import dev.carillon.messages.Message;
import dev.carillon.messages.Target;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every JSON example of the document, to the last byte: members, their order, their values. */
class SeedExamplesTest {
  private static final String USER = "550e8400-e29b-41d4-a716-446655440000";
  private static final String TOKEN = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9...";

  /** Its clock stands at the document's time. */
  private final TopicsWorld world = new TopicsWorld();

  @Test
  void theKeptExamplesAreAllOfTheDocumentsExamples() {
    Optional<String> document = SeedDocument.find();
    assumeTrue(document.isPresent(), "shared/seeds/topics-pubsub.md is not beside the repository");

    assertThat(SeedDocument.EXAMPLES.stream().map(SeedDocument::example))
        .isEqualTo(SeedDocument.blocks(document.orElseThrow(), "json"));
  }

  @Test
  void authSuccess() {
    world.allow(TOKEN, world.principal(USER, Set.of(), Permissions.UNSTATED));

    assertThat(answers(world.connect(), "01-auth"))
        .containsExactly(SeedDocument.onTheWire("02-auth_success"));
  }

  @Test
  void authError() {
    assertThat(answers(world.connect(), "01-auth"))
        .containsExactly(SeedDocument.onTheWire("03-auth_error"));
  }

  @Test
  void subscribed() {
    assertThat(answers(user123(), "04-subscribe"))
        .containsExactly(SeedDocument.onTheWire("05-subscribed"));
  }

  @Test
  void unsubscribed() {
    TopicsClient client = user123();
    answers(client, "04-subscribe");

    assertThat(answers(client, "06-unsubscribe"))
        .containsExactly(SeedDocument.onTheWire("07-unsubscribed"));
  }

  @Test
  void aPublishedMessageIsBroadcastUnchanged() {
    TopicsClient hearer = world.connectAs("jane");
    hearer.hears("{'type':'subscribe','topic':'messages.channel.general'}");
    hearer.link.takeTexts();

    assertThat(answers(world.connectAs("john"), "08-message")).isEmpty();
    assertThat(hearer.hears())
        .singleElement()
        .asString()
        .startsWith(
            "{'type':'message','topic':'messages.channel.general','eventType':'message.sent',"
                + "'data':{\n    'content': 'Hello, World!',\n    'attachments': []\n  },"
                + "'metadata':{'priority': 'normal','senderId':'john','senderConnectionId':'conn-");
  }

  @Test
  void pong() {
    assertThat(answers(world.connect(), "09-ping"))
        .containsExactly(SeedDocument.onTheWire("10-pong"));
  }

  @Test
  void aBroadcastOfAStoredMessage() {
    Message message =
        Message.create(
            "msg-uuid",
            "user-abc",
            new Target.OneUser("user-123"),
            Body.of("Hello!"),
            world.clock.millis());
    byte[] data = Json.bytes(json -> MessageJson.broadcast(json, message));
    Publication publication =
        new Publication(
            Topic.of(TopicsApi.SPACE, "messages.user.123"),
            MessageReader.DEFAULT_EVENT,
            Payload.copyOf(data, 0, data.length),
            Topics.sender("user-abc", "conn-xyz"),
            world.clock.millis(),
            Set.of(),
            null,
            0);

    assertThat(BroadcastEncoder.ofTopics().encode(new Event(publication, null)).payloadText())
        .isEqualTo(SeedDocument.onTheWire("11-broadcast"));
  }

  @Test
  void error() {
    TopicsClient client = world.connectAs("john");
    client.hears();

    assertThat(client.hears("{'type':'subscribe'}"))
        .containsExactly(SeedDocument.onTheWire("12-error").replace('"', '\''));
  }

  private TopicsClient user123() {
    world.allow("123", world.principal("123", Set.of(), Permissions.UNSTATED));
    TopicsClient client = world.connectAs("123");
    client.hears();
    return client;
  }

  /** What comes back for an example, sent as the document shows it. */
  private static List<String> answers(TopicsClient client, String example) {
    client.hears();
    return client.hears(SeedDocument.example(example)).stream()
        .map(text -> text.replace('\'', '"'))
        .toList();
  }
}
