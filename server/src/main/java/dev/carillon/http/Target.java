package dev.carillon.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a request line asks for (RFC 9112 section 3.2), decoded once: an encoded slash stays inside
 * its segment, and segments that climb ({@code ..}) do not exist.
 *
 * @param path decoded, without the query, starting with a slash
 * @param segments the decoded parts between the slashes; none for {@code /}; one slash at the end
 *     does not count
 * @param query the decoded parameters in their order; a name may have several values
 */
public record Target(String path, List<String> segments, Map<String, List<String>> query) {

  public Target {
    segments = List.copyOf(segments);
  }

  /**
   * Reads origin form ({@code /path?query}) or absolute form ({@code http://host/path}).
   *
   * @throws Problem 400 when it can't be decoded
   */
  public static Target parse(String requestTarget) {
    String origin = origin(requestTarget);
    int mark = origin.indexOf('?');
    String raw = mark < 0 ? origin : origin.substring(0, mark);
    if (!raw.startsWith("/")) {
      throw broken("must start with a slash");
    }
    List<String> segments = segments(raw);
    Map<String, List<String>> query = mark < 0 ? Map.of() : parameters(origin.substring(mark + 1));
    return new Target(decode(raw, false), segments, query);
  }

  private static String origin(String target) {
    if (target.startsWith("/")) {
      return target;
    }
    int scheme = target.indexOf("://");
    if (scheme < 0) {
      return target;
    }
    int slash = target.indexOf('/', scheme + 3);
    return slash < 0 ? "/" : target.substring(slash);
  }

  private static List<String> segments(String raw) {
    List<String> segments = new ArrayList<>(6);
    int start = 1;
    while (start < raw.length()) {
      int slash = raw.indexOf('/', start);
      int end = slash < 0 ? raw.length() : slash;
      String segment = decode(raw.substring(start, end), false);
      if (segment.equals(".") || segment.equals("..")) {
        throw broken("must not hold dot segments");
      }
      segments.add(segment);
      start = end + 1;
    }
    return segments;
  }

  private static Map<String, List<String>> parameters(String raw) {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    for (String pair : raw.split("&", -1)) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = decode(equals < 0 ? pair : pair.substring(0, equals), true);
        String value = equals < 0 ? "" : decode(pair.substring(equals + 1), true);
        parameters.computeIfAbsent(name, _ -> new ArrayList<>(1)).add(value);
      }
    }
    return parameters;
  }

  private static String decode(String raw, boolean plusIsSpace) {
    boolean plain = true;
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c <= ' ' || c >= 0x7f) {
        throw broken("must be printable ASCII; other bytes are percent-encoded");
      }
      plain &= c != '%' && (c != '+' || !plusIsSpace);
    }
    return plain ? raw : decodeEscapes(raw, plusIsSpace);
  }

  private static String decodeEscapes(String raw, boolean plusIsSpace) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == '%') {
        bytes.write(escaped(raw, i));
        i += 2;
      } else {
        bytes.write(c == '+' && plusIsSpace ? ' ' : c);
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException _) {
      throw broken("percent-encoded bytes must be UTF-8");
    }
  }

  private static int escaped(String raw, int percent) {
    if (percent + 2 < raw.length()) {
      int high = Character.digit(raw.charAt(percent + 1), 16);
      int low = Character.digit(raw.charAt(percent + 2), 16);
      if (high >= 0 && low >= 0 && high + low > 0) {
        return high * 16 + low;
      }
    }
    throw broken("holds a broken percent escape");
  }

  private static Problem broken(String issue) {
    return Problem.badRequest("path", issue);
  }
}
