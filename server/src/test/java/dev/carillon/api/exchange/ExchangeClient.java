package dev.carillon.api.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.api.exchange.format.SeedExamples;
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

/** One client of an {@link ExchangeWorld}. In what it says ' stands for ". */
final class ExchangeClient {
  private final ExchangeWorld world;
  private final FakeLoop loop;
  private final Queue<byte[]> waiting = new ArrayDeque<>();
  final RecorderLink link;
  final Session session;

  ExchangeClient(ExchangeWorld world, FakeLoop loop, Admission.Accepted accepted) {
    this.world = world;
    this.loop = loop;
    this.link = new RecorderLink(loop);
    this.session = accepted.session().apply(link);
    loop.run(session::receiveOpen);
  }

  /** Sends a frame; the world stands still. */
  void say(String frame) {
    waiting.add(bytes(frame));
  }

  /** A frame comes in, and waits with what comes behind it for the loop's next turn. */
  void comesIn(String frame) {
    byte[] utf8 = bytes(frame);
    loop.execute(() -> session.receiveText(utf8, 0, utf8.length, world.clock.nanos()));
  }

  private static byte[] bytes(String frame) {
    return frame.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
  }

  /** Sends a frame, lets the world turn, and gives what came. */
  List<JsonNode> hears(String frame) {
    say(frame);
    return hears();
  }

  /** Lets the world turn, and gives what came. */
  List<JsonNode> hears() {
    world.run();
    return link.takeTexts().stream().map(SeedExamples::parse).toList();
  }

  /** Sends a frame; what came back is one message. */
  JsonNode answer(String frame) {
    List<JsonNode> heard = hears(frame);
    assertThat(heard).hasSize(1);
    return heard.getFirst();
  }

  /** Asks for something, and gives what came. */
  List<JsonNode> asks(String method, String params) {
    return hears("{'method':'" + method + "','params':{" + params + "}}");
  }

  /** Subscribes, and gives what came behind the acknowledgement. */
  List<JsonNode> subscribed(String params) {
    hears();
    List<JsonNode> heard = asks("subscribe", params);
    assertThat(heard).isNotEmpty();
    assertThat(heard.getFirst().get("type").asString())
        .as("%s", heard.getFirst())
        .isEqualTo("subscribed");
    return heard.subList(1, heard.size());
  }

  /** What is wrong, by code and details. */
  String error(String method, String params) {
    List<JsonNode> heard = asks(method, params);
    assertThat(types(heard)).containsExactly("error");
    return error(heard.getFirst());
  }

  static String error(JsonNode message) {
    JsonNode data = message.get("data");
    return data.get("code").asString() + " " + data.get("details").asString();
  }

  static List<String> types(List<JsonNode> messages) {
    return messages.stream().map(message -> message.get("type").asString()).toList();
  }

  static List<JsonNode> only(List<JsonNode> messages, String type) {
    return messages.stream()
        .filter(message -> message.get("type").asString().equals(type))
        .toList();
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
