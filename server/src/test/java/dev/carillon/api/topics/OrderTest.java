package dev.carillon.api.topics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.testkit.Seeds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Order per connection, across topics: the row "ordering" of realtime.md section 5. */
class OrderTest {
  private static final int EACH = 150;
  private static final List<String> TOPICS =
      List.of("a.1", "a.2", "b", "messages.channel.x", "messages.channel.y");

  private final TopicsWorld world =
      new TopicsWorld(TopicsSettings.DEFAULTS.withLimits(TopicsSettings.Limits.OFF), 3);

  /** On three loops, over topics with and without history, by several patterns at once. */
  @Seeds(20)
  void everySubscriberHearsEachPublisherInTheOrderItSent(RandomGenerator random) {
    List<TopicsClient> hearers = connect("john", 6);
    for (TopicsClient hearer : hearers) {
      hearer.hears("{'type':'subscribe','topics':['**','a.*','b']}");
    }
    List<TopicsClient> talkers = connect("jane", 4);
    for (int n = 0; n < EACH; n++) {
      for (int talker = 0; talker < talkers.size(); talker++) {
        talk(talkers.get(talker), talker * 1_000 + n, random);
      }
    }

    Map<String, List<String>> orderOfTopic = new HashMap<>();
    for (TopicsClient hearer : hearers) {
      List<String> heard = hearer.hears();
      assertThat(heard).hasSize(EACH * talkers.size());
      assertEachTalkersOrder(heard);
      byTopic(heard)
          .forEach((topic, order) ->
              assertThat(order).isEqualTo(orderOfTopic.computeIfAbsent(topic, _ -> order)));
    }
  }

  private List<TopicsClient> connect(String user, int count) {
    return IntStream.range(0, count).mapToObj(i -> world.connectAs(user, i % 3)).toList();
  }

  /** Sends a message, and perhaps lets some of the world turn. */
  private void talk(TopicsClient talker, int data, RandomGenerator random) {
    String topic = TOPICS.get(random.nextInt(TOPICS.size()));
    talker.say("{'type':'message','topic':'" + topic + "','data':" + data + "}");
    if (random.nextInt(8) == 0) {
      talker.deliverWaiting();
    }
    if (random.nextInt(30) == 0) {
      world.loops.get(random.nextInt(3)).runTurn();
    }
  }

  private static void assertEachTalkersOrder(List<String> heard) {
    Map<Integer, Integer> next = new HashMap<>();
    for (String text : heard) {
      int data = Integer.parseInt(text.replaceAll(".*'data':(\\d+),.*", "$1"));
      int talker = data / 1_000;
      assertThat(data % 1_000).isEqualTo(next.getOrDefault(talker, 0));
      next.put(talker, data % 1_000 + 1);
    }
  }

  private static Map<String, List<String>> byTopic(List<String> heard) {
    Map<String, List<String>> topics = new HashMap<>();
    for (String text : heard) {
      String topic = text.replaceAll(".*'topic':'([^']*)'.*", "$1");
      topics.computeIfAbsent(topic, _ -> new ArrayList<>()).add(text);
    }
    return topics;
  }
}
