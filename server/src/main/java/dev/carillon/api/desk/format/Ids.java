package dev.carillon.api.desk.format;

import java.util.OptionalLong;

/** Numbers of the desk as they are called on the wire: {@code order_123}. */
public enum Ids {
  ORDER("order_"),
  EXECUTION("exec_"),
  ALERT("alert_");

  /** So many digits always fit a long. */
  private static final int MOST_DIGITS = 18;

  private final String prefix;

  Ids(String prefix) {
    this.prefix = prefix;
  }

  /** The name of a number. */
  public String text(long number) {
    return prefix + number;
  }

  /** The number of a name; empty: nothing of this kind is called so. */
  public OptionalLong parse(String text) {
    String digits = text.startsWith(prefix) ? text.substring(prefix.length()) : "";
    boolean isNumber =
        !digits.isEmpty()
            && digits.length() <= MOST_DIGITS
            && digits.charAt(0) != '0'
            && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    return isNumber ? OptionalLong.of(Long.parseLong(digits)) : OptionalLong.empty();
  }
}
