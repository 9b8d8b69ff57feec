package dev.carillon.bus.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.cluster.SlotHash;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TagsTest {
  private final Tags tags = new Tags();

  @Test
  void anyNumberOfMastersHasEvenlyManyPartitions() {
    for (int masters = 1; masters <= Tags.CONTROL; masters++) {
      int[] counts = new int[masters];
      for (int partition = 0; partition < Tags.CONTROL; partition++) {
        counts[tags.slot(partition) * masters / SlotHash.SLOT_COUNT]++;
      }
      int most = IntStream.of(counts).max().orElseThrow();
      int least = IntStream.of(counts).min().orElseThrow();
      assertThat(most - least).as("of %d masters", masters).isLessThanOrEqualTo(1);
    }
  }

  @Test
  void noTwoTagsAreTheSame() {
    assertThat(tags.all()).hasSize(Tags.COUNT).doesNotHaveDuplicates();
    assertThat(IntStream.range(0, Tags.COUNT).map(tags::slot).distinct().count())
        .isEqualTo(Tags.COUNT);
  }

  @Test
  void theTableNeverChanges() {
    assertThat(String.join(" ", tags.all()).hashCode()).isEqualTo(1_296_616_273);
  }
}
