package dev.carillon.app.config;

import java.util.List;

/** What became of reading the settings. */
public sealed interface Loaded {

  /**
   * All settings are good.
   *
   * @param settings each of them as it stands, for people; secrets are masked
   */
  record Good(Config config, List<Effective> settings) implements Loaded {
    public Good {
      settings = List.copyOf(settings);
    }
  }

  /**
   * Some are not.
   *
   * @param problems one line each, all of them
   * @param settings as in {@link Good}, the bad ones too
   */
  record Bad(List<String> problems, List<Effective> settings) implements Loaded {
    public Bad {
      problems = List.copyOf(problems);
      settings = List.copyOf(settings);
    }
  }

  /** One setting as it stands. */
  record Effective(String name, String value, String standard, Source source) {}
}
