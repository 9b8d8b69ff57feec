package dev.carillon.api.topics;

/** Halves of surrogate pairs: JSON can write them, but no text has them, so many readers fail. */
final class Surrogates {
  private Surrogates() {}

  static boolean areLoneIn(String text) {
    return text.codePoints()
        .anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
  }

  /** Whether a part of valid JSON escapes one half without the other. */
  static boolean areLoneIn(byte[] json, int start, int end) {
    int i = start;
    while (i < end) {
      if (json[i] != '\\') {
        i++;
      } else if (json[i + 1] != 'u') {
        i += 2;
      } else {
        char unit = unit(json, i + 2);
        i += 6;
        if (Character.isHighSurrogate(unit)) {
          boolean paired =
              i + 6 <= end
                  && json[i] == '\\'
                  && json[i + 1] == 'u'
                  && Character.isLowSurrogate(unit(json, i + 2));
          if (!paired) {
            return true;
          }
          i += 6;
        } else if (Character.isLowSurrogate(unit)) {
          return true;
        }
      }
    }
    return false;
  }

  private static char unit(byte[] json, int at) {
    int unit = 0;
    for (int i = at; i < at + 4; i++) {
      unit = unit << 4 | Character.digit(json[i], 16);
    }
    return (char) unit;
  }
}
