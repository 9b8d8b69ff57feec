package dev.carillon.core.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.testkit.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SurveyTest {
  private static final Duration LONG = Duration.ofSeconds(10);

  private final SimulatedCarrier carrier = SimulatedCarrier.plain();
  private final List<SimulatedCluster> nodes = new ArrayList<>();
  private final Executor threads = Executors.newVirtualThreadPerTaskExecutor();

  private Survey node(String name, Executor blocking) {
    SimulatedCluster node = carrier.node(name);
    nodes.add(node);
    Survey survey =
        new Survey(
            node,
            "survey",
            blocking,
            question -> Hearing.bytes(name + " to " + Hearing.text(question)));
    node.start();
    nodes.forEach(each -> Await.until(() -> each.others().size() == nodes.size() - 1));
    return survey;
  }

  @AfterEach
  void close() {
    nodes.forEach(SimulatedCluster::close);
  }

  private static List<String> texts(List<byte[]> answers) {
    return answers.stream().map(Hearing::text).toList();
  }

  @Test
  void allOthersAnswer() {
    Survey a = node("a", threads);
    Survey b = node("b", threads);
    node("c", threads);

    assertThat(texts(a.ask(Hearing.bytes("x"), LONG)))
        .containsExactlyInAnyOrder("b to x", "c to x");
    assertThat(texts(b.ask(Hearing.bytes("y"), LONG)))
        .containsExactlyInAnyOrder("a to y", "c to y");
  }

  @Test
  void whoIsAloneHasNobodyToAsk() {
    assertThat(node("a", threads).ask(Hearing.bytes("x"), LONG)).isEmpty();
  }

  @Test
  void whoDoesNotAnswerInTimeIsLeftOut() {
    Survey a = node("a", threads);
    node("b", threads);
    node("c", _ -> {});

    assertThat(texts(a.ask(Hearing.bytes("x"), Duration.ofMillis(300)))).containsExactly("b to x");
  }

  @Test
  void nobodyWaitsForANodeThatDies() {
    Survey a = node("a", threads);
    SimulatedCluster[] dying = new SimulatedCluster[1];
    node("b", _ -> carrier.kill(dying[0]));
    dying[0] = nodes.getLast();

    assertThat(a.ask(Hearing.bytes("x"), LONG)).isEmpty();
    assertThat(nodes.getFirst().others()).isEmpty();
  }
}
