package dev.carillon.app;

import dev.carillon.api.topics.TopicsApi;
import dev.carillon.core.bus.Payload;
import dev.carillon.core.bus.Publication;
import dev.carillon.core.hub.Hub;
import dev.carillon.core.hub.Loop;
import dev.carillon.core.session.Admission;
import dev.carillon.core.session.CloseReason;
import dev.carillon.core.session.Dialect;
import dev.carillon.core.session.Handshake;
import dev.carillon.core.session.Session;
import dev.carillon.core.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets the fan-out run hot before anybody waits for it: sessions without sockets log in and
 * subscribe, and events are published to them singly and in bursts, so that the first real events
 * are not delivered by interpreted code.
 */
final class WarmUp {
  private static final int SUBSCRIBERS = 96;
  private static final int BURST = 32;
  private static final long TAKE_BACK_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final Topic TOPIC = Topic.of(TopicsApi.SPACE, "warm-up");
  private static final String SUBSCRIBE = "{\"type\":\"subscribe\",\"topic\":\"warm-up\"}";
  private static final Payload DATA = Payload.of("{\"content\":\"" + "warm ".repeat(16) + "\"}");
  private static final Handshake HANDSHAKE =
      new Handshake("/ws", Map.of(), Map.of(), List.of(), "127.0.0.1");

  private final Hub hub;
  private final Dialect dialect;
  private final List<? extends Loop> loops;
  private final Queue<Session> sessions = new ConcurrentLinkedQueue<>();

  WarmUp(Hub hub, Dialect dialect, List<? extends Loop> loops) {
    this.hub = hub;
    this.dialect = dialect;
    this.loops = loops;
  }

  /**
   * Runs for {@code time}, then takes everything back.
   *
   * @param token a good one
   * @return how many events were delivered to all
   */
  long run(Duration time, String token) {
    long end = System.nanoTime() + time.toNanos();
    String auth = "{\"type\":\"auth\",\"token\":\"" + token + "\"}";
    int each = Math.max(1, SUBSCRIBERS / loops.size());
    CountDownLatch subscribed = new CountDownLatch(each * loops.size());
    for (Loop loop : loops) {
      loop.execute(() -> {
        for (int i = 0; i < each; i++) {
          open(loop, auth, subscribed);
        }
      });
    }
    long events = 0;
    if (await(subscribed, end)) {
      for (int burst = 1; System.nanoTime() < end; burst = BURST + 1 - burst) {
        publish(burst);
        events += await(passed(), end) ? burst : 0;
      }
    }
    for (Session session : sessions) {
      session.link().loop().execute(() -> session.receiveEnd(CloseReason.NORMAL));
    }
    // However short the warm-up was: clients must not find anything of it.
    await(passed(), System.nanoTime() + TAKE_BACK_NANOS);
    return events;
  }

  private void open(Loop loop, String auth, CountDownLatch subscribed) {
    if (!(dialect.admit(HANDSHAKE) instanceof Admission.Accepted accepted)) {
      return;
    }
    SilentLink link = new SilentLink(loop);
    Session session = accepted.session().apply(link);
    sessions.add(session);
    link.onResume(() -> {
      say(session, SUBSCRIBE);
      subscribed.countDown();
    });
    session.receiveOpen();
    say(session, auth);
  }

  private static void say(Session session, String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    session.receiveText(utf8, 0, utf8.length, System.nanoTime());
  }

  private void publish(int count) {
    for (int i = 0; i < count; i++) {
      hub.publish(Publication.of(TOPIC, "warm-up", DATA, 0));
    }
  }

  /** Opens once every loop has done what it has to do now. */
  private CountDownLatch passed() {
    CountDownLatch passed = new CountDownLatch(loops.size());
    loops.forEach(loop -> loop.execute(passed::countDown));
    return passed;
  }

  private static boolean await(CountDownLatch latch, long end) {
    try {
      return latch.await(end - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
