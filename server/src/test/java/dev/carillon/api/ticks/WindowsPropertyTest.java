package dev.carillon.api.ticks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.testkit.Seeds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Whatever ticks come, and whoever subscribes, unsubscribes or reads slowly: after a window each
 * client knows the newest of its tokens; nothing is sent that has not changed, and nothing of a
 * token after the answer to its unsubscribe.
 */
class WindowsPropertyTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int STEPS = 150;

  private final TicksWorld world = new TicksWorld(3_000, 2);
  private final Map<String, String> newest = new HashMap<>();
  private final List<Reader> readers = new ArrayList<>();

  /** A client with what it should know and what it knows. */
  private final class Reader {
    private final TicksClient client;
    private final Set<String> tokens = new HashSet<>();
    private final Map<String, String> known = new HashMap<>();
    private boolean stalled;

    Reader(int loop) {
      client = world.connect(Map.of(), loop).join("demo");
    }

    void subscribe(String token) {
      client.subscribe(token).forEach(frame -> heard(frame, true, Set.of(token)));
      tokens.add(token);
    }

    void unsubscribe(String token) {
      List<String> frames = client.unsubscribe(token);
      assertThat(frames).hasSize(1);
      assertThat(frames.getFirst()).contains(tokens.contains(token) ? "['" + token + "']" : "[]");
      tokens.remove(token);
      known.remove(token);
    }

    void heard(String frame, boolean isAnswer, Set<String> expected) {
      JsonNode message = JSON.readTree(frame.replace('\'', '"'));
      assertThat(message.get("event").asString()).isEqualTo("ltp");
      assertThat(isAnswer || !message.get("payload").isEmpty()).isTrue();
      message
          .get("payload")
          .properties()
          .forEach(member -> {
            String value = member.getValue().toString();
            assertThat(expected).contains(member.getKey());
            String before = known.put(member.getKey(), value);
            assertThat(isAnswer || !value.equals(before)).as("%s changed", value).isTrue();
          });
    }

    void windowIsOver() {
      List<String> frames = client.took();
      assertThat(frames.size()).isLessThanOrEqualTo(1);
      frames.forEach(frame -> heard(frame, false, tokens));
      if (!stalled) {
        Map<String, String> wanted = new HashMap<>(newest);
        wanted.keySet().retainAll(tokens);
        assertThat(known).isEqualTo(wanted);
      }
    }

    void turnOver() {
      stalled = !stalled;
      if (stalled) {
        client.link.stall();
      } else {
        client.link.drain();
      }
    }
  }

  @Seeds(100)
  void eachClientKnowsTheNewestOfItsTokens(RandomGenerator random) {
    newest.put("22", "{\"ltp\":220800,\"ltq\":1,\"ltt\":\"2025-01-09T12:53:00Z\"}");
    newest.put("2442", "{\"ltp\":24295,\"ltq\":499,\"ltt\":\"2025-01-09T12:54:39Z\"}");
    for (int i = 0; i < 4; i++) {
      readers.add(new Reader(i % 2));
    }
    for (int i = 1; i <= STEPS; i++) {
      step(i, random);
    }
    readers.stream().filter(reader -> reader.stalled).forEach(Reader::turnOver);
    world.window();
    readers.forEach(Reader::windowIsOver);
  }

  private void step(int number, RandomGenerator random) {
    String token = TicksWorld.TOKENS.get(random.nextInt(TicksWorld.TOKENS.size()));
    Reader reader = readers.get(random.nextInt(readers.size()));
    switch (random.nextInt(8)) {
      case 0 -> reader.subscribe(token);
      case 1 -> reader.unsubscribe(token);
      case 2 -> reader.turnOver();
      case 3 -> {
        world.window();
        readers.forEach(Reader::windowIsOver);
      }
      default -> {
        // Never the same twice, so that what is sent can be told from what was sent before.
        world.tick(token, number, 1, "2025-01-09T12:55:00Z");
        newest.put(token, "{\"ltp\":" + number + ",\"ltq\":1,\"ltt\":\"2025-01-09T12:55:00Z\"}");
      }
    }
  }
}
