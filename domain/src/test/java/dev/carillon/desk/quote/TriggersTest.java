package dev.carillon.desk.quote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.desk.quote.Triggers.When;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TriggersTest {
  private final Triggers<String> triggers = new Triggers<>();
  private final Quote quote = new Quote(Symbol.pair("EURUSD", 5));

  private List<String> reachedBy(long bid, long ask) {
    quote.take(new Tick("EURUSD", bid, ask, 0), 1, 1);
    List<String> reached = new ArrayList<>();
    for (String next = triggers.takeReached(quote);
        next != null;
        next = triggers.takeReached(quote)) {
      reached.add(next);
    }
    return reached;
  }

  @Test
  void whatIsReachedComesOutOnceTheNearestFirstAndTheOldestOfSeveral() {
    triggers.add(When.BID_FALLS, 90, 3, "far");
    triggers.add(When.BID_FALLS, 95, 2, "near, second");
    triggers.add(When.BID_FALLS, 95, 1, "near, first");
    triggers.add(When.BID_FALLS, 80, 4, "not");

    assertThat(reachedBy(90, 91)).containsExactly("near, first", "near, second", "far");
    assertThat(reachedBy(85, 86)).isEmpty();
    assertThat(triggers.size()).isEqualTo(1);
  }

  @Test
  void eachSideOfTheQuoteReachesItsOwn() {
    triggers.add(When.BID_RISES, 110, 1, "bid rises");
    triggers.add(When.ASK_RISES, 110, 2, "ask rises");
    triggers.add(When.ASK_FALLS, 90, 3, "ask falls");
    triggers.add(When.BID_FALLS, 90, 4, "bid falls");

    assertThat(reachedBy(109, 110)).containsExactly("ask rises");
    assertThat(reachedBy(110, 111)).containsExactly("bid rises");
    assertThat(reachedBy(90, 91)).containsExactly("bid falls");
    assertThat(reachedBy(89, 90)).containsExactly("ask falls");
  }

  @Test
  void aLevelOfZeroIsNone() {
    triggers.add(When.BID_FALLS, 0, 1, "none");

    assertThat(triggers.size()).isZero();
    assertThat(When.ASK_RISES.isReached(0, quote)).isFalse();
  }

  @Test
  void whatIsRemovedIsNeverReached() {
    triggers.add(When.BID_FALLS, 90, 1, "gone");
    triggers.remove(When.BID_FALLS, 90, 1);

    assertThat(reachedBy(80, 81)).isEmpty();
  }
}
