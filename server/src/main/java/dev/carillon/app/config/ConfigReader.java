package dev.carillon.app.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads settings from layers and collects every problem instead of stopping at the first. A setting
 * with a problem reads as its default, so that reading can go on.
 */
final class ConfigReader {
  private static final String OURS = "CARILLON_";

  /** Names that {@code ./carillon} itself reads. */
  private static final List<String> OF_THE_SCRIPT = List.of("CARILLON_JAVA_OPTS", "CARILLON_AOT");

  /** A name this near to one of ours is a typing error, whatever it begins with. */
  private static final int TYPING_ERRORS = 2;

  private final List<Layer> layers;
  private final List<String> problems = new ArrayList<>();

  /**
   * @param layers a later one wins over an earlier one
   */
  ConfigReader(List<Layer> layers) {
    this.layers = List.copyOf(layers);
    layers.forEach(this::refuseUnknownNames);
  }

  <T> T read(Setting<T> setting) {
    T value = readOrNull(setting);
    return value != null
        ? value
        : Objects.requireNonNull(setting.kind().parser().apply(setting.standard()), setting.name());
  }

  /** Null when the setting is empty. */
  <T> @Nullable T readOptional(Setting<T> setting) {
    return text(setting).isEmpty() ? null : readOrNull(setting);
  }

  /** Notes that {@code setting} can't be as it is. */
  void problem(Setting<?> setting, String expected) {
    problems.add(line(setting.name(), setting.shown(text(setting)), expected));
  }

  List<String> problems() {
    return List.copyOf(problems);
  }

  List<Loaded.Effective> effective() {
    List<Loaded.Effective> all = new ArrayList<>();
    for (Setting<?> setting : Settings.ALL) {
      all.add(
          new Loaded.Effective(
              setting.name(), setting.shown(text(setting)), setting.standard(), source(setting)));
    }
    return all;
  }

  /** One line of an error text, in the form all of ours have. */
  static String line(String name, String value, String expected) {
    return name + ": " + (value.isEmpty() ? "not set" : value) + " (expected: " + expected + ")";
  }

  private <T> @Nullable T readOrNull(Setting<T> setting) {
    T value = setting.kind().parser().apply(text(setting));
    if (value == null) {
      problem(setting, setting.kind().expected());
    }
    return value;
  }

  private String text(Setting<?> setting) {
    for (Layer layer : layers.reversed()) {
      String text = layer.values().get(setting.name());
      if (text != null) {
        return text.strip();
      }
    }
    return setting.standard();
  }

  private Source source(Setting<?> setting) {
    for (Layer layer : layers.reversed()) {
      if (layer.values().containsKey(setting.name())) {
        return layer.source();
      }
    }
    return Source.DEFAULT;
  }

  private void refuseUnknownNames(Layer layer) {
    for (String name : layer.values().keySet().stream().sorted().toList()) {
      if (isKnown(name)) {
        continue;
      }
      String nearest = nearest(name);
      boolean onlyOurs = layer.source() == Source.ENVIRONMENT;
      if (!onlyOurs || name.startsWith(OURS) || distance(name, nearest) <= TYPING_ERRORS) {
        problems.add(name + ": no such setting (expected: perhaps " + nearest + ")");
      }
    }
  }

  private static boolean isKnown(String name) {
    return OF_THE_SCRIPT.contains(name)
        || Settings.ALL.stream().anyMatch(setting -> setting.name().equals(name));
  }

  private static String nearest(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    String nearest = "";
    int least = Integer.MAX_VALUE;
    for (Setting<?> setting : Settings.ALL) {
      int distance = distance(upper, setting.name());
      if (distance < least) {
        least = distance;
        nearest = setting.name();
      }
    }
    return nearest;
  }

  /** How many characters to insert, drop or replace to turn one into the other (Levenshtein). */
  private static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[other.length()];
  }
}
