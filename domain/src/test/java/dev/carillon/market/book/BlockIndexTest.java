package dev.carillon.market.book;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.testkit.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

class BlockIndexTest {
  private final BlockIndex index = new BlockIndex();
  private final TreeMap<Long, Integer> naive = new TreeMap<>();
  private int blocks;

  /**
   * Thousands of keys come, nearly all go, and come again: leaves split, empty and are used again.
   */
  @Seeds(30)
  void theNextBetterBlockIsAlwaysFound(RandomGenerator random) {
    long span = random.nextBoolean() ? 10_000 : Long.MAX_VALUE;
    for (int wave = 0; wave < 4; wave++) {
      for (int i = 0; i < 3_000; i++) {
        add(random.nextLong(-span, span));
      }
      List<Long> leaving = new ArrayList<>(naive.keySet());
      boolean fromOneEnd = random.nextBoolean();
      for (int i = 0; i < leaving.size() - wave; i++) {
        long key = leaving.get(fromOneEnd ? i : (int) (i * 7_919L % leaving.size()));
        if (naive.remove(key) != null) {
          index.remove(key);
        }
        if (i % 10 == 0) {
          add(random.nextLong(-span, span));
        }
      }
    }
  }

  private void add(long key) {
    if (naive.containsKey(key)) {
      return;
    }
    Map.Entry<Long, Integer> better = naive.higherEntry(key);
    naive.put(key, ++blocks);

    assertThat(index.add(key, blocks)).isEqualTo(better == null ? SlotMap.NONE : better.getValue());
  }
}
