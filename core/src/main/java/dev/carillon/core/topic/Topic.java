package dev.carillon.core.topic;

import org.jspecify.annotations.Nullable;

/**
 * A name to which one publishes, such as {@code messages.user.123}: segments joined by dots, within
 * a space that belongs to one API, so that no API's wildcard reaches another's topics.
 *
 * <p>Immutable. {@link #parse} is for names from clients; {@link #of} for names we make.
 */
public final class Topic {
  static final int MAX_SEGMENTS = 16;
  static final int MAX_LENGTH = 255;

  private final String space;
  private final String name;
  private final int hash;

  private Topic(String space, String name) {
    this.space = space;
    this.name = name;
    this.hash = 31 * space.hashCode() + name.hashCode();
  }

  /** A name from ourselves: any characters but wildcards, not empty. */
  public static Topic of(String space, String name) {
    if (name.isEmpty() || name.indexOf('*') >= 0) {
      throw new IllegalArgumentException(
          "topic: " + name + " (expected: a name without wildcards)");
    }
    return new Topic(space, name);
  }

  /**
   * A name from a client.
   *
   * @return null when {@code name} is not one to sixteen segments of {@code [A-Za-z0-9_:@-]+}
   *     joined by dots, at most 255 bytes
   */
  public static @Nullable Topic parse(String space, String name) {
    return isName(name) ? new Topic(space, name) : null;
  }

  public String space() {
    return space;
  }

  public String name() {
    return name;
  }

  private static boolean isName(String name) {
    int length = name.length();
    if (length == 0 || length > MAX_LENGTH) {
      return false;
    }
    int segments = 1;
    boolean segmentEmpty = true;
    for (int i = 0; i < length; i++) {
      char c = name.charAt(i);
      if (c == '.') {
        if (segmentEmpty || ++segments > MAX_SEGMENTS) {
          return false;
        }
        segmentEmpty = true;
      } else if (isSegmentChar(c)) {
        segmentEmpty = false;
      } else {
        return false;
      }
    }
    return !segmentEmpty;
  }

  static boolean isSegmentChar(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || c == ':'
        || c == '@'
        || c == '-';
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Topic that
        && hash == that.hash
        && name.equals(that.name)
        && space.equals(that.space);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  /** The space and the name, for logs: {@code topics:messages.user.123}. */
  @Override
  public String toString() {
    return space + ':' + name;
  }
}
