package dev.carillon.replay;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The command {@code engine replay}: reads the file, runs the book over it, writes the reports, and
 * says how fast the book was and the SHA-256 of the reports.
 *
 * <p>The book runs again a few times, each time from the start, because the first time its code is
 * not compiled yet; reading, and keeping the reports and making text of them, are not measured.
 */
public final class ReplayCommand {
  private static final int WARM_UP = 2;
  private static final int TIMES = 5;

  private final LongSupplier nanoTime;

  /**
   * @param nanoTime a clock that never goes back, in nanoseconds
   */
  public ReplayCommand(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /**
   * Runs it.
   *
   * @param reports where to write the reports; null: nowhere
   * @return what to tell the user
   * @throws CommandFileException if the file can't be read, is not what it should be, or the
   *     reports can't be written
   */
  public String run(Path file, boolean records, @Nullable Path reports) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (IOException problem) {
      throw new CommandFileException(file + ": cannot be read: " + problem.getMessage());
    }
    try {
      return run(records ? CommandFiles.ofRecords(bytes) : CommandFiles.ofText(bytes), reports);
    } catch (CommandFileException problem) {
      throw new CommandFileException(file + ": " + problem.getMessage());
    }
  }

  private String run(Commands commands, @Nullable Path path) {
    Reports reports = Reports.kept();
    long begun = nanoTime.getAsLong();
    BookReplay replay = BookReplay.run(commands, reports);
    long first = nanoTime.getAsLong() - begun;
    String sha256 = write(reports, path);
    long[] nanos = new long[TIMES];
    for (int i = -WARM_UP; i < TIMES; i++) {
      begun = nanoTime.getAsLong();
      BookReplay.run(commands, Reports.dropped());
      nanos[Math.max(i, 0)] = nanoTime.getAsLong() - begun;
    }
    Arrays.sort(nanos);
    return String.format(
        Locale.ROOT,
        """
        commands   %d
        reports    %d
        refused    %d
        commands/s %.0f (median of %d; %.0f the first time)
        sha256     %s
        """,
        commands.count(),
        reports.count(),
        replay.refused(),
        perSecond(commands.count(), nanos[TIMES / 2]),
        TIMES,
        perSecond(commands.count(), first),
        sha256);
  }

  private static double perSecond(int count, long nanos) {
    return count * 1e9 / Math.max(1, nanos);
  }

  private static String write(Reports reports, @Nullable Path path) {
    try (OutputStream out =
            path == null ? OutputStream.nullOutputStream() : Files.newOutputStream(path);
        DigestOutputStream digest =
            new DigestOutputStream(out, MessageDigest.getInstance("SHA-256"))) {
      reports.writeTo(digest);
      return HexFormat.of().formatHex(digest.getMessageDigest().digest());
    } catch (IOException problem) {
      throw new CommandFileException(path + ": cannot be written: " + problem.getMessage());
    } catch (NoSuchAlgorithmException missing) {
      throw new UncheckedIOException(new IOException("every JDK has SHA-256", missing));
    }
  }
}
