package dev.carillon.chat.model;

/**
 * The client's own name for a message that it sends, given back with its type.
 *
 * @param text at most 64 characters; of a number, its JSON text
 */
public record TempId(String text, boolean isNumber) {
  public static final int MAX_CHARS = 64;

  public TempId {
    if (text.length() > MAX_CHARS) {
      throw new IllegalArgumentException(
          "temp_id: " + text.length() + " characters (expected: at most " + MAX_CHARS + ")");
    }
  }

  public static TempId ofText(String text) {
    return new TempId(text, false);
  }
}
