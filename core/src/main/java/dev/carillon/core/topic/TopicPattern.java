package dev.carillon.core.topic;

import org.jspecify.annotations.Nullable;

/**
 * What one subscribes to: a topic's name, in which a segment may be {@code *} (any one segment) and
 * the last may be {@code **} (one or more segments).
 *
 * <p>{@code messages.**} matches {@code messages.user.1} and not {@code messages}. Immutable.
 */
public final class TopicPattern {
  private final String space;
  private final String text;
  private final boolean wildcard;

  private TopicPattern(String space, String text, boolean wildcard) {
    this.space = space;
    this.text = text;
    this.wildcard = wildcard;
  }

  /** The pattern that matches {@code topic} alone. */
  public static TopicPattern exactly(Topic topic) {
    return new TopicPattern(topic.space(), topic.name(), false);
  }

  /**
   * A pattern from a client.
   *
   * @return null when it breaks a rule of {@link Topic#parse} or has a wildcard where none may be
   */
  public static @Nullable TopicPattern parse(String space, String text) {
    if (text.indexOf('*') < 0) {
      return Topic.parse(space, text) == null ? null : new TopicPattern(space, text, false);
    }
    return isPattern(text) ? new TopicPattern(space, text, true) : null;
  }

  public String space() {
    return space;
  }

  public String text() {
    return text;
  }

  /** Whether it may match more than the one topic of its name. */
  public boolean isWildcard() {
    return wildcard;
  }

  /** The rule itself, for cold paths; {@link TopicIndex} answers for many patterns at once. */
  public boolean matches(Topic topic) {
    if (!space.equals(topic.space())) {
      return false;
    }
    if (!wildcard) {
      return text.equals(topic.name());
    }
    String name = topic.name();
    int p = 0;
    int n = 0;
    while (p <= text.length() && n <= name.length()) {
      int patternEnd = segmentEnd(text, p);
      if (patternEnd == p + 2 && text.startsWith("**", p)) {
        return true;
      }
      int nameEnd = segmentEnd(name, n);
      boolean any = patternEnd == p + 1 && text.charAt(p) == '*';
      if (!any && (patternEnd - p != nameEnd - n || !text.regionMatches(p, name, n, nameEnd - n))) {
        return false;
      }
      p = patternEnd + 1;
      n = nameEnd + 1;
    }
    return p > text.length() && n > name.length();
  }

  private static boolean isPattern(String text) {
    if (text.length() > Topic.MAX_LENGTH) {
      return false;
    }
    int segments = 0;
    for (int start = 0; start <= text.length(); ) {
      int end = segmentEnd(text, start);
      if (++segments > Topic.MAX_SEGMENTS || !isSegment(text, start, end)) {
        return false;
      }
      start = end + 1;
    }
    return true;
  }

  private static boolean isSegment(String text, int start, int end) {
    if (text.startsWith("**", start) && end == start + 2) {
      return end == text.length();
    }
    if (end == start + 1 && text.charAt(start) == '*') {
      return true;
    }
    for (int i = start; i < end; i++) {
      if (!Topic.isSegmentChar(text.charAt(i))) {
        return false;
      }
    }
    return end > start;
  }

  static int segmentEnd(String text, int start) {
    int dot = text.indexOf('.', start);
    return dot < 0 ? text.length() : dot;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TopicPattern that && text.equals(that.text) && space.equals(that.space);
  }

  @Override
  public int hashCode() {
    return 31 * space.hashCode() + text.hashCode();
  }

  @Override
  public String toString() {
    return space + ':' + text;
  }
}
