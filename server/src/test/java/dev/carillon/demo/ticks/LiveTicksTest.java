package dev.carillon.demo.ticks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.testkit.Await;
import dev.carillon.ticks.Arrival;
import dev.carillon.ticks.Instruments;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LiveTicksTest {
  private final Instruments instruments = Instruments.NONE.with(DemoInstruments.all());
  private final List<List<Arrival>> told = new CopyOnWriteArrayList<>();

  private LiveTicks start(AtomicBoolean isHere) {
    return LiveTicks.start(instruments, 1, InstantSource.system(), isHere::get, told::add);
  }

  @Test
  void allInstrumentsTickBeforeItHasStarted() {
    try (LiveTicks _ = start(new AtomicBoolean(true))) {
      assertThat(placesOf(told.getFirst())).isEqualTo(all());
    }
  }

  @Test
  void allInstrumentsTickWhenItComesToBeThisNodesBusiness() {
    AtomicBoolean isHere = new AtomicBoolean();
    try (LiveTicks _ = start(isHere)) {
      assertThat(told).isEmpty();
      isHere.set(true);
      Await.until(() -> !told.isEmpty());

      assertThat(placesOf(told.getFirst())).isEqualTo(all());
    }
  }

  private List<Integer> all() {
    return IntStream.range(0, instruments.size()).boxed().toList();
  }

  private static List<Integer> placesOf(List<Arrival> arrivals) {
    return arrivals.stream().map(Arrival::place).sorted().toList();
  }
}
