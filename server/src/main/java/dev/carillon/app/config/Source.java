package dev.carillon.app.config;

import java.util.Locale;

/** Where a value comes from; a later one wins over an earlier one. */
public enum Source {
  DEFAULT,
  DEMO,
  FILE,
  ENVIRONMENT,
  FLAG;

  /** As {@code ./carillon config} prints it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
