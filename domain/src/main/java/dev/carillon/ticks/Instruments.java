package dev.carillon.ticks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The instruments that are known, each in its place: 0, 1, 2, … in the order in which they came. An
 * instrument keeps its place for ever. Immutable.
 */
public final class Instruments {
  /** More than all brokers' lists have together. */
  public static final int MAX = 500_000;

  /** None. */
  public static final Instruments NONE = new Instruments(List.of(), Map.of(), List.of());

  private final List<Instrument> list;
  private final Map<String, Integer> places;
  private final List<String> texts;

  /**
   * A question for instruments.
   *
   * @param words all of which must begin a word of the instrument; empty: whatever its words
   * @param exchange empty: any
   */
  public record Query(List<String> words, String exchange) {
    public Query {
      words = List.copyOf(words);
    }

    /** Of what somebody typed. */
    public static Query of(String text, String exchange) {
      List<String> words = new ArrayList<>();
      for (String word : text.toUpperCase(Locale.ROOT).strip().split("\\s+", -1)) {
        if (!word.isEmpty()) {
          words.add(word);
        }
      }
      return new Query(words, exchange.toUpperCase(Locale.ROOT));
    }
  }

  private Instruments(List<Instrument> list, Map<String, Integer> places, List<String> texts) {
    this.list = list;
    this.places = places;
    this.texts = texts;
  }

  /**
   * These and others; one whose token is known takes the place of what was known by it.
   *
   * @throws IllegalArgumentException when it would be more than {@value #MAX}
   */
  public Instruments with(Collection<Instrument> others) {
    List<Instrument> all = new ArrayList<>(list);
    Map<String, Integer> index = new HashMap<>(places);
    List<String> words = new ArrayList<>(texts);
    for (Instrument one : others) {
      Integer known = index.putIfAbsent(one.token(), all.size());
      if (known == null) {
        all.add(one);
        words.add(searchText(one));
      } else {
        all.set(known, one);
        words.set(known, searchText(one));
      }
    }
    if (all.size() > MAX) {
      throw new IllegalArgumentException(
          "instruments: " + all.size() + " (expected: at most " + MAX + ")");
    }
    return new Instruments(all, index, words);
  }

  public int size() {
    return list.size();
  }

  /** What is in a place. */
  public Instrument at(int place) {
    return list.get(place);
  }

  /** The place of a token. */
  public OptionalInt place(String token) {
    Integer place = places.get(token);
    return place == null ? OptionalInt.empty() : OptionalInt.of(place);
  }

  /** All, in their places. */
  public List<Instrument> all() {
    return List.copyOf(list);
  }

  /** The best answers to a question: the exact symbol or token first, then what begins so. */
  public List<Instrument> find(Query query, int limit) {
    List<Integer> found = new ArrayList<>();
    for (int place = 0; place < texts.size(); place++) {
      if (isMeant(place, query)) {
        found.add(place);
      }
    }
    String typed = String.join(" ", query.words());
    found.sort(
        Comparator.<Integer>comparingInt(place -> rank(list.get(place), typed))
            .thenComparing(place -> list.get(place).symbol())
            .thenComparingInt(place -> place));
    return found.stream().limit(limit).map(list::get).toList();
  }

  private boolean isMeant(int place, Query query) {
    if (!query.exchange().isEmpty()
        && !query.exchange().equals(list.get(place).exchange().toUpperCase(Locale.ROOT))) {
      return false;
    }
    String text = texts.get(place);
    return query.words().stream().allMatch(word -> text.contains(" " + word));
  }

  private static int rank(Instrument one, String typed) {
    String symbol = one.symbol().toUpperCase(Locale.ROOT);
    if (symbol.equals(typed) || one.token().equals(typed)) {
      return 0;
    }
    return symbol.startsWith(typed) ? 1 : 2;
  }

  /** Its words, each with a space before it. */
  private static String searchText(Instrument one) {
    String words = one.token() + ' ' + one.symbol() + ' ' + one.name();
    String plain = words.toUpperCase(Locale.ROOT).replaceAll("\\s+", " ");
    String parts = one.symbol().toUpperCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", " ");
    return ' ' + plain + ' ' + parts;
  }
}
