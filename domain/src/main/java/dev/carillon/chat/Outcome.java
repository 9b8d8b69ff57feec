package dev.carillon.chat;

import java.util.List;
import java.util.Map;

/** What became of a request. */
public sealed interface Outcome<T> {

  /** It was done, and its events have been or will be told; a look-up found this. */
  record Done<T>(T value) implements Outcome<T> {}

  /** It was so already: nothing was changed and nothing is told. To the asker it is a success. */
  record Already<T>(T value) implements Outcome<T> {}

  /**
   * It was not done.
   *
   * @param errors of {@link Reason#INVALID}: what is wrong by the name of the field; else empty
   * @param retryAfterMillis of {@link Reason#TOO_FAST}: when to try again; else 0
   */
  record Refused<T>(Reason reason, Map<String, List<String>> errors, long retryAfterMillis)
      implements Outcome<T> {
    public Refused {
      errors = Map.copyOf(errors);
    }
  }

  static <T> Outcome<T> refused(Reason reason) {
    return new Refused<>(reason, Map.of(), 0);
  }

  static <T> Outcome<T> invalid(String field, String error) {
    return new Refused<>(Reason.INVALID, Map.of(field, List.of(error)), 0);
  }

  static <T> Outcome<T> tooFast(long retryAfterMillis) {
    return new Refused<>(Reason.TOO_FAST, Map.of(), retryAfterMillis);
  }
}
