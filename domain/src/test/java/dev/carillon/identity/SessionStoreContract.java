package dev.carillon.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.identity.Rotation.Reused;
import dev.carillon.identity.Rotation.Rotated;
import dev.carillon.identity.Rotation.Unknown;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link SessionStore} does. */
public abstract class SessionStoreContract {
  private static final Family FAMILY = new Family("family", "john", 1_000, 10_000);

  /** An empty store that knows a user {@code john}; the same one within a test. */
  protected abstract SessionStore store();

  @Test
  void theGoodTokenIsReplacedByTheNext() {
    store().open(FAMILY, "one");

    assertThat(store().rotate("family", "one", "two", 2_000, 12_000))
        .isEqualTo(new Rotated(new Family("family", "john", 1_000, 12_000)));
    assertThat(store().rotate("family", "two", "three", 3_000, 13_000)).isInstanceOf(Rotated.class);
  }

  @Test
  void aTokenThatWasUsedEndsItsFamily() {
    store().open(FAMILY, "one");
    store().rotate("family", "one", "two", 2_000, 12_000);

    assertThat(store().rotate("family", "one", "other", 3_000, 13_000))
        .isEqualTo(new Reused(new Family("family", "john", 1_000, 12_000)));

    assertThat(store().rotate("family", "two", "three", 4_000, 14_000)).isEqualTo(new Unknown());
    assertThat(store().revokedSince(3_000)).containsExactly("family");
  }

  @Test
  void anUnknownOrEndedFamilyIsRefused() {
    store().open(FAMILY, "one");

    assertThat(store().rotate("other", "one", "two", 2_000, 12_000)).isEqualTo(new Unknown());
    assertThat(store().rotate("family", "one", "two", 10_000, 20_000)).isEqualTo(new Unknown());
  }

  @Test
  void aFamilyIsRevokedOnce() {
    store().open(FAMILY, "one");

    assertThat(store().revoke("family", 2_000)).contains(FAMILY);
    assertThat(store().revoke("family", 3_000)).isEmpty();
    assertThat(store().revoke("other", 3_000)).isEmpty();

    assertThat(store().rotate("family", "one", "two", 4_000, 14_000)).isEqualTo(new Unknown());
    assertThat(store().revokedSince(2_000)).containsExactly("family");
    assertThat(store().revokedSince(2_001)).isEmpty();
  }

  @Test
  void allFamiliesOfAUserAreRevokedTogether() {
    store().open(FAMILY, "one");
    store().open(new Family("second", "john", 1_000, 10_000), "two");
    store().revoke("second", 1_500);
    store().open(new Family("third", "john", 1_000, 10_000), "three");

    assertThat(store().revokeAll("john", 2_000))
        .extracting(Family::id)
        .containsExactlyInAnyOrder("family", "third");
    assertThat(store().revokeAll("nobody", 2_000)).isEmpty();
    assertThat(store().revokedSince(0)).containsExactlyInAnyOrder("family", "second", "third");
  }

  @Test
  void endedFamiliesAreForgotten() {
    store().open(FAMILY, "one");
    store().revoke("family", 2_000);

    store().forgetEndedBefore(10_000);
    assertThat(store().revokedSince(0)).containsExactly("family");
    store().forgetEndedBefore(10_001);
    assertThat(store().revokedSince(0)).isEmpty();
  }

  @Test
  void ofManyWithTheSameTokenOneWins() throws Exception {
    store().open(FAMILY, "one");
    List<Callable<Rotation>> callers =
        IntStream.range(0, 8)
            .<Callable<Rotation>>mapToObj(
                i -> () -> store().rotate("family", "one", "next-" + i, 2_000, 12_000))
            .toList();

    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Rotation> answers = threads.invokeAll(callers).stream().map(Future::resultNow).toList();

      assertThat(answers).filteredOn(Rotated.class::isInstance).hasSize(1);
      assertThat(answers).filteredOn(Reused.class::isInstance).hasSize(1);
      assertThat(answers).filteredOn(Unknown.class::isInstance).hasSize(6);
    }
  }
}
