package dev.carillon.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.bus.Event;
import dev.carillon.core.bus.LocalBus;
import dev.carillon.core.bus.Payload;
import dev.carillon.core.bus.Publication;
import dev.carillon.core.hub.History;
import dev.carillon.core.hub.HistoryRule;
import dev.carillon.core.hub.Hub;
import dev.carillon.core.hub.HubListener;
import dev.carillon.core.hub.Interest;
import dev.carillon.core.hub.ReadyEncoder;
import dev.carillon.core.hub.Subscription;
import dev.carillon.core.limit.Quota;
import dev.carillon.core.session.FollowedTopic.Place;
import dev.carillon.core.session.FollowedTopic.Source;
import dev.carillon.core.session.FollowedTopic.Standing;
import dev.carillon.core.topic.Topic;
import dev.carillon.core.topic.TopicPattern;
import dev.carillon.testkit.FakeLoop;
import dev.carillon.testkit.RecorderLink;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class FollowedTopicTest {
  private static final Topic COUNT = Topic.of("test", "count");

  private final FakeLoop loop = new FakeLoop();
  private final RecorderLink link = new RecorderLink(loop);
  private final Hub hub =
      Hub.over(
          List.of(loop),
          new LocalBus(9),
          new History(List.of(new HistoryRule(TopicPattern.exactly(COUNT), 3, 60_000)), 100_000),
          HubListener.NONE);
  private final Interest interest = new Interest();
  private final Session session = new Silent(link);
  private final List<String> heard = new ArrayList<>();

  /** Answers that the owner of the state has not given yet. */
  private final Queue<Runnable> owner = new ArrayDeque<>();

  private boolean isTaken = true;
  private int count;

  private final FollowedTopic<Integer> followed =
      new FollowedTopic<>(
          session,
          new Place(hub.shard(loop), COUNT, interest, () -> 0),
          Subscription.Options.all(new ReadyEncoder()),
          new FollowedTopic.Listener<>() {
            @Override
            public void begun(Integer state, List<Event> missed) {
              heard.add("from " + state);
              missed.forEach(event -> heard.add(event.publication().data().toString()));
            }

            @Override
            public void failed() {
              heard.add("failed");
            }
          });

  private final Source<Integer> source =
      answer -> {
        owner.add(() -> answer.accept(new Standing<>(hub.head(), count)));
        return isTaken;
      };

  private void publish(int times) {
    for (int i = 0; i < times; i++) {
      count++;
      hub.publish(Publication.of(COUNT, "count", Payload.of(Integer.toString(count)), 0));
    }
  }

  private void answer() {
    owner.remove().run();
  }

  @Test
  void whatIsPublishedAfterTheStateWasReadIsMissedOrLiveAndNeitherTwice() {
    publish(2);
    followed.begin(source);
    assertThat(followed.isPending()).isTrue();
    answer();
    publish(2);
    loop.runTurn();
    publish(1);
    loop.runTurn();

    assertThat(heard).containsExactly("from 2", "3", "4");
    assertThat(link.texts()).containsExactly("5");
    assertThat(followed.isPending()).isFalse();
  }

  @Test
  void theOwnerIsAskedAgainWhenTooMuchCameSince() {
    followed.begin(source);
    answer();
    publish(4);
    loop.runTurn();
    assertThat(heard).isEmpty();
    answer();
    loop.runTurn();

    assertThat(heard).containsExactly("from 4");
  }

  @Test
  void aBeginningThatIsOvertakenByAnotherDoesNotCount() {
    followed.begin(source);
    followed.begin(source);
    answer();
    loop.runTurn();
    assertThat(heard).isEmpty();
    answer();
    loop.runTurn();

    assertThat(heard).containsExactly("from 0");
  }

  @Test
  void anOwnerThatCanNotBeAskedIsAFailure() {
    isTaken = false;
    followed.begin(source);

    assertThat(heard).containsExactly("failed");
  }

  @Test
  void nothingComesAfterTheEndAndTheInterestIsLoweredOnce() {
    followed.begin(source);
    assertThat(interest.in(COUNT)).isTrue();
    assertThat(followed.end()).isTrue();
    assertThat(followed.end()).isFalse();
    answer();
    publish(1);
    loop.runTurn();

    assertThat(heard).isEmpty();
    assertThat(link.texts()).isEmpty();
    assertThat(interest.in(COUNT)).isFalse();
  }

  private static final class Silent extends Session {
    Silent(RecorderLink link) {
      super(1, link, Quota.UNLIMITED, 1_000_000);
    }

    @Override
    protected void onText(byte[] utf8, int offset, int length) {}

    @Override
    protected void onOverQuota(long retryAfterMillis) {}

    @Override
    public void onTick(long nowMillis) {}

    @Override
    protected void onEnd(CloseReason reason) {}
  }
}
