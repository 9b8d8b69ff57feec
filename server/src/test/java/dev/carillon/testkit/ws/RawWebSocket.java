package dev.carillon.testkit.ws;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket client on a plain socket that does nothing by itself: no pong, no close frame, no
 * check. Every read fails after ten seconds.
 */
public final class RawWebSocket implements AutoCloseable {
  /** A key from RFC 6455 section 1.3, and what a server must make of it. */
  public static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

  public static final String ACCEPT = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

  private static final int TIMEOUT_MILLIS = 10_000;

  private final Socket socket;
  private final DataInputStream in;
  private final OutputStream out;
  private List<String> response = List.of();

  private RawWebSocket(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(TIMEOUT_MILLIS);
    socket.setTcpNoDelay(true);
    this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 65_536));
    this.out = socket.getOutputStream();
  }

  /** A plain connection to loopback on which nothing was sent yet. */
  public static RawWebSocket dial(int port) {
    return dial(port, 0);
  }

  /** As {@link #dial(int)}, with a receive buffer of about so many bytes; 0: the usual. */
  public static RawWebSocket dial(int port, int receiveBufferBytes) {
    try {
      Socket socket = new Socket();
      if (receiveBufferBytes > 0) {
        socket.setReceiveBufferSize(receiveBufferBytes);
      }
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
      return new RawWebSocket(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Over a connected socket, such as one with TLS. */
  public static RawWebSocket over(Socket socket) {
    try {
      return new RawWebSocket(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An open WebSocket; fails when the server does not upgrade. */
  public static RawWebSocket open(int port, String path, String... headers) {
    RawWebSocket client = dial(port);
    client.handshake(path, headers);
    if (client.status() != 101) {
      throw new AssertionError("not upgraded: " + client.response);
    }
    return client;
  }

  /** The bytes of an opening handshake; further {@code headers} are lines without line ends. */
  public static byte[] request(String path, String... headers) {
    return request(path, UnaryOperator.identity(), headers);
  }

  /** As {@link #request(String, String...)}, with the text changed before it is sent. */
  public static byte[] request(String path, UnaryOperator<String> change, String... headers) {
    StringBuilder text =
        new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n")
            .append("Upgrade: websocket\r\nConnection: Upgrade\r\n")
            .append("Sec-WebSocket-Key: " + KEY + "\r\nSec-WebSocket-Version: 13\r\n");
    for (String header : headers) {
      text.append(header).append("\r\n");
    }
    return change.apply(text.append("\r\n").toString()).getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Sends an opening handshake and reads the answer's head. */
  public void handshake(String path, String... headers) {
    send(request(path, headers));
    readResponse();
  }

  /** Reads the status line and headers of a response. */
  public void readResponse() {
    try {
      List<String> lines = new ArrayList<>();
      for (String line = readLine(); !line.isEmpty(); line = readLine()) {
        lines.add(line);
      }
      response = lines;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int status() {
    return Integer.parseInt(
        response.getFirst().substring("HTTP/1.1 ".length(), "HTTP/1.1 101".length()));
  }

  /** The first header of the response with this name, in any case. */
  public Optional<String> responseHeader(String name) {
    String start = name.toLowerCase(Locale.ROOT) + ":";
    return response.stream()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
        .map(line -> line.substring(start.length()).strip())
        .findFirst();
  }

  public void send(ClientFrame... frames) {
    send(ClientFrame.join(frames));
  }

  public void send(String text) {
    send(ClientFrame.text(text));
  }

  public void send(byte[] bytes) {
    send(bytes, 0, bytes.length);
  }

  /** Sends raw bytes; they leave in one segment when the network lets them. */
  public void send(byte[] bytes, int offset, int length) {
    try {
      out.write(bytes, offset, length);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next frame; null when the server ended the connection in good order. */
  public @Nullable ServerFrame read() {
    try {
      int first = in.read();
      if (first < 0) {
        return null;
      }
      int second = in.readUnsignedByte();
      if (second > 127) {
        throw new AssertionError("the server masked a frame");
      }
      long length = second < 126 ? second : second == 126 ? in.readUnsignedShort() : in.readLong();
      byte[] payload = new byte[Math.toIntExact(length)];
      in.readFully(payload);
      return new ServerFrame(first, payload);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next frame, which must come. */
  public ServerFrame next() {
    ServerFrame frame = read();
    if (frame == null) {
      throw new AssertionError("the server ended the connection");
    }
    return frame;
  }

  /** The next frame, which must be one of text. */
  public String nextText() {
    ServerFrame frame = next();
    if (frame.opcode() != ClientFrame.TEXT) {
      throw new AssertionError("not text: " + frame);
    }
    return frame.text();
  }

  /**
   * All frames until the server ends the connection in good order, which it must within ten
   * seconds; see {@link ServerFrame#toString()}.
   */
  public List<String> readToEnd() {
    List<String> frames = new ArrayList<>();
    for (ServerFrame frame = read(); frame != null; frame = read()) {
      frames.add(frame.toString());
    }
    return frames;
  }

  /** Whether the connection ends without a further byte, in good order or by a reset. */
  public boolean isCut() {
    try {
      return in.read() < 0;
    } catch (IOException e) {
      return !(e instanceof java.net.SocketTimeoutException);
    }
  }

  /** Ends our half of the TCP connection. */
  public void endOutput() {
    try {
      socket.shutdownOutput();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Resets the TCP connection: the server sees an error, not an end. */
  public void reset() {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String readLine() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("within the response's head: " + line);
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }
}
