package dev.carillon.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What was said before one came, as a file of lines has it; the file says how. */
final class Talk {
  private static final Pattern LINE = Pattern.compile("(?:([+>*]) )?(\\w+):? (.+)");

  private Talk() {}

  /** One line. */
  sealed interface Line {
    String name();
  }

  record Said(String name, String text) implements Line {}

  /** In the thread of the last message. */
  record Replied(String name, String text) implements Line {}

  /** To the last message. */
  record Reacted(String name, String emoji) implements Line {}

  /** Of the last message. */
  record Edited(String name, String text) implements Line {}

  /** Reads a file beside this class. */
  static List<Line> read(String file) {
    try (InputStream in = Talk.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("resource: " + file + " (expected: in the jar)");
      }
      return lines(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("resource " + file, e);
    }
  }

  static List<Line> lines(String text) {
    return text.lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(Talk::line)
        .toList();
  }

  private static Line line(String line) {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("line: " + line + " (expected: name: text)");
    }
    String name = matcher.group(2);
    String text = matcher.group(3);
    return switch (matcher.group(1)) {
      case null -> new Said(name, text);
      case ">" -> new Replied(name, text);
      case "+" -> new Reacted(name, text);
      default -> new Edited(name, text);
    };
  }
}
