package dev.carillon.app;

import org.jspecify.annotations.Nullable;

/** Which Carillon this is. */
final class Version {
  /** As the jar's manifest says it; {@code dev} when it runs from class files. */
  static final String TEXT = of(Version.class.getPackage().getImplementationVersion());

  private Version() {}

  private static String of(@Nullable String manifest) {
    return manifest == null ? "dev" : manifest;
  }
}
