package dev.carillon.api.desk;

import dev.carillon.api.desk.feed.Attribute;
import dev.carillon.api.desk.feed.Channel;
import dev.carillon.api.desk.feed.Filter;
import dev.carillon.api.desk.feed.Wish;
import dev.carillon.api.desk.format.DeskError;
import dev.carillon.api.desk.format.Fault;
import dev.carillon.json.JsonException;
import dev.carillon.json.JsonObject;
import dev.carillon.json.JsonWriter;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One element of {@code channels}: a name, or {@code {"name":"trades","filters":{...}}} (row 1).
 *
 * @param name as the client gave it, at most {@value #MAX_SHOWN} characters of it
 * @param wish what is meant; null: it can't be understood
 * @param filtered whether filters were named, be it none at all
 * @param fault what is wrong with it; null: nothing
 */
record Wanted(String name, @Nullable Wish wish, boolean filtered, @Nullable Fault fault) {
  private static final int MAX_SHOWN = 64;
  private static final int MAX_ELEMENTS = 1_000;
  private static final int MAX_VALUES = 100;

  /**
   * Reads the elements of a request.
   *
   * @throws JsonException when there is no list, or one that is not a list of channels
   */
  static List<Wanted> read(JsonObject json) {
    List<Object> elements =
        json.optionalStringsAndObjects("channels")
            .orElseThrow(() -> json.mismatch("channels", "is required"));
    if (elements.isEmpty() || elements.size() > MAX_ELEMENTS) {
      throw json.mismatch("channels", "must have 1 to " + MAX_ELEMENTS + " elements");
    }
    return elements.stream().map(Wanted::read).toList();
  }

  private static Wanted read(Object element) {
    if (element instanceof JsonObject object) {
      return read(object.string("name"), object);
    }
    return read(String.valueOf(element), JsonObject.EMPTY);
  }

  private static Wanted read(String name, JsonObject json) {
    String shown = name.length() <= MAX_SHOWN ? name : name.substring(0, MAX_SHOWN);
    Optional<Channel> channel = Channel.of(name);
    if (channel.isEmpty()) {
      return bad(shown, DeskError.INVALID_CHANNEL, "Channel '" + shown + "' does not exist");
    }
    try {
      Optional<JsonObject> filters = json.optionalObject("filters");
      Filter filter = filters.map(given -> filter(channel.get(), given)).orElse(Filter.ALL);
      return new Wanted(shown, new Wish(channel.get(), filter), filters.isPresent(), null);
    } catch (JsonException e) {
      return bad(shown, DeskError.INVALID_SUBSCRIPTION, Fault.issue(e));
    }
  }

  private static Wanted bad(String name, DeskError error, String message) {
    return new Wanted(name, null, false, Fault.of(error, message));
  }

  private static Filter filter(Channel channel, JsonObject given) {
    Map<Attribute, List<String>> wanted = new EnumMap<>(Attribute.class);
    for (String word : given.names()) {
      if (given.has(word)) {
        Attribute attribute =
            Attribute.of(word)
                .filter(channel.attributes()::contains)
                .orElseThrow(() -> given.mismatch(shown(word), allowed(channel)));
        wanted.put(attribute, values(given, word));
      }
    }
    return new Filter(wanted);
  }

  private static String shown(String word) {
    return word.length() <= MAX_SHOWN ? word : word.substring(0, MAX_SHOWN);
  }

  private static String allowed(Channel channel) {
    return channel.attributes().isEmpty()
        ? "is no filter: '" + channel.word() + "' has none"
        : channel.attributes().stream()
            .map(Attribute::word)
            .sorted()
            .collect(Collectors.joining(", ", "is no filter: '" + channel.word() + "' has ", ""));
  }

  /** A string, or an array of them, of which one is enough. */
  private static List<String> values(JsonObject given, String word) {
    List<String> values =
        given.isString(word)
            ? List.of(given.string(word))
            : given.optionalStrings(word).orElseThrow(() -> given.mismatch(word, "is required"));
    if (values.isEmpty() || values.size() > MAX_VALUES) {
      throw given.mismatch(word, "must be a string, or 1 to " + MAX_VALUES + " of them");
    }
    return values;
  }

  /** The same, but something is wrong with it. */
  Wanted with(Fault found) {
    return new Wanted(name, wish, filtered, found);
  }

  /** What became of it, as an element of the answer to {@code subscribe}. */
  void write(JsonWriter json) {
    json.beginObject().field("name", name).field("subscribed", fault == null);
    if (fault != null) {
      fault.members(json);
    } else if (wish != null) {
      wish.filter().write(json.name("filters"));
    }
    json.endObject();
  }

  /** Success if all went well, error if nothing did, else partial (row 2). */
  static String status(List<Wanted> all) {
    long bad = all.stream().filter(one -> one.fault() != null).count();
    if (bad == 0) {
      return "success";
    }
    return bad == all.size() ? "error" : "partial";
  }
}
