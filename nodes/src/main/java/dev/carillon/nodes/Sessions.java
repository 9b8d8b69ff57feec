package dev.carillon.nodes;

import java.util.ArrayList;
import java.util.List;

/** How processes are started that a Ctrl-C at the terminal must not reach. */
final class Sessions {
  private Sessions() {}

  /** The command that runs this one in a session of its own, under the number it would have. */
  static List<String> own(String... command) {
    return own(List.of(command));
  }

  /** As {@link #own(String...)}. */
  static List<String> own(List<String> command) {
    List<String> whole = new ArrayList<>(List.of("setsid"));
    whole.addAll(command);
    return whole;
  }
}
