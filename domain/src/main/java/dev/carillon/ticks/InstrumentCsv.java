package dev.carillon.ticks;

import dev.carillon.decimal.Decimal;
import dev.carillon.decimal.ParsedDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * Lists of instruments as the Indian brokers publish them: the columns of Kite's instrument dump,
 * and one of ours at the end.
 *
 * <pre>
 * instrument_token,exchange_token,tradingsymbol,name,last_price,expiry,strike,tick_size,lot_size,instrument_type,segment,exchange,price_decimals
 * 2885,2885,RELIANCE,RELIANCE INDUSTRIES,0,,0,0.05,1,EQ,NSE,NSE,2
 * </pre>
 *
 * Read are the columns by their names, in any order; all but {@code instrument_token}, {@code
 * tradingsymbol} and {@code exchange} may be missing.
 */
public final class InstrumentCsv {
  /** The first line. */
  public static final String HEADER =
      "instrument_token,exchange_token,tradingsymbol,name,last_price,expiry,strike,tick_size,"
          + "lot_size,instrument_type,segment,exchange,price_decimals";

  private static final List<String> REQUIRED =
      List.of("instrument_token", "tradingsymbol", "exchange");

  private InstrumentCsv() {}

  /** What reading a list gave. */
  public sealed interface Reading {
    /** The instruments, in their order. */
    record Good(List<Instrument> instruments) implements Reading {
      public Good {
        instruments = List.copyOf(instruments);
      }
    }

    /**
     * A line that is none; nothing is taken.
     *
     * @param line from 1
     */
    record Bad(int line, String issue) implements Reading {}
  }

  /**
   * Writes a list.
   *
   * @param lastPrice in units of the instrument; 0: none
   */
  public static String write(List<Instrument> instruments, ToLongFunction<Instrument> lastPrice) {
    StringBuilder csv = new StringBuilder(64 + instruments.size() * 80).append(HEADER).append('\n');
    for (Instrument one : instruments) {
      Instrument.Steps steps = one.steps();
      Instrument.Contract contract = one.contract();
      csv.append(one.token()).append(',').append(one.token()).append(',');
      csv.append(Csv.cell(one.symbol())).append(',').append(Csv.cell(one.name())).append(',');
      csv.append(Decimal.text(lastPrice.applyAsLong(one), steps.decimals())).append(',');
      csv.append(Csv.cell(contract.expiry())).append(',').append(Csv.cell(contract.strike()));
      csv.append(',').append(Decimal.text(steps.tickUnits(), steps.decimals())).append(',');
      csv.append(steps.lotSize()).append(',').append(Csv.cell(contract.type())).append(',');
      csv.append(Csv.cell(contract.segment())).append(',').append(Csv.cell(one.exchange()));
      csv.append(',').append(steps.decimals()).append('\n');
    }
    return csv.toString();
  }

  /** Reads a list, in UTF-8, with its first line. */
  public static Reading read(String csv) {
    List<String> lines = csv.lines().toList();
    if (lines.isEmpty()) {
      return new Reading.Bad(1, "is missing");
    }
    Map<String, Integer> columns = new HashMap<>();
    List<String> names = Csv.cells(lines.getFirst().replace("\ufeff", "")).orElse(List.of());
    for (int i = 0; i < names.size(); i++) {
      columns.put(names.get(i).strip(), i);
    }
    for (String name : REQUIRED) {
      if (!columns.containsKey(name)) {
        return new Reading.Bad(1, "has no column " + name);
      }
    }
    List<Instrument> instruments = new ArrayList<>();
    for (int i = 1; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        Optional<List<String>> cells = Csv.cells(lines.get(i));
        if (cells.isEmpty() || cells.get().size() != names.size()) {
          return new Reading.Bad(i + 1, "must have " + names.size() + " columns");
        }
        try {
          instruments.add(instrument(new Row(columns, cells.get())));
        } catch (IllegalArgumentException problem) {
          return new Reading.Bad(i + 1, String.valueOf(problem.getMessage()));
        }
      }
    }
    return new Reading.Good(instruments);
  }

  private record Row(Map<String, Integer> columns, List<String> cells) {
    String get(String name, String otherwise) {
      Integer column = columns.get(name);
      String cell = column == null ? "" : cells.get(column).strip();
      return cell.isEmpty() ? otherwise : cell;
    }

    long number(String name, String otherwise, int decimals) {
      String cell = get(name, otherwise);
      return switch (Decimal.parse(cell, decimals)) {
        case ParsedDecimal.Units(long units) -> units;
        case ParsedDecimal.Refused _ ->
            throw new IllegalArgumentException(
                name + ": " + cell + " (expected: a number of at most " + decimals + " decimals)");
      };
    }
  }

  private static Instrument instrument(Row row) {
    int decimals = Math.toIntExact(Math.min(9, row.number("price_decimals", "2", 0)));
    String exchange = row.get("exchange", "");
    Instrument.Steps steps =
        new Instrument.Steps(
            Math.max(1, row.number("tick_size", "0", decimals)),
            Math.max(1, row.number("lot_size", "1", 0)),
            decimals);
    Instrument.Contract contract =
        new Instrument.Contract(
            row.get("instrument_type", "EQ"),
            row.get("segment", exchange),
            row.get("expiry", ""),
            row.get("strike", "0"));
    return new Instrument(
        row.get("instrument_token", ""),
        exchange,
        row.get("tradingsymbol", ""),
        row.get("name", ""),
        steps,
        contract);
  }
}
