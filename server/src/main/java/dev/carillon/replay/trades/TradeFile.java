package dev.carillon.replay.trades;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file of trades, one a line, as far as it is asked to: such files are large. One that ends
 * in {@code .gz} or {@code .zip} is unpacked; of an archive the first entry is read.
 */
final class TradeFile implements AutoCloseable {
  /** From each of these on a time is counted in a thousandth: below the first in seconds. */
  private static final List<BigDecimal> FINER =
      List.of(new BigDecimal("1e11"), new BigDecimal("1e14"), new BigDecimal("1e17"));

  private static final BigDecimal THOUSAND = BigDecimal.valueOf(1_000);

  /** No price and no quantity is longer; what is, costs memory when it is written plainly. */
  private static final int MOST_DIGITS = 64;

  private final BufferedReader lines;
  private @Nullable Columns columns;
  private long line;

  TradeFile(InputStream bytes) {
    lines = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8));
  }

  static TradeFile open(Path path) throws IOException {
    InputStream bytes = Files.newInputStream(path);
    try {
      return new TradeFile(unpacked(path.toString().toLowerCase(Locale.ROOT), bytes));
    } catch (IOException e) {
      bytes.close();
      throw e;
    }
  }

  private static InputStream unpacked(String name, InputStream bytes) throws IOException {
    if (name.endsWith(".gz")) {
      return new GZIPInputStream(bytes);
    }
    if (name.endsWith(".zip")) {
      ZipInputStream archive = new ZipInputStream(bytes);
      if (archive.getNextEntry() == null) {
        throw new IOException("an archive with nothing in it");
      }
      return archive;
    }
    return bytes;
  }

  /**
   * The next trade; null: there is none.
   *
   * @throws TradeReplayException when a line is no trade
   */
  @Nullable FileTrade next() {
    for (String text = read(); text != null; text = read()) {
      List<String> fields = Columns.split(text);
      Columns known = columns;
      if (known == null) {
        known = Columns.of(fields);
        columns = known;
        if (Columns.isHeader(fields)) {
          continue;
        }
      }
      return trade(known, fields);
    }
    return null;
  }

  /** The next line that is not empty. */
  private @Nullable String read() {
    try {
      String text = lines.readLine();
      line++;
      while (text != null && text.isBlank()) {
        text = lines.readLine();
        line++;
      }
      return text;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private FileTrade trade(Columns known, List<String> fields) {
    String taker = field(fields, known.taker(), "side");
    return new FileTrade(
        line,
        millis(field(fields, known.time(), "time")),
        figure(field(fields, known.price(), "price"), "price"),
        figure(field(fields, known.quantity(), "quantity"), "quantity"),
        known.byMaker() ? !isBuyerMaker(taker) : isBuy(taker));
  }

  private String field(List<String> fields, int at, String name) {
    if (at >= fields.size()) {
      throw wrong(name, "missing", "column " + (at + 1) + " of " + fields.size());
    }
    return fields.get(at);
  }

  private boolean isBuyerMaker(String flag) {
    if (!Columns.isFlag(flag)) {
      throw wrong("is_buyer_maker", flag, "true or false");
    }
    return flag.equalsIgnoreCase("true");
  }

  private boolean isBuy(String side) {
    return switch (side.toLowerCase(Locale.ROOT)) {
      case "buy", "b" -> true;
      case "sell", "s" -> false;
      default -> throw wrong("side", side, "buy or sell");
    };
  }

  private String figure(String text, String name) {
    if (text.length() <= MOST_DIGITS) {
      try {
        BigDecimal value = new BigDecimal(text);
        if (value.signum() > 0 && Math.abs(value.scale()) <= MOST_DIGITS) {
          return value.stripTrailingZeros().toPlainString();
        }
      } catch (NumberFormatException _) {
        // Said below.
      }
    }
    throw wrong(name, text, "a decimal above 0");
  }

  private long millis(String text) {
    try {
      return isNumber(text) ? ofNumber(new BigDecimal(text)) : ofIso(text);
    } catch (NumberFormatException | ArithmeticException | DateTimeException _) {
      throw wrong(
          "time", text, "seconds to nanoseconds since 1970, or such as 2023-01-01T00:00:00Z");
    }
  }

  private static boolean isNumber(String text) {
    return text.chars().allMatch(c -> Character.isDigit(c) || c == '.');
  }

  private static long ofNumber(BigDecimal time) {
    BigDecimal millis = time.multiply(THOUSAND);
    for (BigDecimal finer : FINER) {
      millis = time.compareTo(finer) < 0 ? millis : millis.divide(THOUSAND);
    }
    return millis.longValue();
  }

  /** UTC unless it says otherwise. */
  private static long ofIso(String text) {
    String iso = text.replace(' ', 'T');
    boolean hasZone = iso.matches(".*(Z|[+-]\\d\\d:?\\d\\d)$");
    return Instant.parse(hasZone ? iso : iso + "Z").toEpochMilli();
  }

  private TradeReplayException wrong(String name, String value, String expected) {
    return new TradeReplayException(
        "line %d: %s: %s (expected: %s)".formatted(line, name, value, expected));
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
