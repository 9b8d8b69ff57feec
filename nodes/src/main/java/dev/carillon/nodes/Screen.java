package dev.carillon.nodes;

import java.io.PrintStream;

/** The terminal: whole lines, each with who says it. Any thread. */
final class Screen {
  /** The demo itself, as wide as the name of a node. */
  static final String DEMO = "demo ";

  private final PrintStream out;

  Screen(PrintStream out) {
    this.out = out;
  }

  /** Prints a line, after the name of who says it. */
  synchronized void say(String who, String line) {
    out.println(who + " | " + line);
    out.flush();
  }

  /** Prints a text as it is. */
  synchronized void print(String text) {
    out.print(text);
    out.flush();
  }
}
