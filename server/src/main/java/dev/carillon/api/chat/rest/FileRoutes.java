package dev.carillon.api.chat.rest;

import dev.carillon.chat.Chat;
import dev.carillon.chat.model.Attachment;
import dev.carillon.chat.model.Upload;
import dev.carillon.files.FileKind;
import dev.carillon.files.FileStore;
import dev.carillon.http.Body;
import dev.carillon.http.Headers;
import dev.carillon.http.Problem;
import dev.carillon.http.Response;
import dev.carillon.http.Route;
import java.io.FileNotFoundException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code GET /api/files/{id}}: the bytes of a file, for those who may read the message that shows
 * it.
 *
 * <p>Only pictures are shown by a browser that is sent here; everything else is saved, and nothing
 * of a file ever runs with the rights of our pages.
 */
final class FileRoutes {
  /** One range (RFC 9110 section 14.1.2); several at once are answered whole. */
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

  private static final Pattern RUNS = Pattern.compile(".*(html|xml|svg|script|wasm|pdf).*");

  private final Chat chat;
  private final Callers callers;
  private final FileStore files;

  /** The bytes from one to before another. */
  private record Slice(long from, long to) {}

  FileRoutes(Chat chat, Callers callers, FileStore files) {
    this.chat = chat;
    this.callers = callers;
    this.files = files;
  }

  List<Route> routes() {
    return List.of(callers.get("/api/files/{id}", "A file, or a range of its bytes", this::get));
  }

  private Response get(Call call) {
    Upload upload = Answers.value(chat.uploads().get(call.userId(), call.parameter("id")), "file");
    Headers headers = headers(upload);
    String tag = headers.first("ETag").orElseThrow();
    if (call.request().header("If-None-Match").filter(tag::equals).isPresent()) {
      return new Response(304, headers, Body.EMPTY);
    }
    long size = upload.attachment().sizeBytes();
    boolean isSame =
        call.request().header("If-Range").filter(range -> !range.equals(tag)).isEmpty();
    Optional<String> range = call.request().header("Range").filter(_ -> isSame);
    Optional<Slice> slice = range.flatMap(text -> slice(text, size));
    if (slice.isEmpty()) {
      return new Response(200, headers, body(upload, new Slice(0, size)));
    }
    Slice part = slice.get();
    if (part.from() >= part.to()) {
      throw Problem.of(416, "RANGE_NOT_SATISFIABLE", "the file has " + size + " bytes")
          .withHeader("Content-Range", "bytes */" + size);
    }
    String told = "bytes %d-%d/%d".formatted(part.from(), part.to() - 1, size);
    return new Response(206, headers.plus("Content-Range", told), body(upload, part));
  }

  private Body body(Upload upload, Slice slice) {
    return Body.ofStream(
        (int) (slice.to() - slice.from()),
        () ->
            files
                .open(upload.storageKey(), slice.from())
                .orElseThrow(() -> new FileNotFoundException(upload.storageKey())));
  }

  private static Headers headers(Upload upload) {
    Attachment file = upload.attachment();
    String type = file.contentType();
    boolean isPicture = FileKind.claimed(type).isPresent();
    return Headers.of(
        "Content-Type",
        RUNS.matcher(type).matches() ? "application/octet-stream" : type,
        "Content-Disposition",
        (isPicture ? "inline" : "attachment") + named(file.filename()),
        "Content-Security-Policy",
        "default-src 'none'; sandbox",
        "Cross-Origin-Resource-Policy",
        "cross-origin",
        "Accept-Ranges",
        "bytes",
        "Cache-Control",
        "private, max-age=31536000, immutable",
        "ETag",
        "\"" + upload.sha256() + "\"");
  }

  /** In ASCII for old clients, and as it is (RFC 6266). */
  private static String named(String filename) {
    String ascii = filename.replaceAll("[^ -~]", "_").replaceAll("[\"\\\\]", "_");
    String whole = URLEncoder.encode(filename, StandardCharsets.UTF_8).replace("+", "%20");
    return "; filename=\"" + ascii + "\"; filename*=UTF-8''" + whole;
  }

  /** Empty: no range that is understood here. One that is empty can't be satisfied. */
  private static Optional<Slice> slice(String range, long size) {
    Matcher matcher = RANGE.matcher(range.strip());
    if (!matcher.matches() || (matcher.group(1).isEmpty() && matcher.group(2).isEmpty())) {
      return Optional.empty();
    }
    if (matcher.group(1).isEmpty()) {
      long count = Long.parseLong(matcher.group(2));
      return Optional.of(new Slice(Math.max(0, size - count), count == 0 ? 0 : size));
    }
    long from = Long.parseLong(matcher.group(1));
    if (matcher.group(2).isEmpty()) {
      return Optional.of(new Slice(from, size));
    }
    long last = Long.parseLong(matcher.group(2));
    return last < from ? Optional.empty() : Optional.of(new Slice(from, Math.min(size, last + 1)));
  }
}
