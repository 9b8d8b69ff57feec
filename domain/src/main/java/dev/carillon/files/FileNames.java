package dev.carillon.files;

import java.text.Normalizer;

/** Names of files that came from outside. */
public final class FileNames {
  /** In code points. */
  public static final int MAX_CHARS = 120;

  private static final String NAMELESS = "file";

  private FileNames() {}

  /**
   * What a file may be called whatever it was called: without folders, control characters, what
   * turns the direction of text, and what file systems and headers mistake; at most {@value
   * #MAX_CHARS} characters, with the ending kept.
   */
  public static String clean(String given) {
    String path = Normalizer.normalize(given, Normalizer.Form.NFC).replace('\\', '/');
    StringBuilder name = new StringBuilder();
    path.substring(path.lastIndexOf('/') + 1)
        .codePoints()
        .filter(FileNames::isHarmless)
        .map(c -> "\"<>|:*?%;".indexOf(c) >= 0 ? '_' : c)
        .forEach(name::appendCodePoint);
    String text = name.toString().strip().replaceAll("^\\.+", "");
    return text.isBlank() ? NAMELESS : shortened(text);
  }

  private static boolean isHarmless(int c) {
    int type = Character.getType(c);
    return type != Character.CONTROL
        && type != Character.FORMAT
        && type != Character.SURROGATE
        && type != Character.PRIVATE_USE
        && type != Character.UNASSIGNED
        && type != Character.LINE_SEPARATOR
        && type != Character.PARAGRAPH_SEPARATOR;
  }

  private static String shortened(String name) {
    int length = name.codePointCount(0, name.length());
    if (length <= MAX_CHARS) {
      return name;
    }
    int dot = name.lastIndexOf('.');
    String ending = dot > 0 && name.length() - dot <= 16 ? name.substring(dot) : "";
    int kept = MAX_CHARS - ending.codePointCount(0, ending.length());
    return name.substring(0, name.offsetByCodePoints(0, kept)) + ending;
  }
}
