package dev.carillon.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the parts of a {@code multipart/form-data} body (RFC 7578) one after the other as they
 * come; nothing of them is kept. For the one thread that reads the body.
 */
public final class Multipart {
  private static final int BUFFER_BYTES = 64 << 10;
  private static final int MAX_HEADER_BYTES = 8 << 10;
  private static final int MAX_BOUNDARY_CHARS = 70;

  private final InputStream in;

  /** Line end, two dashes, boundary: what stands behind every part. */
  private final byte[] delimiter;

  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int position;
  private int limit;
  private boolean isAtEnd;

  /** What is being read; at first what stands before the first delimiter. */
  private PartStream open = new PartStream();

  /**
   * One part.
   *
   * @param filename as the client calls the file; not to be trusted
   * @param bytes good until the next part is asked for
   */
  public record Part(
      String name, Optional<String> filename, Optional<String> contentType, InputStream bytes) {}

  private Multipart(InputStream in, String boundary) {
    this.in = in;
    this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
    // The first delimiter has no line end before it; with one put there all are alike.
    buffer[0] = '\r';
    buffer[1] = '\n';
    limit = 2;
  }

  /** Whether a request says that its body has parts. */
  public static boolean isOne(Request request) {
    return Fields.media(contentType(request)).equals("multipart/form-data");
  }

  /**
   * The parts of a request.
   *
   * @throws Problem 400 when it does not say where they end
   */
  public static Multipart of(Request request) throws IOException {
    String boundary = Fields.parameter(contentType(request), "boundary").orElse("");
    if (boundary.isEmpty() || boundary.length() > MAX_BOUNDARY_CHARS) {
      throw Problem.badRequest("Content-Type", "must have a boundary");
    }
    return new Multipart(request.body().stream(), boundary);
  }

  private static String contentType(Request request) {
    return request.header("Content-Type").orElse("");
  }

  /**
   * The next part, whatever is left of the one before; empty: there are no more.
   *
   * @throws Problem 400 when the body is not what it says
   */
  public Optional<Part> next() throws IOException {
    if (isAtEnd) {
      return Optional.empty();
    }
    open.skipToEnd();
    position += delimiter.length;
    if (has(2) && buffer[position] == '-' && buffer[position + 1] == '-') {
      isAtEnd = true;
      return Optional.empty();
    }
    if (!line().isBlank()) {
      throw malformed("a boundary is followed by other text");
    }
    List<String> lines = headerLines();
    String disposition = field(lines, "content-disposition");
    open = new PartStream();
    return Optional.of(
        new Part(
            Fields.parameter(disposition, "name").orElse(""),
            Fields.parameter(disposition, "filename"),
            Optional.of(field(lines, "content-type")).filter(type -> !type.isEmpty()),
            open));
  }

  /** Reads to the end of the whole body, so that the connection can go on. */
  public void finish() throws IOException {
    while (next().isPresent()) {
      // next() throws away what it passes
    }
    do {
      position = limit;
    } while (fill());
  }

  private List<String> headerLines() throws IOException {
    List<String> lines = new ArrayList<>();
    int size = 0;
    for (String line = line(); !line.isEmpty(); line = line()) {
      size += line.length();
      if (size > MAX_HEADER_BYTES) {
        throw malformed("the headers of a part are too long");
      }
      lines.add(line);
    }
    return lines;
  }

  private String line() throws IOException {
    for (int i = position; ; i++) {
      while (i >= limit) {
        int passed = i - position;
        if (passed > MAX_HEADER_BYTES || !fill()) {
          throw malformed("the headers of a part do not end");
        }
        i = position + passed;
      }
      if (buffer[i] == '\n') {
        String line = new String(buffer, position, i - position, StandardCharsets.UTF_8);
        position = i + 1;
        return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
      }
    }
  }

  private static Problem malformed(String why) {
    return Problem.of(400, "MALFORMED_MULTIPART", why);
  }

  private static String field(List<String> lines, String name) {
    for (String line : lines) {
      int colon = line.indexOf(':');
      if (colon > 0 && line.substring(0, colon).equalsIgnoreCase(name)) {
        return line.substring(colon + 1).strip();
      }
    }
    return "";
  }

  /** Whether so many bytes are in the buffer, after reading if need be. */
  private boolean has(int count) throws IOException {
    while (limit - position < count) {
      if (!fill()) {
        return false;
      }
    }
    return true;
  }

  /** Reads more behind what is there; false: the body has ended. */
  private boolean fill() throws IOException {
    if (position > 0) {
      System.arraycopy(buffer, position, buffer, 0, limit - position);
      limit -= position;
      position = 0;
    }
    int count = in.read(buffer, limit, buffer.length - limit);
    if (count > 0) {
      limit += count;
    }
    return count > 0;
  }

  /** Where the delimiter begins in the buffer, or could: else its end. */
  private int find() {
    for (int i = position; i < limit; i++) {
      int known = Math.min(delimiter.length, limit - i);
      int same = 0;
      while (same < known && buffer[i + same] == delimiter[same]) {
        same++;
      }
      if (same == known) {
        return i;
      }
    }
    return limit;
  }

  /** The bytes up to the next delimiter. */
  private final class PartStream extends InputStream {
    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      int end = isAtEnd || this != open ? position : ready();
      int count = Math.min(length, end - position);
      if (count == 0) {
        return -1;
      }
      System.arraycopy(buffer, position, target, offset, count);
      position += count;
      return count;
    }

    /** Up to where the buffer holds bytes of this part; the position when there are no more. */
    private int ready() throws IOException {
      int end = find();
      while (end == position && limit - position < delimiter.length) {
        if (!fill()) {
          throw malformed("the body ends within a part");
        }
        end = find();
      }
      return end;
    }

    void skipToEnd() throws IOException {
      for (int end = ready(); end > position; end = ready()) {
        position = end;
      }
    }
  }
}
