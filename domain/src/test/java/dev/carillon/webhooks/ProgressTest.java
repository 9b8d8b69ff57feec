package dev.carillon.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private static final long NOW = 1_800_000_000_000L;

  private final Random random = new Random(1);

  @Test
  void eachFailureWaitsTwiceAsLongUpToAnHour() {
    List<Long> waits = new ArrayList<>();
    Progress progress = Progress.after(7);
    for (int i = 0; i < 14; i++) {
      progress = progress.failed(NOW, 0, random);
      waits.add(progress.nextAtMillis() - NOW);
    }

    for (int i = 0; i < waits.size(); i++) {
      long whole = Math.min(5_000L << i, 3_600_000L);
      assertThat(waits.get(i)).isBetween(whole / 2, whole);
    }
    assertThat(progress.seq()).isEqualTo(7);
    assertThat(progress.failures()).isEqualTo(14);
  }

  @Test
  void theWaitsOfManyAreSpread() {
    long different =
        random
            .longs(100)
            .map(seed -> Progress.after(0).failed(NOW, 0, new Random(seed)).nextAtMillis())
            .distinct()
            .count();

    assertThat(different).isGreaterThan(80);
  }

  @Test
  void aReceiverMayAskForALongerWaitButNotForMoreThanAnHour() {
    assertThat(Progress.after(0).failed(NOW, 60_000, random).nextAtMillis())
        .isEqualTo(NOW + 60_000);
    assertThat(Progress.after(0).failed(NOW, 86_400_000, random).nextAtMillis())
        .isEqualTo(NOW + 3_600_000);
  }

  @Test
  void threeDaysOfFailuresEndIt() {
    Progress failing = Progress.after(7).failed(NOW, 0, random);
    Progress almost = failing.failed(NOW + Progress.GIVE_UP_MILLIS - 1, 0, random);
    Progress over = almost.failed(NOW + Progress.GIVE_UP_MILLIS, 0, random);

    assertThat(almost.enabled()).isTrue();
    assertThat(over.enabled()).isFalse();
    assertThat(over.disabledWhy()).isEqualTo("every call failed for three days");
    assertThat(over.switched(true)).isEqualTo(Progress.after(7));
  }

  @Test
  void aSuccessEndsTheCountOfFailures() {
    Progress failing = Progress.after(7).failed(NOW, 0, random);

    Progress well = failing.delivered(8, 0);
    Progress again = well.failed(NOW + Progress.GIVE_UP_MILLIS, 0, random);

    assertThat(well).isEqualTo(Progress.after(8));
    assertThat(again.enabled()).isTrue();
    assertThat(again.failures()).isEqualTo(1);
  }
}
