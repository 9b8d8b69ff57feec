package dev.carillon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class TerminalTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Terminal terminal =
      new Terminal(
          new PrintStream(out, true, StandardCharsets.UTF_8),
          new PrintStream(err, true, StandardCharsets.UTF_8));

  @Test
  void aProblemIsOneLineOnStandardError() {
    terminal.problems(List.of("A: 1 (expected: 2)", "B: not set (expected: 3)"));

    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualToNormalizingNewlines("A: 1 (expected: 2)\nB: not set (expected: 3)\n");
    assertThat(out.size()).isZero();
  }

  @Test
  void aSettingShowsItsDefaultOnlyWhenItDiffers() {
    terminal.settings(
        List.of(
            new Terminal.Row("WEBSOCKET_PORT", "3001", "3000", "environment"),
            new Terminal.Row("LIMITS", "on", "on", "default"),
            new Terminal.Row("CARILLON_AUDIENCE", "", "", "default")));

    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            "WEBSOCKET_PORT                    3001  (environment; default 3000)",
            "LIMITS                            on  (default)",
            "CARILLON_AUDIENCE                 not set  (default)");
  }

  @Test
  void theWelcomeHasTheAddressFirstAndCommandsToPaste() {
    Welcome welcome =
        new Welcome(
            "0.1.0",
            "http://localhost:3000",
            List.of(),
            List.of("http://localhost:4000"),
            List.of(new Welcome.Login("user@example.com", "password123", "John Doe")));

    assertThat(welcome.text())
        .startsWith("Carillon 0.1.0 is ready: http://localhost:3000\n")
        .contains("also on   http://localhost:4000")
        .contains("wscat -c ws://localhost:3000/ws")
        .contains("-d '{\"email\":\"user@example.com\",\"password\":\"password123\"}'");
  }

  @Test
  void theWelcomeSaysWhatIsMissingYet() {
    Welcome welcome =
        new Welcome("0.1.0", "http://localhost:3000", List.of("bus", "desk"), List.of(), List.of());

    assertThat(welcome.text())
        .startsWith("Carillon 0.1.0 is up, but not ready yet (bus, desk): http://localhost:3000\n");
  }

  @Test
  void withoutTheDemoNoLoginIsPrinted() {
    assertThat(
            new Welcome("0.1.0", "https://localhost:3000", List.of(), List.of(), List.of()).text())
        .doesNotContain("password", "Demo");
  }
}
