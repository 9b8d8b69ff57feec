package dev.carillon.machine.replica;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.machine.Inbox;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class BackgroundTest {
  private final Inbox<Runnable> inbox = new Inbox<>(4);
  private final List<String> heard = new ArrayList<>();
  private boolean isOver;

  private void run(Supplier<String> blocking) {
    new Background(Runnable::run, inbox, () -> isOver)
        .run(blocking, heard::add, problem -> heard.add("failed: " + problem.getMessage()));
    for (Runnable next = inbox.poll(); next != null; next = inbox.poll()) {
      next.run();
    }
  }

  @Test
  void whatCameOfItIsHeard() {
    run(() -> "done");

    assertThat(heard).containsExactly("done");
  }

  @Test
  void whateverIsThrownSomebodyHearsOfIt() {
    run(() -> {
      throw new IllegalStateException("away");
    });
    run(() -> {
      throw new LinkageError("a class is missing");
    });

    assertThat(heard).containsExactly("failed: away", "failed: a bug of ours");
  }

  @Test
  void afterTheEndNobodyHearsAnything() {
    isOver = true;

    run(() -> "done");

    assertThat(heard).isEmpty();
  }
}
