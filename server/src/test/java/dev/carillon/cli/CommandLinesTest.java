package dev.carillon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.cli.Invocation.Options;
import dev.carillon.cli.Invocation.Replay;
import dev.carillon.cli.Invocation.Replay.Api;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CommandLinesTest {

  @Test
  void flagsAreTheSettingsTheyStandFor() {
    assertThat(CommandLines.parse("demo", "--port", "0", "--data=/tmp/x", "--limits", "off"))
        .isEqualTo(
            new Invocation.Demo(
                new Options(
                    null,
                    Map.of("WEBSOCKET_PORT", "0", "CARILLON_DATA", "/tmp/x", "LIMITS", "off"))));
  }

  @Test
  void theFileIsNotASetting() {
    assertThat(CommandLines.parse("serve", "--config", "prod.yaml"))
        .isEqualTo(new Invocation.Serve(new Options(Path.of("prod.yaml"), Map.of())));
  }

  @Test
  void configShowsTheSettingsOfEitherWayToStart() {
    assertThat(CommandLines.parse("config"))
        .isEqualTo(new Invocation.ShowConfig(false, new Options(null, Map.of())));
    assertThat(CommandLines.parse("config", "--demo", "--log", "json"))
        .isEqualTo(
            new Invocation.ShowConfig(
                true, new Options(null, Map.of("CARILLON_LOG_FORMAT", "json"))));
  }

  @Test
  void everyCommandExplainsItself() {
    for (String command : new String[] {"demo", "serve", "config"}) {
      assertThat(CommandLines.parse(command, "--help"))
          .isInstanceOfSatisfying(
              Invocation.Explain.class,
              explain -> {
                assertThat(explain.exitCode()).isZero();
                assertThat(explain.text()).contains("--port").contains("WEBSOCKET_PORT");
              });
    }
  }

  @Test
  void theBookCanBeRunOverAFile() {
    assertThat(CommandLines.parse("engine", "replay", "orders.csv"))
        .isEqualTo(new Invocation.EngineReplay(Path.of("orders.csv"), false, null));
    assertThat(
            CommandLines.parse(
                "engine", "replay", "orders", "--format", "bin", "--reports", "out.csv"))
        .isEqualTo(new Invocation.EngineReplay(Path.of("orders"), true, Path.of("out.csv")));
    assertThat(CommandLines.parse("engine", "replay", "--help"))
        .isInstanceOfSatisfying(
            Invocation.Explain.class,
            explain -> {
              assertThat(explain.exitCode()).isZero();
              assertThat(explain.text()).contains("COMMANDS").contains("--reports");
            });
  }

  @Test
  void tradesCanBePlayedToAServer() {
    URI here = URI.create("http://localhost:3000");
    assertThat(CommandLines.parse("replay", "t.csv", "--symbol", "XAU/USD"))
        .isEqualTo(new Replay(Path.of("t.csv"), Api.EXCHANGE, "XAU/USD", 1, here, null));
    assertThat(
            CommandLines.parse(
                "replay",
                "t.csv",
                "--symbol",
                "A/B",
                "--speed",
                "2.5",
                "--url",
                "https://x.example/",
                "--token",
                "pk"))
        .isEqualTo(
            new Replay(
                Path.of("t.csv"),
                Api.EXCHANGE,
                "A/B",
                2.5,
                URI.create("https://x.example/"),
                "pk"));
    assertThat(CommandLines.parse("replay", "t.csv", "--symbol", "A/B", "--speed", "max"))
        .isEqualTo(
            new Replay(
                Path.of("t.csv"), Api.EXCHANGE, "A/B", Double.POSITIVE_INFINITY, here, null));
    assertThat(CommandLines.parse("replay", "--help"))
        .isInstanceOfSatisfying(
            Invocation.Explain.class,
            explain -> {
              assertThat(explain.exitCode()).isZero();
              assertThat(explain.text()).contains("FILE").contains("--speed").contains("--api");
            });
  }

  @Test
  void ticksAndQuotesCanBePlayedToAServer() {
    URI here = URI.create("http://localhost:3000");
    Path file = Path.of("t.csv");
    assertThat(CommandLines.parse("replay", "t.csv", "--api", "ticks"))
        .isEqualTo(new Replay(file, Api.TICKS, "", 1, here, null));
    assertThat(CommandLines.parse("replay", "t.csv", "--api", "desk"))
        .isEqualTo(new Replay(file, Api.DESK, "", 1, here, null));
    assertThat(CommandLines.parse("replay", "t.csv", "--api", "desk", "--symbol", "EURUSD"))
        .isEqualTo(new Replay(file, Api.DESK, "EURUSD", 1, here, null));
  }

  @Test
  void aRecordOfTheJournalCanBeLeftOut() {
    Invocation.Options options =
        new Invocation.Options(null, Map.of("CARILLON_DATA", "/var/lib/carillon"));

    assertThat(CommandLines.parse("engine", "skip", "12", "--data", "/var/lib/carillon"))
        .isEqualTo(new Invocation.Skip(Invocation.Journaled.ENGINE, 12, false, options));
    assertThat(CommandLines.parse("engine", "skip", "12", "--demo"))
        .isEqualTo(
            new Invocation.Skip(
                Invocation.Journaled.ENGINE, 12, true, new Invocation.Options(null, Map.of())));
    assertThat(CommandLines.parse("desk", "skip", "7", "--data", "/var/lib/carillon"))
        .isEqualTo(new Invocation.Skip(Invocation.Journaled.DESK, 7, false, options));
  }

  @Test
  void whatAServerKeepsCanBeCaredFor() {
    Invocation.Options none = new Invocation.Options(null, Map.of());
    Path file = Path.of("b.zip");

    assertThat(CommandLines.parse("migrate")).isEqualTo(new Invocation.Migrate(false, false, none));
    assertThat(CommandLines.parse("migrate", "--check", "--demo"))
        .isEqualTo(new Invocation.Migrate(true, true, none));
    assertThat(CommandLines.parse("backup", "b.zip"))
        .isEqualTo(new Invocation.Backup(file, false, none));
    assertThat(CommandLines.parse("restore", "b.zip", "--demo"))
        .isEqualTo(new Invocation.Restore(file, true, none));
    assertThat(CommandLines.parse("move")).isEqualTo(new Invocation.Move(false, none));
    assertThat(CommandLines.parse("move", "--to", "postgresql://db/carillon"))
        .isEqualTo(
            new Invocation.Move(
                false,
                new Invocation.Options(
                    null, Map.of("CARILLON_DATABASE_URL", "postgresql://db/carillon"))));
  }

  @Test
  void aMistakeIsToldInOneLineAndEndsWith2() {
    for (String[] line :
        new String[][] {
          {"demo", "--prot", "1"},
          {"dance"},
          {"serve", "--port"},
          {"demo", "x"},
          {"engine"},
          {"engine", "replay"},
          {"engine", "skip"},
          {"engine", "skip", "first"},
          {"engine", "replay", "x", "--format", "xml"},
          {"backup"},
          {"restore", "a", "b"},
          {"move", "--to"},
          {"replay"},
          {"replay", "x"},
          {"replay", "x", "--api", "chat", "--symbol", "A/B"},
          {"replay", "x", "--api", "ticks", "--symbol", "A/B"},
          {"replay", "x", "--symbol", "A/B", "--speed", "0"},
          {"replay", "x", "--symbol", "A/B", "--speed", "fast"},
          {"replay", "x", "--symbol", "A/B", "--url", "localhost:3000"}
        }) {
      assertThat(CommandLines.parse(line))
          .isInstanceOfSatisfying(
              Invocation.Explain.class,
              explain -> {
                assertThat(explain.exitCode()).isEqualTo(2);
                assertThat(explain.text().strip()).startsWith("carillon: ").doesNotContain("\n");
              });
    }
  }
}
