package dev.carillon.json;

import dev.carillon.json.JsonObject.Digits;
import dev.carillon.json.JsonObject.JsonArray;
import dev.carillon.json.JsonObject.Member;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads JSON by RFC 8259, strictly: one value, UTF-8, no name twice in an object, at most {@value
 * #MAX_DEPTH} levels deep. Stateless; any thread.
 */
public final class Json {
  static final int MAX_DEPTH = 64;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
          .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
          .build();

  private Json() {}

  /**
   * Reads one object and nothing behind it.
   *
   * @throws JsonException when it is not that
   */
  public static JsonObject object(byte[] utf8) {
    return object(utf8, 0, utf8.length);
  }

  /** As {@link #object(byte[])}, of a part of {@code bytes}; keeps no reference to them. */
  public static JsonObject object(byte[] bytes, int offset, int length) {
    byte[] source = Arrays.copyOfRange(bytes, offset, offset + length);
    return whole(
        source,
        parser -> {
          if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw broken("expected an object", parser.currentTokenLocation());
          }
          return readObject(parser, source, "");
        });
  }

  /**
   * Reads one array and nothing behind it, whose elements become the members with these names, one
   * by one; elements beyond the names are checked and left out.
   *
   * @throws JsonException when it is not an array of at least so many elements; {@link
   *     JsonException#field()} is the first that is missing, or empty when it is not JSON
   */
  public static JsonObject tuple(byte[] bytes, int offset, int length, List<String> names) {
    byte[] source = Arrays.copyOfRange(bytes, offset, offset + length);
    return whole(
        source,
        parser -> {
          if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw JsonException.mismatch("", "must be an array");
          }
          return readTuple(parser, source, names);
        });
  }

  private static JsonObject whole(byte[] source, Function<JsonParser, JsonObject> content) {
    requireUtf8(source);
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), source)) {
      parser.nextToken();
      JsonObject object = content.apply(parser);
      if (parser.nextToken() != null) {
        throw broken("unexpected content at the end", parser.currentTokenLocation());
      }
      return object;
    } catch (JacksonException e) {
      throw broken(whatIsWrong(e), e.getLocation());
    }
  }

  /** The bytes of what {@code content} writes. */
  public static byte[] bytes(Consumer<JsonWriter> content) {
    JsonWriter writer = new JsonWriter();
    content.accept(writer);
    return writer.toBytes();
  }

  private static JsonObject readObject(JsonParser parser, byte[] source, String path) {
    Map<String, Member> members = new LinkedHashMap<>();
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      if (members.containsKey(name)) {
        throw broken("a name stands twice in an object", parser.currentTokenLocation());
      }
      parser.nextToken();
      members.put(name, readMember(parser, source, path, name));
    }
    return new JsonObject(path, source, members);
  }

  private static JsonObject readTuple(JsonParser parser, byte[] source, List<String> names) {
    Map<String, Member> members = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      int place = members.size();
      if (place < names.size()) {
        members.put(names.get(place), readMember(parser, source, "", names.get(place)));
      } else {
        parser.skipChildren();
      }
    }
    if (members.size() < names.size()) {
      throw JsonException.mismatch(names.get(members.size()), "is required");
    }
    return new JsonObject("", source, members);
  }

  /** The value at which the parser stands, and where its bytes are. */
  private static Member readMember(JsonParser parser, byte[] source, String path, String name) {
    int start = (int) parser.currentTokenLocation().getByteOffset();
    Object value = readValue(parser, source, path, name);
    parser.finishToken();
    int end = (int) parser.currentLocation().getByteOffset();
    return new Member(value, start, end);
  }

  private static @Nullable Object readValue(
      JsonParser parser, byte[] source, String path, String name) {
    return switch (parser.currentToken()) {
      case START_OBJECT -> readObject(parser, source, path + name + ".");
      case START_ARRAY -> readArray(parser, source, path + name);
      case VALUE_STRING -> parser.getString();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Digits(parser.getString());
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      case END_OBJECT, END_ARRAY, PROPERTY_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
          throw broken("unexpected token", parser.currentTokenLocation());
    };
  }

  private static JsonArray readArray(JsonParser parser, byte[] source, String path) {
    List<@Nullable Object> elements = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      elements.add(readValue(parser, source, path, "[" + elements.size() + "]"));
    }
    return new JsonArray(elements);
  }

  /** Jackson guesses UTF-16 and UTF-32 and lets surrogates pass; we pass bytes on to others. */
  private static void requireUtf8(byte[] source) {
    boolean ascii = true;
    for (byte b : source) {
      if (b == 0) {
        throw JsonException.broken("a zero byte is not JSON in UTF-8", 1, 1);
      }
      ascii &= b > 0;
    }
    if (ascii) {
      return;
    }
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(source));
    } catch (CharacterCodingException _) {
      throw JsonException.broken("not valid UTF-8", 1, 1);
    }
  }

  private static JsonException broken(String what, @Nullable TokenStreamLocation location) {
    return location == null
        ? JsonException.broken(what, 1, 1)
        : JsonException.broken(
            what, Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()));
  }

  /** In our own words: Jackson quotes what was sent, and that may be a password. */
  private static String whatIsWrong(JacksonException e) {
    return switch (e) {
      case StreamConstraintsException _ -> "too deep or too long";
      case UnexpectedEndOfInputException _ -> "unexpected end";
      default -> "not JSON";
    };
  }
}
