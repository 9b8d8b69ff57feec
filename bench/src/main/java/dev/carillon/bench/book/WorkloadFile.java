package dev.carillon.bench.book;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Writes the commands of a mix to a file for {@code ./carillon engine replay}. */
final class WorkloadFile {
  private WorkloadFile() {}

  /** Takes the mix and the file. */
  public static void main(String[] args) throws IOException {
    Commands commands = Workload.of(Mix.valueOf(args[0].toUpperCase(Locale.ROOT))).commands();
    try (BufferedWriter out = Files.newBufferedWriter(Path.of(args[1]))) {
      for (int i = 0; i < commands.count(); i++) {
        out.write(line(commands, i));
      }
    }
  }

  /** seq,type,side,ioc,qty,order_id,price */
  private static String line(Commands commands, int i) {
    return (i + 1)
        + ","
        + commands.type(i)
        + (commands.sells(i) ? ",1" : ",0")
        + (commands.isImmediate(i) ? ",1," : ",0,")
        + commands.quantity(i)
        + ","
        + commands.id(i)
        + ","
        + commands.price(i)
        + "\n";
  }
}
