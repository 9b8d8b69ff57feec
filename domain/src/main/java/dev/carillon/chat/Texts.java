package dev.carillon.chat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks texts that came from outside, and collects what is wrong with them. */
final class Texts {
  static final String BLANK = "can't be blank";
  static final String INVALID = "is invalid";

  private final Map<String, List<String>> errors = new LinkedHashMap<>();

  /** A text that must be there: without the space around it, at most so many code points. */
  String required(String field, @Nullable String text, int maxChars) {
    String stripped = optional(field, text, maxChars);
    if (stripped.isEmpty() && !errors.containsKey(field)) {
      wrong(field, BLANK);
    }
    return stripped;
  }

  /** A text that may be empty or missing: without the space around it. */
  String optional(String field, @Nullable String text, int maxChars) {
    String stripped = text == null ? "" : text.strip();
    if (stripped.codePointCount(0, stripped.length()) > maxChars) {
      wrong(field, "should be at most " + maxChars + " character(s)");
    }
    if (!isWellFormed(stripped)) {
      wrong(field, INVALID);
    }
    return stripped;
  }

  void wrong(String field, String error) {
    errors.computeIfAbsent(field, _ -> new ArrayList<>()).add(error);
  }

  boolean areFine() {
    return errors.isEmpty();
  }

  <T> Outcome<T> refused() {
    return new Outcome.Refused<>(Reason.INVALID, errors, 0);
  }

  /** Databases take neither half a surrogate pair nor, some of them, the character 0. */
  private static boolean isWellFormed(String text) {
    return text.codePoints()
        .noneMatch(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
  }

  static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
