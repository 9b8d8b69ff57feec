package dev.carillon.storage.sql.history;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Statements in which {@code #} stands for what the names of a history's tables begin with. Any
 * thread.
 */
final class Wording {
  private final String prefix;
  private final Map<String, String> known = new ConcurrentHashMap<>();

  Wording(String prefix) {
    this.prefix = prefix;
  }

  /**
   * The statement as it is sent.
   *
   * @param statement one of few, which are kept
   */
  String of(String statement) {
    return known.computeIfAbsent(statement, text -> text.replace("#", prefix));
  }

  /**
   * Inserts a row, in place of one with the same key.
   *
   * @param key the columns that make a row what it is, the first ones
   * @param others its other columns
   */
  static String put(String table, String key, String others) {
    List<String> values = columns(others);
    String marks = "?, ".repeat(columns(key).size() + values.size() - 1) + "?";
    String sets =
        values.stream()
            .map(column -> column + " = excluded." + column)
            .collect(Collectors.joining(", "));
    return "INSERT INTO #%s (%s, %s) VALUES (%s) ON CONFLICT (%s) DO UPDATE SET %s"
        .formatted(table, key, others, marks, key, sets);
  }

  private static List<String> columns(String text) {
    return Arrays.stream(text.split(",", -1)).map(String::strip).toList();
  }
}
