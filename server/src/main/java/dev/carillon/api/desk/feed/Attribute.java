package dev.carillon.api.desk.feed;

import java.util.Arrays;
import java.util.Optional;

/** What messages can be filtered by, whether they show it or not (row 4). */
public enum Attribute {
  SYMBOL("symbol"),
  STRATEGY("strategyId"),
  CONNECTION("connectionId");

  private final String word;

  Attribute(String word) {
    this.word = word;
  }

  /** As it is called on the wire. */
  public String word() {
    return word;
  }

  /** The attribute of that name. */
  public static Optional<Attribute> of(String word) {
    return Arrays.stream(values()).filter(attribute -> attribute.word.equals(word)).findFirst();
  }
}
