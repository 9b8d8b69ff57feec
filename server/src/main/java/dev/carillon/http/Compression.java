package dev.carillon.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Compresses answers for clients that accept it, where it pays: text of more than {@value
 * #MIN_BYTES} bytes that nobody compressed before.
 */
public final class Compression implements Handler {
  static final int MIN_BYTES = 1_024;

  private static final List<String> TEXT_TYPES =
      List.of(
          "text/",
          "application/json",
          "application/javascript",
          "application/openmetrics-text",
          "image/svg+xml");

  private final Handler next;

  /** The two codings that every client knows (RFC 9110 section 8.4.1), best first. */
  private enum Coding {
    GZIP {
      @Override
      OutputStream onto(OutputStream out) throws IOException {
        return new GZIPOutputStream(out);
      }
    },
    DEFLATE {
      @Override
      OutputStream onto(OutputStream out) {
        return new DeflaterOutputStream(out);
      }
    };

    abstract OutputStream onto(OutputStream out) throws IOException;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Compression(Handler next) {
    this.next = next;
  }

  @Override
  public Response handle(Request request) {
    Response response = next.handle(request);
    if (!isWorthIt(response)) {
      return response;
    }
    Response varied = response.withHeader("Vary", "Accept-Encoding");
    return accepted(request.headers().all("Accept-Encoding"))
        .map(coding ->
            new Response(
                response.status(),
                varied.headers().plus("Content-Encoding", coding.word()),
                compress(response.body(), coding)))
        .orElse(varied);
  }

  private static boolean isWorthIt(Response response) {
    String type = response.headers().first("Content-Type").orElse("");
    return !response.body().isStream()
        && response.body().sizeBytes() > MIN_BYTES
        && TEXT_TYPES.stream().anyMatch(type::startsWith)
        && response.headers().first("Content-Encoding").isEmpty();
  }

  private static Optional<Coding> accepted(List<String> accepts) {
    String list = String.join(",", accepts).toLowerCase(Locale.ROOT);
    for (Coding coding : Coding.values()) {
      for (String element : list.split(",", -1)) {
        String[] parts = element.split(";", -1);
        boolean isNamed = parts[0].strip().equals(coding.word());
        if (isNamed && !isRefused(parts)) {
          return Optional.of(coding);
        }
      }
    }
    return Optional.empty();
  }

  /** {@code q=0} means: not this one (RFC 9110 section 12.4.2). */
  private static boolean isRefused(String[] parts) {
    for (int i = 1; i < parts.length; i++) {
      if (parts[i].strip().matches("q=0(\\.0*)?")) {
        return true;
      }
    }
    return false;
  }

  private static Body compress(Body body, Coding coding) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.sizeBytes() / 2);
    try (OutputStream out = coding.onto(bytes)) {
      out.write(body.bytes());
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return Body.of(bytes.toByteArray());
  }
}
