package dev.carillon.wire.frame;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One offer of {@code Sec-WebSocket-Extensions} (RFC 6455 section 9.1).
 *
 * @param parameters in their order, repetitions included
 */
record Extension(String name, List<Parameter> parameters) {

  Extension {
    parameters = List.copyOf(parameters);
  }

  /**
   * @param value without quotes; null when there is none
   */
  record Parameter(String name, @Nullable String value) {}

  /** The offers of one header line; null when it breaks the grammar. */
  static @Nullable List<Extension> parse(String line) {
    return new Parser(line).extensions();
  }

  /** Reads tokens, and signs between them, from left to right. */
  private static final class Parser {
    private static final String TOKEN_SIGNS = "!#$%&'*+-.^_`|~";

    private final String line;
    private int at;

    Parser(String line) {
      this.line = line;
    }

    @Nullable List<Extension> extensions() {
      List<Extension> all = new ArrayList<>();
      do {
        if (isAtElement()) {
          Extension extension = extension();
          if (extension == null) {
            return null;
          }
          all.add(extension);
        }
      } while (takes(','));
      return at == line.length() && !all.isEmpty() ? all : null;
    }

    /** A list may have empty elements (RFC 9110 section 5.6.1). */
    private boolean isAtElement() {
      skipSpace();
      return at < line.length() && line.charAt(at) != ',';
    }

    private @Nullable Extension extension() {
      String name = token();
      List<Parameter> parameters = new ArrayList<>();
      while (name != null && takes(';')) {
        String parameter = token();
        boolean hasValue = parameter != null && takes('=');
        String value = hasValue ? value() : null;
        if (parameter == null || (hasValue && value == null)) {
          return null;
        }
        parameters.add(new Parameter(parameter, value));
      }
      return name == null ? null : new Extension(name, parameters);
    }

    /** A token, or one in quotes; quotes around anything else are not legal here. */
    private @Nullable String value() {
      if (!takes('"')) {
        return token();
      }
      int end = line.indexOf('"', at);
      String quoted = end < 0 ? "" : line.substring(at, end).replace("\\", "");
      at = end + 1;
      return !quoted.isEmpty() && quoted.chars().allMatch(Parser::isTokenChar) ? quoted : null;
    }

    private @Nullable String token() {
      skipSpace();
      int start = at;
      while (at < line.length() && isTokenChar(line.charAt(at))) {
        at++;
      }
      return at == start ? null : line.substring(start, at);
    }

    private boolean takes(char sign) {
      skipSpace();
      if (at < line.length() && line.charAt(at) == sign) {
        at++;
        return true;
      }
      return false;
    }

    private void skipSpace() {
      while (at < line.length() && (line.charAt(at) == ' ' || line.charAt(at) == '\t')) {
        at++;
      }
    }

    private static boolean isTokenChar(int c) {
      return (c >= 'a' && c <= 'z')
          || (c >= 'A' && c <= 'Z')
          || (c >= '0' && c <= '9')
          || TOKEN_SIGNS.indexOf(c) >= 0;
    }
  }
}
