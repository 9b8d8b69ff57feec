package dev.carillon.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Pattern;

/**
 * Serves files for a route that ends in {@code {path*}}. A path whose last part has no dot is a
 * folder and gives its {@code index.html}. Any thread.
 *
 * <p>What lies outside the given folder does not exist, whatever the path's spelling and wherever
 * symbolic links lead.
 */
public final class StaticFiles implements Handler {
  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("html", "text/html; charset=utf-8"),
          Map.entry("css", "text/css; charset=utf-8"),
          Map.entry("js", "text/javascript; charset=utf-8"),
          Map.entry("mjs", "text/javascript; charset=utf-8"),
          Map.entry("json", "application/json"),
          Map.entry("map", "application/json"),
          Map.entry("txt", "text/plain; charset=utf-8"),
          Map.entry("md", "text/markdown; charset=utf-8"),
          Map.entry("svg", "image/svg+xml"),
          Map.entry("png", "image/png"),
          Map.entry("ico", "image/x-icon"),
          Map.entry("webp", "image/webp"),
          Map.entry("woff2", "font/woff2"),
          Map.entry("wasm", "application/wasm"));

  /** Names that build tools give: they change with the content. */
  private static final Pattern HASHED = Pattern.compile(".*[.-][0-9A-Za-z_-]{8,}\\.[a-z0-9]+");

  private static final Pattern SAFE_PART = Pattern.compile("[A-Za-z0-9_@+~-][A-Za-z0-9_@+~. -]*");

  private final Source source;

  private record StoredFile(Body body, String tag) {}

  /** Finds a file by its path below the root, which was checked to be harmless. */
  private interface Source {
    Optional<StoredFile> find(String path);
  }

  private StaticFiles(Source source) {
    this.source = source;
  }

  /**
   * Files on the class path. Each is read once.
   *
   * @param anchor a class beside which {@code folder} is looked up, or from the root when that
   *     begins with a slash
   */
  public static StaticFiles ofClassPath(Class<?> anchor, String folder) {
    ConcurrentMap<String, StoredFile> known = new ConcurrentHashMap<>();
    return new StaticFiles(path ->
        Optional.ofNullable(known.get(path))
            .or(() -> {
              Optional<StoredFile> read = readResource(anchor, folder + "/" + path);
              read.ifPresent(file -> known.put(path, file));
              return read;
            }));
  }

  /** Files of a folder, read anew for each request. */
  public static StaticFiles ofFolder(Path folder) {
    return new StaticFiles(path -> readFile(folder, path));
  }

  @Override
  public Response handle(Request request) {
    String path = fileOf(request.parameter("path"));
    StoredFile file = source.find(path).orElseThrow(() -> Problem.notFound("this file"));
    String cached =
        HASHED.matcher(path).matches() ? "public, max-age=31536000, immutable" : "no-cache";
    Headers headers = Headers.of("ETag", file.tag(), "Cache-Control", cached);
    if (isFresh(request, file.tag())) {
      return new Response(304, headers, Body.EMPTY);
    }
    return new Response(200, headers.plus("Content-Type", typeOf(path)), file.body());
  }

  private static String fileOf(String path) {
    String file = path.substring(path.lastIndexOf('/') + 1);
    String whole = file.contains(".") ? path : path.isEmpty() ? "index.html" : path + "/index.html";
    for (String part : whole.split("/", -1)) {
      if (!SAFE_PART.matcher(part).matches()) {
        throw Problem.notFound("this file");
      }
    }
    return whole;
  }

  private static String typeOf(String path) {
    String ending = path.substring(path.lastIndexOf('.') + 1);
    return TYPES.getOrDefault(ending, "application/octet-stream");
  }

  /** RFC 9110 section 13.1.2: weak comparison. */
  private static boolean isFresh(Request request, String tag) {
    for (String value : request.headers().all("If-None-Match")) {
      for (String known : value.split(",", -1)) {
        if (known.strip().equals("*") || weak(known.strip()).equals(tag)) {
          return true;
        }
      }
    }
    return false;
  }

  private static String weak(String tag) {
    return tag.startsWith("W/") ? tag : "W/" + tag;
  }

  private static Optional<StoredFile> readResource(Class<?> anchor, String name) {
    try (InputStream stream = anchor.getResourceAsStream(name)) {
      if (stream == null) {
        return Optional.empty();
      }
      byte[] bytes = stream.readAllBytes();
      return Optional.of(new StoredFile(Body.of(bytes), tagOf(bytes)));
    } catch (IOException e) {
      throw new UncheckedIOException("resource " + name, e);
    }
  }

  private static Optional<StoredFile> readFile(Path folder, String path) {
    try {
      Path file = folder.resolve(path);
      if (!Files.isRegularFile(file) || !file.toRealPath().startsWith(folder.toRealPath())) {
        return Optional.empty();
      }
      byte[] bytes = Files.readAllBytes(file);
      return Optional.of(new StoredFile(Body.of(bytes), tagOf(bytes)));
    } catch (IOException e) {
      throw new UncheckedIOException("file " + path, e);
    }
  }

  /** Weak, because compression may change the bytes on their way. */
  private static String tagOf(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return "W/\"" + HexFormat.of().formatHex(digest, 0, 8) + "\"";
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
