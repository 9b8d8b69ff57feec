package dev.carillon.api.chat.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.testkit.Await;
import dev.carillon.webhooks.Webhook;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Webhooks of several nodes over one store: one node sends, another goes on. */
class NodesDeliveriesIT {
  @TempDir private Path folder = Path.of("");

  private HookReceiver receiver;
  private HookWorld world;

  @BeforeEach
  void open() {
    receiver = new HookReceiver();
    world = new HookWorld(folder, AddressRule.ANY);
  }

  @AfterEach
  void close() {
    world.close();
    receiver.close();
  }

  private Webhook hook(String... events) {
    return world.hook(receiver.url("/in"), events);
  }

  private List<String> contents() {
    return receiver.contents();
  }

  @Test
  void ofSeveralNodesOneSendsAndAnotherGoesOnWhenItStops() {
    Deliveries second = world.secondNode();
    Webhook hook = hook("new_message");
    second.refresh();

    for (String content : List.of("one", "two", "three")) {
      world.send(content);
    }
    world.pass(Duration.ofSeconds(6));
    second.refresh();
    world.run();
    assertThat(contents()).containsExactly("one", "two", "three");

    world.stop();
    world.goOnAt(second);
    world.send("four");
    await(() -> contents().size() == 4);
    assertThat(contents()).endsWith("four");
    assertThat(world.errors(hook)).containsExactly("", "", "", "");
  }

  @Test
  void whatHappensAtAnotherNodeIsSentByTheOneWhoseTurnItIs() {
    Deliveries second = world.secondNode();
    Webhook hook = hook("new_message");
    world.send("one");
    second.refresh();
    world.run();

    world.goOnAt(second);
    world.send("two");

    await(() -> contents().size() == 2);
    assertThat(contents()).containsExactly("one", "two");
    assertThat(world.database.webhooks().lease(hook.id(), "a", 30_000)).as("a's turn").isTrue();
  }

  @Test
  void whenANodeDiesAnotherSendsOnceTheLeaseHasEnded() {
    world.secondNode();
    Webhook hook = hook("new_message");
    assertThat(world.database.webhooks().lease(hook.id(), "dead", 600_000)).isTrue();

    world.send("one");
    assertThat(contents()).isEmpty();
    // As if its time had come.
    assertThat(world.database.webhooks().lease(hook.id(), "dead", 1)).isTrue();

    await(() -> !contents().isEmpty());
    assertThat(contents()).containsExactly("one");
  }

  /** Time passes for the deliveries until it is so. */
  private void await(BooleanSupplier isSo) {
    Await.until(() -> {
      world.pass(Duration.ofSeconds(6));
      return isSo.getAsBoolean();
    });
  }
}
