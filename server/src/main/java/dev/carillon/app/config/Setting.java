package dev.carillon.app.config;

/**
 * One setting. It has the same name in the environment, in {@code carillon.yaml} and in the docs.
 *
 * @param standard the text that stands for it when nothing is said; empty: it is not set
 * @param secret whether its value, unless it is the standard, never appears in any output
 * @param about one line for the docs
 */
record Setting<T>(String name, String standard, Kind<T> kind, boolean secret, String about) {

  static <T> Setting<T> of(String name, String standard, Kind<T> kind, String about) {
    return new Setting<>(name, standard, kind, false, about);
  }

  static <T> Setting<T> secret(String name, Kind<T> kind, String about) {
    return secret(name, "", kind, about);
  }

  /** One whose standard is no secret. */
  static <T> Setting<T> secret(String name, String standard, Kind<T> kind, String about) {
    return new Setting<>(name, standard, kind, true, about);
  }

  /** {@code value} as it may be shown. */
  String shown(String value) {
    return secret && !value.isEmpty() && !value.equals(standard) ? "***" : value;
  }
}
