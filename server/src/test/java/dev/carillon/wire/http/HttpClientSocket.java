package dev.carillon.wire.http;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A client that says exactly the bytes it is told to, and reads HTTP answers. For tests. */
final class HttpClientSocket implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 10_000;

  private final Socket socket;
  private final InputStream in;

  /** One answer as it came. */
  record Answer(int status, List<String> headers, String body) {

    /** The value of a header; empty when it is not there. */
    String header(String name) {
      String prefix = name.toLowerCase(Locale.ROOT) + ": ";
      return headers.stream()
          .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
          .map(line -> line.substring(prefix.length()))
          .reduce((a, b) -> a + ", " + b)
          .orElse("");
    }
  }

  HttpClientSocket(Socket socket) {
    try {
      this.socket = socket;
      socket.setSoTimeout(PATIENCE_MILLIS);
      this.in = new BufferedInputStream(socket.getInputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static HttpClientSocket connect(InetSocketAddress address) {
    try {
      Socket socket = new Socket();
      socket.setTcpNoDelay(true);
      socket.connect(address, 5_000);
      return new HttpClientSocket(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  HttpClientSocket send(String text) {
    return send(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  HttpClientSocket send(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** GET with a Host header and further lines, each without its line end. */
  HttpClientSocket get(String target, String... headers) {
    return request("GET", target, headers);
  }

  HttpClientSocket request(String method, String target, String... headers) {
    String lines = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
    return send(method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n" + lines + "\r\n");
  }

  /** Sends and reads. */
  Answer ask(String method, String target, String... headers) {
    return request(method, target, headers).answer(!method.equals("HEAD"));
  }

  Answer answer() {
    return answer(true);
  }

  Answer answer(boolean hasBody) {
    try {
      List<String> lines = new ArrayList<>();
      for (String line = line(); !line.isEmpty(); line = line()) {
        lines.add(line);
      }
      int status = Integer.parseInt(lines.getFirst().split(" ", -1)[1]);
      Answer head = new Answer(status, List.copyOf(lines.subList(1, lines.size())), "");
      String length = head.header("Content-Length");
      byte[] body = !hasBody || length.isEmpty() ? new byte[0] : bytes(Integer.parseInt(length));
      return new Answer(status, head.headers(), new String(body, StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether an answer begins to come, or the server closes, before the time is over. */
  boolean isAnsweredWithin(int millis) {
    try {
      socket.setSoTimeout(millis);
      boolean hasCome = comes();
      socket.setSoTimeout(PATIENCE_MILLIS);
      return hasCome;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean comes() throws IOException {
    in.mark(1);
    try {
      int _ = in.read();
      in.reset();
      return true;
    } catch (SocketTimeoutException _) {
      return false;
    }
  }

  /** Waits until the server has closed; true when nothing came before. */
  boolean isClosedSilently() {
    try {
      return in.read() < 0;
    } catch (SocketException _) {
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("closed by the server");
      }
      if (b != '\r') {
        line.write(b);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }

  private byte[] bytes(int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new EOFException("closed by the server");
    }
    return bytes;
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
