package dev.carillon.api.exchange.flow;

import dev.carillon.api.exchange.format.SeedExamples;
import dev.carillon.core.session.Session;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** One connection to a {@link FlowWorld}. In what it says ' stands for ". */
final class FlowClient {
  private final HandLoop loop;
  private final FlowLink link;
  private final Session session;

  FlowClient(HandLoop loop, FlowLink link, Session session) {
    this.loop = loop;
    this.link = link;
    this.session = session;
    loop.execute(session::receiveOpen);
  }

  /** A frame comes in with the loop's next turn. */
  void says(String frame, long nanos) {
    byte[] utf8 = frame.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    loop.execute(() -> session.receiveText(utf8, 0, utf8.length, nanos));
  }

  /** What has come. */
  List<JsonNode> takes() {
    if (link.closed() != null) {
      throw new AssertionError("closed: " + link.closed());
    }
    List<JsonNode> messages = link.take().stream().map(SeedExamples::parse).toList();
    for (JsonNode message : messages) {
      if (message.get("type").asString().equals("error")) {
        throw new AssertionError(message);
      }
    }
    return messages;
  }

  /** Its reader stands still. */
  void stalls() {
    link.stall(true);
  }

  boolean isStalled() {
    return link.isStalled();
  }

  /** Its reader reads again, and has read what had been written. */
  void readsOn() {
    link.stall(false);
    loop.execute(session::receiveWritable);
  }

  void tick(long nowMillis) {
    loop.execute(() -> session.onTick(nowMillis));
  }
}
