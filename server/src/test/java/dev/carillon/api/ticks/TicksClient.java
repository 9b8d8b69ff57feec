package dev.carillon.api.ticks;

import dev.carillon.core.session.Admission;
import dev.carillon.core.session.CloseReason;
import dev.carillon.core.session.Session;
import dev.carillon.testkit.FakeLoop;
import dev.carillon.testkit.RecorderLink;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** One client of a {@link TicksWorld}. In what it says and hears ' stands for ". */
final class TicksClient {
  static final String DEMO = "api:demo";

  private final TicksWorld world;
  private final FakeLoop loop;
  final RecorderLink link;
  final Session session;

  TicksClient(TicksWorld world, FakeLoop loop, Admission.Accepted accepted) {
    this.world = world;
    this.loop = loop;
    this.link = new RecorderLink(loop);
    this.session = accepted.session().apply(link);
    loop.run(session::receiveOpen);
  }

  /** Sends a frame; what waits for another thread still waits. */
  void sends(String frame) {
    byte[] utf8 = frame.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    loop.run(() -> session.receiveText(utf8, 0, utf8.length, world.clock.nanos()));
  }

  /** Sends a frame, lets the world turn, and gives what came back. */
  List<String> hears(String frame) {
    sends(frame);
    return hears();
  }

  /** Lets the world turn, and gives what came. */
  List<String> hears() {
    world.run();
    return took();
  }

  /** What came; the world stands still. */
  List<String> took() {
    return link.takeTexts().stream().map(text -> text.replace('"', '\'')).toList();
  }

  /** As the document does it: without a reference. */
  List<String> says(String event, String payload) {
    return says(DEMO, event, payload, "''");
  }

  List<String> says(String topic, String event, String payload, String ref) {
    return hears(
        "{'topic':'%s','event':'%s','payload':%s,'ref':%s}".formatted(topic, event, payload, ref));
  }

  /** Joins the topic of a key with a good token, and forgets the answer. */
  TicksClient join(String key) {
    says("api:" + key, "phx_join", "{'access_token':'" + world.accessToken(key) + "'}", "''");
    return this;
  }

  /** Subscribes, without a reference. */
  List<String> subscribe(String... tokens) {
    return says("subscribe", "{'list':" + list(tokens) + "}");
  }

  List<String> unsubscribe(String... tokens) {
    return says("unsubscribe", "{'list':" + list(tokens) + "}");
  }

  private static String list(String... tokens) {
    return "['" + String.join("','", tokens) + "']";
  }

  void tick() {
    loop.run(() -> session.onTick(world.clock.millis()));
  }

  void vanish() {
    loop.run(() -> session.receiveEnd(CloseReason.of(1006, "lost")));
  }

  /** An {@code ltp} of version 1. */
  static String ltp(String members) {
    return "{'event':'ltp','payload':{" + members + "},'ref':null,'topic':'api:demo'}";
  }

  /** A token's part of it. */
  static String member(String token, long ltp, long ltq, String ltt) {
    return "'%s':{'ltp':%d,'ltq':%d,'ltt':'%s'}".formatted(token, ltp, ltq, ltt);
  }

  /** A reply of version 1. */
  static String reply(String status, String response, String ref) {
    return "{'event':'phx_reply','payload':{'response':%s,'status':'%s'},'ref':%s,'topic':'api:demo'}"
        .formatted(response, status, ref);
  }
}
