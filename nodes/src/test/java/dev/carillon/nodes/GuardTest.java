package dev.carillon.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.testkit.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The end of the pipe is the same whether it is closed or its owner was killed. */
class GuardTest {
  @TempDir private Path parent;

  private static Process sleeper() throws IOException {
    return new ProcessBuilder("sleep", "60").start();
  }

  @Test
  void whatItWasToldOfEndsWithItAndWhatIsForgottenStays() throws IOException {
    Path folder = Files.createDirectory(parent.resolve("folder"));
    Files.createFile(folder.resolve("file"));
    Process first = sleeper();
    Process second = sleeper();
    Process other = sleeper();
    Guard guard = new Guard(folder);
    guard.ends(first.pid(), "KILL");
    guard.ends(other.pid(), "KILL");
    guard.ends(second.pid(), "TERM");
    guard.forget(other.pid());

    guard.close();

    Await.until(() -> !first.isAlive() && !second.isAlive());
    assertThat(other.isAlive()).isTrue();
    assertThat(folder).doesNotExist();
    other.destroyForcibly();
  }
}
