package dev.carillon.market.book;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.testkit.Seeds;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

class SlotMapTest {
  private final long[] keyOfSlot = new long[5_000];
  private final SlotMap slots =
      new SlotMap() {
        @Override
        long keyOf(int slot) {
          return keyOfSlot[slot];
        }
      };
  private final Map<Long, Integer> naive = new HashMap<>();

  /** Few keys, so that runs of entries form and holes are closed at every place of them. */
  @Seeds(50)
  void itHoldsWhatAnyMapWouldHold(RandomGenerator random) {
    int keys = 20 + random.nextInt(400);
    for (int i = 0; i < keyOfSlot.length; i++) {
      // Also 0, negative ones, and such as differ in their upper half only.
      long key = (random.nextInt(keys) - keys / 2L) << (random.nextBoolean() ? 0 : 40);
      if (random.nextBoolean() && !naive.containsKey(key)) {
        naive.put(key, i);
        keyOfSlot[i] = key;
        slots.put(key, i);
      } else if (random.nextInt(4) > 0) {
        Integer expected = naive.remove(key);
        assertThat(slots.remove(key)).isEqualTo(expected == null ? SlotMap.NONE : expected);
      }
      assertThat(slots.get(key)).isEqualTo(naive.getOrDefault(key, SlotMap.NONE));
    }
    assertThat(slots.size()).isEqualTo(naive.size());
    naive.forEach((key, slot) -> assertThat(slots.get(key)).isEqualTo(slot));
  }
}
