package dev.carillon.core.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.testkit.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** The simulation keeps what {@link Cluster} promises, and breaks what it does not. */
class SimulatedClusterTest {
  private static final String SUBJECT = "numbers";

  private final List<Integer> heard = new ArrayList<>();
  private boolean losses;
  private boolean missed;

  @Seeds(200)
  void beforeANoteThatComesAfterALossThatIsSaid(RandomGenerator random) {
    SimulatedTime time = new SimulatedTime(random);
    SimulatedCarrier carrier =
        SimulatedCarrier.simulated(time, new SimulatedFaults(10, 0, random.nextBoolean()));
    SimulatedCluster sender = carrier.node("a");
    SimulatedCluster hearer = carrier.node("b");
    hearer.listen(() -> missed = true);
    hearer.listen(SUBJECT, (_, note) -> hear(note[0]));
    sender.start();
    hearer.start();
    time.pass(1_000);

    for (int i = 0; i < 100; i++) {
      sender.post(SUBJECT, new byte[] {(byte) i});
      time.pass(random.nextLong(20));
    }
    time.pass(2_000);

    assertThat(heard).isSorted().doesNotHaveDuplicates().hasSizeGreaterThan(50);
    assertThat(losses).isEqualTo(heard.getLast() + 1 > heard.size());
  }

  private void hear(int number) {
    int last = heard.isEmpty() ? -1 : heard.getLast();
    if (number > last + 1) {
      assertThat(missed).as("missed before %s", number).isTrue();
      losses = true;
    }
    missed = false;
    heard.add(number);
  }

  @Seeds(50)
  void whatANodeToldIsThereAgainWhenItsWayIs(RandomGenerator random) {
    SimulatedTime time = new SimulatedTime(random);
    SimulatedCarrier carrier = SimulatedCarrier.simulated(time, SimulatedFaults.NONE);
    SimulatedCluster teller = carrier.node("a");
    SimulatedCluster asker = carrier.node("b");
    List<String> news = new ArrayList<>();
    asker.listen(new Noting(news));
    teller.start();
    asker.start();
    teller.tell("kind", 1, Map.of("x", new byte[] {1}));
    time.pass(1_000);
    assertThat(asker.told("a", "kind").fields()).containsKey("x");

    carrier.cutOff(teller);
    teller.tell("kind", 2, Map.of("y", new byte[] {2}));
    time.pass(30_000);
    assertThat(asker.told("a", "kind").version()).isZero();
    carrier.rejoin(teller);
    time.pass(1_000);

    assertThat(asker.told("a", "kind").version()).isEqualTo(2);
    assertThat(asker.told("a", "kind").fields()).containsOnlyKeys("x", "y");
    carrier.kill(teller);
    time.pass(30_000);
    assertThat(news).containsExactly("+a", "-a", "+a", "-a");
  }

  private record Noting(List<String> news) implements NodeListener {
    @Override
    public void joined(String node) {
      news.add("+" + node);
    }

    @Override
    public void left(String node) {
      news.add("-" + node);
    }

    @Override
    public void missed() {}
  }
}
