package dev.carillon.nodes;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A process that ends others when this one is gone, however that came: it reads what is to be ended
 * from a pipe, and the end of the pipe is the end of this process. Any thread.
 */
final class Guard implements AutoCloseable {
  /** Its first argument is a folder, which goes too. */
  private static final String SCRIPT =
      """
      kept=
      while read -r word pid signal; do
        rest=
        for each in $kept; do
          case $each in
            "$pid":*) ;;
            *) rest="$rest $each" ;;
          esac
        done
        kept=$rest
        if [ "$word" = end ]; then kept="$kept $pid:$signal"; fi
      done
      for each in $kept; do
        kill -"${each#*:}" "${each%%:*}" 2>/dev/null
      done
      for each in $kept; do
        tries=0
        while kill -0 "${each%%:*}" 2>/dev/null && [ $tries -lt 50 ]; do
          tries=$((tries + 1))
          sleep 0.1
        done
      done
      rm -rf "$1"
      """;

  private final Process process;
  private final BufferedWriter orders;

  /** Starts it; {@code folder} is deleted at the end. */
  Guard(Path folder) throws IOException {
    process =
        new ProcessBuilder(Sessions.own("sh", "-c", SCRIPT, "guard", folder.toString()))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    orders = process.outputWriter(StandardCharsets.UTF_8);
  }

  /** When this process is gone, {@code pid} gets the signal, such as {@code KILL}. */
  void ends(long pid, String signal) {
    order("end " + pid + " " + signal);
  }

  /** It has ended by itself: its number may soon be somebody else's. */
  void forget(long pid) {
    order("forget " + pid + " -");
  }

  private synchronized void order(String line) {
    try {
      orders.write(line);
      orders.write('\n');
      orders.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends whatever is left, and the guard. */
  @Override
  public void close() throws IOException {
    orders.close();
    process.onExit().join();
  }
}
