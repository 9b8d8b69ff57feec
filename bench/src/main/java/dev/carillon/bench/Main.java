package dev.carillon.bench;

import java.util.Arrays;

/** Runs the benchmarks: takes JMH's arguments, or {@code memory} for {@link TopicIndexMemory}. */
public final class Main {
  private Main() {}

  public static void main(String[] args) throws Exception {
    if (Arrays.equals(args, new String[] {"memory"})) {
      TopicIndexMemory.print(System.out);
    } else {
      org.openjdk.jmh.Main.main(args);
    }
  }
}
