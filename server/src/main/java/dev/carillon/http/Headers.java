package dev.carillon.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Header fields in their order; names are compared without regard to case. Immutable. */
public final class Headers {
  public static final Headers EMPTY = new Headers(List.of());

  /** Name, value, name, value: a request has few, so a scan beats a map. */
  private final List<String> fields;

  private Headers(List<String> fields) {
    for (int i = 0; i < fields.size(); i += 2) {
      if (fields.get(i).isEmpty() || !isValue(fields.get(i + 1))) {
        throw new IllegalArgumentException(
            "value of " + fields.get(i) + ": holds a control character (expected: none)");
      }
    }
    this.fields = fields;
  }

  /** Whether {@code text} may be a field's value (RFC 9110 section 5.5): no line ends above all. */
  public static boolean isValue(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < ' ' && c != '\t') || c == 0x7f) {
        return false;
      }
    }
    return true;
  }

  /**
   * Headers of pairs: name, value, name, value.
   *
   * @throws IllegalArgumentException when a value can't be one
   */
  public static Headers of(String... namesAndValues) {
    if (namesAndValues.length % 2 != 0) {
      throw new IllegalArgumentException(
          "namesAndValues: " + namesAndValues.length + " (expected: an even number)");
    }
    return new Headers(List.of(namesAndValues));
  }

  /** The first value of {@code name}. */
  public Optional<String> first(String name) {
    for (int i = 0; i < fields.size(); i += 2) {
      if (fields.get(i).equalsIgnoreCase(name)) {
        return Optional.of(fields.get(i + 1));
      }
    }
    return Optional.empty();
  }

  /** All values of {@code name} in their order, one a field line. */
  public List<String> all(String name) {
    List<String> values = new ArrayList<>(1);
    for (int i = 0; i < fields.size(); i += 2) {
      if (fields.get(i).equalsIgnoreCase(name)) {
        values.add(fields.get(i + 1));
      }
    }
    return values;
  }

  /** Whether {@code name} is a comma-separated list that holds {@code token}, in any case. */
  public boolean hasToken(String name, String token) {
    for (String value : all(name)) {
      for (String part : value.split(",", -1)) {
        if (part.strip().toLowerCase(Locale.ROOT).equals(token)) {
          return true;
        }
      }
    }
    return false;
  }

  /** These and all of {@code others} behind them. */
  public Headers plus(Headers others) {
    if (others.fields.isEmpty()) {
      return this;
    }
    List<String> more = new ArrayList<>(fields.size() + others.fields.size());
    more.addAll(fields);
    more.addAll(others.fields);
    return new Headers(List.copyOf(more));
  }

  /** These, but {@code name} once and with this value. */
  public Headers with(String name, String value) {
    List<String> others = new ArrayList<>(fields.size() + 2);
    forEach((field, old) -> {
      if (!field.equalsIgnoreCase(name)) {
        others.add(field);
        others.add(old);
      }
    });
    others.add(name);
    others.add(value);
    return new Headers(List.copyOf(others));
  }

  /** These and one more; an earlier field of that name stays. */
  public Headers plus(String name, String value) {
    List<String> more = new ArrayList<>(fields.size() + 2);
    more.addAll(fields);
    more.add(name);
    more.add(value);
    return new Headers(List.copyOf(more));
  }

  /** Calls {@code action} with each name and value in their order. */
  public void forEach(BiConsumer<String, String> action) {
    for (int i = 0; i < fields.size(); i += 2) {
      action.accept(fields.get(i), fields.get(i + 1));
    }
  }

  /** Only the names: values may hold secrets. */
  @Override
  public String toString() {
    List<String> names = new ArrayList<>();
    forEach((name, _) -> names.add(name));
    return names.toString();
  }
}
