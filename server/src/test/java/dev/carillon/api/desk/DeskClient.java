package dev.carillon.api.desk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.api.desk.format.Examples;
import dev.carillon.core.session.Admission;
import dev.carillon.core.session.CloseReason;
import dev.carillon.core.session.Session;
import dev.carillon.testkit.FakeLoop;
import dev.carillon.testkit.RecorderLink;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One client of a {@link DeskWorld}. In what it says ' stands for ". */
final class DeskClient {
  private final DeskWorld world;
  private final FakeLoop loop;
  private final Queue<byte[]> waiting = new ArrayDeque<>();
  final RecorderLink link;
  final Session session;

  DeskClient(DeskWorld world, FakeLoop loop, Admission.Accepted accepted) {
    this.world = world;
    this.loop = loop;
    this.link = new RecorderLink(loop);
    this.session = accepted.session().apply(link);
    loop.run(session::receiveOpen);
  }

  /** Sends a frame; the world stands still. */
  void say(String frame) {
    waiting.add(frame.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  /** Sends a frame, lets the world turn, and gives what came. */
  List<JsonNode> hears(String frame) {
    say(frame);
    return hears();
  }

  /** Lets the world turn, and gives what came. */
  List<JsonNode> hears() {
    world.run();
    return link.takeTexts().stream().map(Examples::parse).toList();
  }

  /** Sends a frame; what came back is one message. */
  JsonNode answer(String frame) {
    hears();
    List<JsonNode> heard = hears(frame);
    assertThat(heard).hasSize(1);
    return heard.getFirst();
  }

  /** Subscribes to elements of {@code channels}; gives what came behind the acknowledgement. */
  List<JsonNode> subscribed(String channels) {
    hears();
    List<JsonNode> heard = hears("{'type':'subscribe','channels':[" + channels + "]}");
    assertThat(heard).isNotEmpty();
    assertThat(heard.getFirst().get("status").asString())
        .as("%s", heard.getFirst())
        .isEqualTo("success");
    return heard.subList(1, heard.size());
  }

  /** The only element of the answer to a subscription that fails: what is wrong with it. */
  String refused(String channel) {
    JsonNode answer = answer("{'type':'subscribe','channels':[" + channel + "]}");
    assertThat(answer.get("status").asString()).isEqualTo("error");
    JsonNode one = answer.get("channels").get(0);
    assertThat(one.get("subscribed").asBoolean()).isFalse();
    return one.get("error").asString();
  }

  static List<String> types(List<JsonNode> messages) {
    return messages.stream().map(message -> message.get("type").asString()).toList();
  }

  /** A member of the data of each message. */
  static List<String> all(List<JsonNode> messages, String member) {
    return messages.stream().map(message -> message.get("data").get(member).asString()).toList();
  }

  @Nullable CloseReason closed() {
    return link.closeReason();
  }

  /** The connection goes away. */
  void vanish() {
    loop.run(() -> session.receiveEnd(CloseReason.NORMAL));
    world.clients.remove(this);
    world.run();
  }

  /** The reader reads all that waits. */
  void reads() {
    link.drain();
    loop.run(session::receiveWritable);
    world.run();
  }

  void tick() {
    loop.run(() -> session.onTick(world.clock.millis()));
  }

  boolean deliverWaiting() {
    boolean any = false;
    while (!waiting.isEmpty() && !link.isPaused() && link.closeReason() == null) {
      byte[] frame = waiting.remove();
      loop.run(() -> session.receiveText(frame, 0, frame.length, world.clock.nanos()));
      any = true;
    }
    return any;
  }
}
