package dev.carillon.demo.ticks;

import dev.carillon.ticks.Instrument;
import dev.carillon.ticks.Instrument.Contract;
import dev.carillon.ticks.Instrument.Steps;
import java.util.ArrayList;
import java.util.List;

/** The instruments of the demo: companies that do not exist, on an exchange that does. */
public final class DemoInstruments {
  static final int COUNT = 300;

  private static final String EXCHANGE = "NSE";

  /** The token numbers of the document. */
  private static final List<Integer> DOCUMENTED = List.of(22, 25, 2442, 3812, 35006, 42685, 41289);

  private static final List<String> PLACES =
      List.of(
          "AGRA",
          "BENGAL",
          "CHENNAI",
          "DECCAN",
          "ELLORA",
          "GANGA",
          "HAMPI",
          "INDUS",
          "JAIPUR",
          "KAVERI",
          "LUCKNOW",
          "MALABAR",
          "NARMADA",
          "ORISSA",
          "PUNE",
          "RANCHI",
          "SATARA",
          "TAPTI",
          "UDAIPUR",
          "VARANASI");

  private static final List<String> TRADES =
      List.of(
          "CEMENT",
          "ENTERPRISES",
          "STEEL",
          "MILLS",
          "POWER",
          "BANK",
          "MOTORS",
          "FOODS",
          "TEXTILES",
          "CHEMICALS",
          "SYSTEMS",
          "SHIPPING",
          "PHARMA",
          "TELECOM",
          "FINANCE");

  private DemoInstruments() {}

  /** All of them: {@value #COUNT}, those of the document's tokens first. */
  public static List<Instrument> all() {
    List<Instrument> all = new ArrayList<>(COUNT);
    int next = 1_001;
    for (int i = 0; i < COUNT; i++) {
      String place = PLACES.get(i % PLACES.size());
      String trade = TRADES.get(i / PLACES.size());
      int token = i < DOCUMENTED.size() ? DOCUMENTED.get(i) : next++;
      all.add(share(Integer.toString(token), place, trade));
    }
    return all;
  }

  private static Instrument share(String token, String place, String trade) {
    String symbol = place + trade.substring(0, 3);
    return new Instrument(
        token, EXCHANGE, symbol, place + ' ' + trade, Steps.SHARES, Contract.share(EXCHANGE));
  }
}
