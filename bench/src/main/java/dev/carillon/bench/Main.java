package dev.carillon.bench;

import java.nio.file.Path;
import java.util.Arrays;

/**
 * Runs the benchmarks: takes JMH's arguments, or {@code memory} for {@link TopicIndexMemory}, or
 * {@code chat FOLDER [MESSAGES]} for {@link ChatFigures}, or {@code journal FOLDER} for {@link
 * JournalFigures}, or {@code engine FOLDER|DATABASE} for {@link EngineFigures}, or {@code history
 * FOLDER|DATABASE} for {@link HistoryFigures}, or {@code desk} for {@link DeskFigures}.
 */
public final class Main {
  private Main() {}

  public static void main(String[] args) throws Exception {
    if (Arrays.equals(args, new String[] {"memory"})) {
      TopicIndexMemory.print(System.out);
    } else if (Arrays.equals(args, new String[] {"desk"})) {
      DeskFigures.print(System.out);
    } else if (args.length >= 2 && args[0].equals("chat")) {
      int messages = args.length > 2 ? Integer.parseInt(args[2]) : 400_000;
      ChatFigures.print(System.out, Path.of(args[1]), messages);
    } else if (args.length == 2 && args[0].equals("journal")) {
      JournalFigures.print(System.out, Path.of(args[1]));
    } else if (args.length == 2 && args[0].equals("engine")) {
      if (args[1].startsWith("postgres")) {
        EngineFigures.printShared(System.out, args[1]);
      } else {
        EngineFigures.print(System.out, Path.of(args[1]));
      }
    } else if (args.length == 2 && args[0].equals("history")) {
      if (args[1].startsWith("postgres")) {
        HistoryFigures.printShared(System.out, args[1]);
      } else {
        HistoryFigures.print(System.out, Path.of(args[1]));
      }
    } else {
      org.openjdk.jmh.Main.main(args);
    }
  }
}
