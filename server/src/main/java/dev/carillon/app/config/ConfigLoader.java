package dev.carillon.app.config;

import dev.carillon.app.config.Config.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the settings with all that stands in files. */
public final class ConfigLoader {
  private static final Path USUAL_FILE = Path.of("carillon.yaml");

  private final List<String> problems = new ArrayList<>();

  private ConfigLoader() {}

  /**
   * Loads the settings of this process.
   *
   * @param file null: {@code carillon.yaml} in the working folder, when there is one
   * @param flags of the command line, under the names of the settings that they stand for
   */
  public static Loaded load(
      Mode mode, @Nullable Path file, Map<String, String> environment, Map<String, String> flags) {
    ConfigLoader loader = new ConfigLoader();
    Map<String, String> fromFile = loader.readFile(file);
    Map<String, String> fromEnvironment = loader.withSecretFiles(environment);
    Loaded loaded = Config.from(mode, fromFile, fromEnvironment, flags);
    List<String> all = loader.problems;
    if (all.isEmpty()) {
      return loaded;
    }
    return switch (loaded) {
      case Loaded.Good(_, List<Loaded.Effective> settings) -> new Loaded.Bad(all, settings);
      case Loaded.Bad(List<String> further, List<Loaded.Effective> settings) -> {
        all.addAll(further);
        yield new Loaded.Bad(all, settings);
      }
    };
  }

  private Map<String, String> readFile(@Nullable Path file) {
    if (file == null && !Files.exists(USUAL_FILE)) {
      return Map.of();
    }
    return switch (ConfigFile.read(file == null ? USUAL_FILE : file)) {
      case ConfigFile.Content.Read(Map<String, String> values) -> values;
      case ConfigFile.Content.Unread(String problem) -> {
        problems.add(problem);
        yield Map.of();
      }
    };
  }

  /**
   * Lets a secret stand in a file, as container platforms mount them: {@code X_FILE=/run/secrets/x}
   * instead of {@code X=...}.
   */
  private Map<String, String> withSecretFiles(Map<String, String> environment) {
    Map<String, String> resolved = new HashMap<>(environment);
    for (Setting<?> setting : Settings.ALL) {
      String name = setting.name() + "_FILE";
      String path = setting.secret() ? resolved.remove(name) : null;
      if (path != null) {
        try {
          resolved.put(setting.name(), Files.readString(Path.of(path)).strip());
        } catch (IOException | InvalidPathException _) {
          problems.add(ConfigReader.line(name, path, "a file that can be read"));
        }
      }
    }
    return resolved;
  }
}
