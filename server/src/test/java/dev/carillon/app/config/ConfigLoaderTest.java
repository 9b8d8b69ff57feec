package dev.carillon.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.app.config.Config.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigLoaderTest {
  private static final String KEY = "qW7mZ1vT9xR4bN8cL2kJ6hG3fD5sA0pO";

  @TempDir private Path folder = Path.of("");

  private Loaded load(String yaml) throws IOException {
    Path file = Files.writeString(folder.resolve("carillon.yaml"), yaml);
    return ConfigLoader.load(Mode.DEMO, file, Map.of(), Map.of());
  }

  @Test
  void theFileHasTheSameNamesAndMayHaveLists() throws IOException {
    Loaded loaded =
        load(
            """
            # ours
            WEBSOCKET_PORT: 3100
            LIMITS: off
            TRUSTED_PROXIES:
              - 10.0.0.0/8
              - 192.168.0.1
            """);

    assertThat(loaded)
        .isInstanceOfSatisfying(
            Loaded.Good.class,
            good -> {
              assertThat(good.config().listening().port()).isEqualTo(3100);
              assertThat(good.config().limits().on()).isFalse();
              assertThat(good.config().listening().proxies().trusted())
                  .containsExactly("10.0.0.0/8", "192.168.0.1");
            });
  }

  @Test
  void anEmptyFileSaysNothing() throws IOException {
    assertThat(load("# nothing\n")).isInstanceOf(Loaded.Good.class);
  }

  @Test
  void aFileInAnotherFormIsToldInOneLine() throws IOException {
    for (String broken : List.of("a: [", "- 1\n", "WEBSOCKET_PORT:\n  a: 1\n", "port: 3000\n")) {
      assertThat(load(broken))
          .as(broken)
          .isInstanceOfSatisfying(
              Loaded.Bad.class,
              bad -> assertThat(bad.problems()).hasSize(1).allMatch(line -> !line.contains("\n")));
    }
  }

  @Test
  void aFileThatWasNamedMustBeThere() {
    assertThat(ConfigLoader.load(Mode.DEMO, folder.resolve("none.yaml"), Map.of(), Map.of()))
        .isInstanceOfSatisfying(
            Loaded.Bad.class,
            bad ->
                assertThat(bad.problems())
                    .containsExactly(
                        folder.resolve("none.yaml")
                            + ": not readable (expected: a file that can be read)"));
  }

  @Test
  void aSecretMayStandInAFile() throws IOException {
    Path secret = Files.writeString(folder.resolve("key"), KEY + "\n");

    Loaded loaded =
        ConfigLoader.load(
            Mode.DEMO, null, Map.of("CARILLON_SIGNING_KEY_FILE", secret.toString()), Map.of());

    assertThat(loaded)
        .isInstanceOfSatisfying(
            Loaded.Good.class,
            good -> assertThat(good.config().identity().signingKey()).isEqualTo(new Secret(KEY)));
  }

  @Test
  void aSecretFileThatIsMissingIsAProblem() {
    assertThat(
            ConfigLoader.load(
                Mode.DEMO,
                null,
                Map.of("CARILLON_SIGNING_KEY_FILE", folder.resolve("none").toString()),
                Map.of()))
        .isInstanceOf(Loaded.Bad.class);
  }
}
