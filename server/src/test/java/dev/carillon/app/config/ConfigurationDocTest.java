package dev.carillon.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The page of settings is written by hand in its order and told from here in its content. */
class ConfigurationDocTest {
  private static final Path PAGE = Path.of("..", "docs", "configuration.md");

  @Test
  void everySettingStandsInTheDocsWithItsDefault() throws IOException {
    List<String> documented =
        Files.readAllLines(PAGE).stream().filter(line -> line.matches("\\| `[A-Z].*")).toList();

    assertThat(documented)
        .containsExactlyElementsOf(Settings.ALL.stream().map(ConfigurationDocTest::row).toList());
  }

  private static String row(Setting<?> setting) {
    String standard = setting.standard().isEmpty() ? "" : "`" + setting.standard() + "`";
    return "| `%s` | %s | %s |"
        .formatted(setting.name(), standard, setting.about())
        .replace("|  |", "| |");
  }
}
