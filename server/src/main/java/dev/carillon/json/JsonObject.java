package dev.carillon.json;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object that was read, with the bytes it was read from, so that parts can be passed on
 * digit for digit. Immutable.
 *
 * <p>The accessors throw {@link JsonException} with the member's name when it is missing or of
 * another kind. A member that is {@code null} counts as missing.
 */
public final class JsonObject {
  /** {@code {}}. */
  public static final JsonObject EMPTY =
      new JsonObject("", "{}".getBytes(StandardCharsets.US_ASCII), Map.of());

  private final String path;
  private final byte[] source;
  private final Map<String, Member> members;

  /**
   * @param value String, Boolean, {@link Digits}, {@link JsonObject}, {@link JsonArray}, or null
   */
  record Member(@Nullable Object value, int start, int end) {}

  /** A number as it was written: what it is worth is computed only when somebody asks. */
  record Digits(String text) {}

  /** Elements of the same kinds as a member's value. */
  record JsonArray(List<@Nullable Object> elements) {}

  JsonObject(String path, byte[] source, Map<String, Member> members) {
    this.path = path;
    this.source = source;
    this.members = members;
  }

  /** The names of all members in their order, those with null included. */
  public Set<String> names() {
    return members.keySet();
  }

  public boolean has(String name) {
    return member(name).isPresent();
  }

  public boolean isString(String name) {
    return member(name).filter(String.class::isInstance).isPresent();
  }

  public boolean isObject(String name) {
    return member(name).filter(JsonObject.class::isInstance).isPresent();
  }

  public String string(String name) {
    return optionalString(name).orElseThrow(() -> missing(name));
  }

  public Optional<String> optionalString(String name) {
    return as(String.class, name, "must be a string");
  }

  /** A string of {@code min} to {@code max} characters. */
  public String string(String name, int min, int max) {
    String text = string(name);
    int length = text.codePointCount(0, text.length());
    if (length < min || length > max) {
      throw mismatch(name, "must have " + min + " to " + max + " characters, not " + length);
    }
    return text;
  }

  public long integer(String name, long min, long max) {
    return optionalInteger(name, min, max).orElseThrow(() -> missing(name));
  }

  public Optional<Long> optionalInteger(String name, long min, long max) {
    Optional<BigDecimal> number = optionalDecimal(name);
    if (number.isEmpty()) {
      return Optional.empty();
    }
    BigDecimal value = number.get();
    // The size is bounded first: 1e999999999 must not be written out.
    boolean isSmall = Math.abs((long) value.scale()) < 30 && value.precision() < 30;
    if (!isSmall
        || value.stripTrailingZeros().scale() > 0
        || value.compareTo(BigDecimal.valueOf(min)) < 0
        || value.compareTo(BigDecimal.valueOf(max)) > 0) {
      throw mismatch(name, "must be an integer in " + min + ".." + max);
    }
    return Optional.of(value.longValue());
  }

  public Optional<BigDecimal> optionalDecimal(String name) {
    return as(Digits.class, name, "must be a number").map(digits -> decimal(name, digits.text()));
  }

  public Optional<Boolean> optionalBool(String name) {
    return as(Boolean.class, name, "must be true or false");
  }

  public Optional<JsonObject> optionalObject(String name) {
    return as(JsonObject.class, name, "must be an object");
  }

  /** An array of strings. */
  public Optional<List<String>> optionalStrings(String name) {
    return elements(String.class, name, "must be an array of strings");
  }

  /** A string, or a number as it is written. */
  public Optional<String> optionalText(String name) {
    return member(name).map(value -> text(value, name, "must be a string or a number"));
  }

  /** An array of strings and numbers, the numbers as they are written. */
  public Optional<List<String>> optionalTexts(String name) {
    String issue = "must be an array of strings or numbers";
    return as(JsonArray.class, name, issue)
        .map(array ->
            array.elements().stream().<String>map(value -> text(value, name, issue)).toList());
  }

  private String text(@Nullable Object value, String name, String issue) {
    return switch (value) {
      case String text -> text;
      case Digits(String text) -> text;
      case null, default -> throw mismatch(name, issue);
    };
  }

  /** An array of objects. */
  public Optional<List<JsonObject>> optionalObjects(String name) {
    return elements(JsonObject.class, name, "must be an array of objects");
  }

  /** An array whose elements are strings and objects: each is a String or a {@link JsonObject}. */
  public Optional<List<Object>> optionalStringsAndObjects(String name) {
    String issue = "must be an array of strings and objects";
    Optional<List<Object>> all = elements(Object.class, name, issue);
    boolean fits =
        all.stream()
            .flatMap(List::stream)
            .allMatch(element -> element instanceof String || element instanceof JsonObject);
    if (!fits) {
      throw mismatch(name, issue);
    }
    return all;
  }

  /** A copy of the member's bytes exactly as they were sent, whatever its kind; null included. */
  public Optional<byte[]> raw(String name) {
    return Optional.ofNullable(members.get(name))
        .map(member -> Arrays.copyOfRange(source, member.start(), member.end()));
  }

  /** The size of the whole text it was read from, which it keeps. */
  public int sourceBytes() {
    return source.length;
  }

  /** An exception that names a member of this object. */
  public JsonException mismatch(String name, String issue) {
    return JsonException.mismatch(path + name, issue);
  }

  private <T> Optional<T> as(Class<T> kind, String name, String issue) {
    Optional<Object> value = member(name);
    if (value.isPresent() && !kind.isInstance(value.get())) {
      throw mismatch(name, issue);
    }
    return value.map(kind::cast);
  }

  private <T> Optional<List<T>> elements(Class<T> kind, String name, String issue) {
    Optional<JsonArray> array = as(JsonArray.class, name, issue);
    if (array.isPresent() && !array.get().elements().stream().allMatch(kind::isInstance)) {
      throw mismatch(name, issue);
    }
    return array.map(found -> found.elements().stream().<T>map(kind::cast).toList());
  }

  private Optional<Object> member(String name) {
    Member member = members.get(name);
    return member == null ? Optional.empty() : Optional.ofNullable(member.value());
  }

  private BigDecimal decimal(String name, String digits) {
    try {
      return new BigDecimal(digits);
    } catch (NumberFormatException _) {
      throw mismatch(name, "must be a number of ordinary size");
    }
  }

  private JsonException missing(String name) {
    return mismatch(name, "is required");
  }
}
