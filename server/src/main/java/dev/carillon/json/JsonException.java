package dev.carillon.json;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What came in is not JSON, or not the JSON that was expected. The message is fit for the sender:
 * it holds names and positions, never values.
 */
public final class JsonException extends RuntimeException {
  private final @Nullable String field;
  private final int line;
  private final int column;

  private JsonException(String message, @Nullable String field, int line, int column) {
    super(message);
    this.field = field;
    this.line = line;
    this.column = column;
  }

  static JsonException broken(String what, int line, int column) {
    return new JsonException(what + " at line " + line + ", column " + column, null, line, column);
  }

  /** {@code field} holds something else than asked for; {@code issue} says what was expected. */
  public static JsonException mismatch(String field, String issue) {
    return new JsonException(issue, field, 0, 0);
  }

  /**
   * The path of the member that does not fit, such as {@code metadata.tags}; empty: broken JSON.
   */
  public Optional<String> field() {
    return Optional.ofNullable(field);
  }

  /** Where the JSON breaks, from 1; 0 when {@link #field()} is known. */
  public int line() {
    return line;
  }

  /** Where the JSON breaks, from 1, in bytes or characters of the line; 0 as {@link #line()}. */
  public int column() {
    return column;
  }
}
