package dev.carillon.testkit.ws;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.Deflater;

/** A frame as a client sends it, with every bit in the test's hands. Immutable. */
public final class ClientFrame {
  public static final int CONTINUATION = 0;
  public static final int TEXT = 1;
  public static final int BINARY = 2;
  public static final int CLOSE = 8;
  public static final int PING = 9;
  public static final int PONG = 10;
  public static final int RSV1 = 0x40;

  private static final int KEY = 0x37FA213D;

  private final int first;
  private final boolean masked;
  private final int lengthBytes;
  private final byte[] payload;

  private ClientFrame(int first, boolean masked, int lengthBytes, byte[] payload) {
    this.first = first;
    this.masked = masked;
    this.lengthBytes = lengthBytes;
    this.payload = payload;
  }

  /** A final, masked frame whose length is written in the fewest bytes. */
  public static ClientFrame frame(int opcode, byte[] payload) {
    int lengthBytes = payload.length < 126 ? 0 : payload.length < 65_536 ? 2 : 8;
    return new ClientFrame(0x80 | opcode, true, lengthBytes, payload);
  }

  public static ClientFrame text(String text) {
    return frame(TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  public static ClientFrame binary(byte... payload) {
    return frame(BINARY, payload);
  }

  public static ClientFrame continuation(String text) {
    return frame(CONTINUATION, text.getBytes(StandardCharsets.UTF_8));
  }

  public static ClientFrame ping(String payload) {
    return frame(PING, payload.getBytes(StandardCharsets.UTF_8));
  }

  public static ClientFrame pong(String payload) {
    return frame(PONG, payload.getBytes(StandardCharsets.UTF_8));
  }

  /** A close frame with a code and a reason. */
  public static ClientFrame close(int code, String reason) {
    byte[] utf8 = reason.getBytes(StandardCharsets.UTF_8);
    return frame(
        CLOSE, ByteBuffer.allocate(2 + utf8.length).putShort((short) code).put(utf8).array());
  }

  /** A text message compressed for permessage-deflate, without context takeover. */
  public static ClientFrame deflated(String text) {
    return frame(TEXT, deflate(text.getBytes(StandardCharsets.UTF_8))).reserved(RSV1);
  }

  /** The payload of a compressed message: RFC 7692 section 7.2.1. */
  public static byte[] deflate(byte[] plain) {
    try (Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true)) {
      deflater.setInput(plain);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] chunk = new byte[4_096];
      int count;
      do {
        count = deflater.deflate(chunk, 0, chunk.length, Deflater.SYNC_FLUSH);
        out.write(chunk, 0, count);
      } while (count == chunk.length);
      byte[] all = out.toByteArray();
      return Arrays.copyOf(all, all.length - 4);
    }
  }

  /** The same frame with the FIN bit cleared: more fragments follow. */
  public ClientFrame unfinished() {
    return new ClientFrame(first & 0x7F, masked, lengthBytes, payload);
  }

  /** The same frame with these reserved bits set, of {@code 0x70}. */
  public ClientFrame reserved(int bits) {
    return new ClientFrame(first | bits, masked, lengthBytes, payload);
  }

  /** The same frame as no client may send it. */
  public ClientFrame unmasked() {
    return new ClientFrame(first, false, lengthBytes, payload);
  }

  /** The same frame with its length written in 0, 2 or 8 bytes after the second. */
  public ClientFrame lengthIn(int bytes) {
    return new ClientFrame(first, masked, bytes, payload);
  }

  /** The frame on the wire. */
  public byte[] bytes() {
    byte[] header = header(payload.length);
    byte[] all = Arrays.copyOf(header, header.length + payload.length);
    for (int i = 0; i < payload.length; i++) {
      int mask = masked ? KEY >> (24 - 8 * (i & 3)) : 0;
      all[header.length + i] = (byte) (payload[i] ^ mask);
    }
    return all;
  }

  /** A header that announces {@code length} bytes, whatever the payload is. */
  public byte[] header(long length) {
    ByteBuffer header = ByteBuffer.allocate(14).put((byte) first);
    int mask = masked ? 0x80 : 0;
    switch (lengthBytes) {
      case 0 -> header.put((byte) (mask | (int) length));
      case 2 -> header.put((byte) (mask | 126)).putShort((short) length);
      default -> header.put((byte) (mask | 127)).putLong(length);
    }
    if (masked) {
      header.putInt(KEY);
    }
    return Arrays.copyOf(header.array(), header.position());
  }

  /** Frames one behind the other. */
  public static byte[] join(ClientFrame... frames) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (ClientFrame frame : frames) {
      all.writeBytes(frame.bytes());
    }
    return all.toByteArray();
  }
}
