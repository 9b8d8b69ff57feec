package dev.carillon.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which rows of a contract have a test that names them: {@code void row12Leaving...}. So a row that
 * nobody tests is found, and a test for a row that does not exist.
 */
public final class NamedRows {
  private NamedRows() {}

  /**
   * The rows that the tests in a folder, and below it, name.
   *
   * @param packageName of tests of the module that runs
   * @param test finds the beginning of such a test; each of its groups is a row, or nothing
   */
  public static Set<String> in(String packageName, Pattern test) throws IOException {
    Path folder = Path.of("src", "test", "java").resolve(packageName.replace('.', '/'));
    Set<String> named = new TreeSet<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        Matcher found = test.matcher(Files.readString(file));
        while (found.find()) {
          for (int group = 1; group <= found.groupCount(); group++) {
            if (found.group(group) != null) {
              named.add(found.group(group));
            }
          }
        }
      }
    }
    return named;
  }
}
