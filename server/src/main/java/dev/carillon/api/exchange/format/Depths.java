package dev.carillon.api.exchange.format;

import java.util.List;
import java.util.stream.Collectors;

/** How many levels of a book one may ask for (row O). */
public final class Depths {
  /** When none is named. */
  public static final int DEFAULT = 20;

  /** The deepest. */
  public static final int MOST = 500;

  private static final List<Integer> ALL = List.of(1, 5, 10, 20, 50, 100, MOST);

  /** What is wrong with any other. */
  public static final String ISSUE =
      ALL.stream().map(String::valueOf).collect(Collectors.joining(", ", "must be one of ", ""));

  private Depths() {}

  /** Whether it is one of them. */
  public static boolean isOne(long depth) {
    return ALL.stream().anyMatch(one -> one == depth);
  }
}
