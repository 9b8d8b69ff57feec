package dev.carillon.api.desk.format;

import dev.carillon.desk.quote.Symbol;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The symbols there are, for those who may not ask the desk. Written by the desk's thread, read by
 * any.
 */
public final class Symbols {
  /** Never changed; replaced when a symbol changes, which is seldom. In the order of definition. */
  private volatile Map<String, Symbol> byName = Map.of();

  /** A symbol is new or otherwise now. On the desk's thread. */
  public void put(Symbol symbol) {
    Map<String, Symbol> changed = new LinkedHashMap<>(byName);
    changed.put(symbol.name(), symbol);
    byName = changed;
  }

  /** All of them, in the order in which they were defined. */
  public List<Symbol> all() {
    return List.copyOf(byName.values());
  }

  /** The symbol of that very name. */
  public Optional<Symbol> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }
}
