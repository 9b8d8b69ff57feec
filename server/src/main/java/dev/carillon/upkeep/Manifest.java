package dev.carillon.upkeep;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a backup says of itself, in its last entry.
 *
 * <pre>{@code
 * carillon-backup 1
 * version 0.1.0
 * made 2026-11-22T00:14:05Z
 * 9f86d081884c7d65... 65536 engine/journal/0000000001.segment
 * }</pre>
 *
 * @param version of the server that made it
 */
record Manifest(String version, Instant made, List<Entry> entries) {
  static final String NAME = "manifest";

  private static final String BEGIN = "carillon-backup 1";
  private static final String VERSION = "version ";
  private static final String MADE = "made ";
  private static final int HEAD_LINES = 3;

  private static final Pattern ENTRY = Pattern.compile("([0-9a-f]{64}) ([0-9]{1,18}) (.+)");

  Manifest {
    entries = List.copyOf(entries);
  }

  /**
   * A file of the data folder.
   *
   * @param sha256 of its bytes, in hex
   * @param name from the folder on, with slashes
   */
  record Entry(String sha256, long bytes, String name) {

    /** Whether a name stands for a place in the folder, and for a line here. */
    static boolean isName(String name) {
      try {
        Path path = Path.of(name);
        return name.lines().count() == 1
            && !path.isAbsolute()
            && path.equals(path.normalize())
            && !path.startsWith("..");
      } catch (InvalidPathException _) {
        return false;
      }
    }
  }

  String text() {
    StringBuilder text = new StringBuilder();
    text.append(BEGIN).append('\n');
    text.append(VERSION).append(version).append('\n');
    text.append(MADE).append(made).append('\n');
    for (Entry entry : entries) {
      text.append(entry.sha256()).append(' ').append(entry.bytes()).append(' ');
      text.append(entry.name()).append('\n');
    }
    return text.toString();
  }

  /** Empty: it is none, or none that this version knows. */
  static Optional<Manifest> of(String text) {
    List<String> lines = text.lines().toList();
    if (lines.size() < HEAD_LINES
        || !lines.get(0).equals(BEGIN)
        || !lines.get(1).startsWith(VERSION)
        || !lines.get(2).startsWith(MADE)) {
      return Optional.empty();
    }
    List<Entry> entries = new ArrayList<>();
    for (String line : lines.subList(HEAD_LINES, lines.size())) {
      Matcher parts = ENTRY.matcher(line);
      if (!parts.matches() || !Entry.isName(parts.group(3))) {
        return Optional.empty();
      }
      entries.add(new Entry(parts.group(1), Long.parseLong(parts.group(2)), parts.group(3)));
    }
    try {
      Instant made = Instant.parse(lines.get(2).substring(MADE.length()));
      return Optional.of(new Manifest(lines.get(1).substring(VERSION.length()), made, entries));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  long bytes() {
    return entries.stream().mapToLong(Entry::bytes).sum();
  }
}
