package dev.carillon.cli;

import java.io.PrintStream;
import java.util.List;

/** Where the process talks to the person who started it. Any thread. */
public final class Terminal {
  private static final int NAME_WIDTH = 34;

  private final PrintStream out;
  private final PrintStream err;

  public Terminal(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /** The terminal of this process. */
  public static Terminal ofProcess() {
    return new Terminal(System.out, System.err);
  }

  /** Prints a text as it is. */
  public void print(String text) {
    out.print(text);
    out.flush();
  }

  /** One line for each problem, without any decoration: they are read by scripts as well. */
  public void problems(List<String> problems) {
    problems.forEach(err::println);
    err.flush();
  }

  /** A row of the table of settings. */
  public record Row(String name, String value, String standard, String source) {}

  /** The table of settings. */
  public void settings(List<Row> rows) {
    StringBuilder table = new StringBuilder();
    for (Row row : rows) {
      table.append(pad(row.name())).append(quoteIfEmpty(row.value()));
      table.append("  (").append(row.source());
      if (!row.value().equals(row.standard())) {
        table.append("; default ").append(quoteIfEmpty(row.standard()));
      }
      table.append(")\n");
    }
    print(table.toString());
  }

  private static String pad(String name) {
    return name + " ".repeat(Math.max(1, NAME_WIDTH - name.length()));
  }

  private static String quoteIfEmpty(String value) {
    return value.isEmpty() ? "not set" : value;
  }
}
