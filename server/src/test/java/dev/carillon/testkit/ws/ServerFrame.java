package dev.carillon.testkit.ws;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** A frame as it came from the server. Immutable. */
public final class ServerFrame {
  private final int first;
  private final byte[] payload;

  ServerFrame(int first, byte[] payload) {
    this.first = first;
    this.payload = payload;
  }

  public boolean isFinal() {
    return (first & 0x80) != 0;
  }

  public boolean isCompressed() {
    return (first & ClientFrame.RSV1) != 0;
  }

  public int opcode() {
    return first & 0x0F;
  }

  public byte[] payload() {
    return payload.clone();
  }

  /** The payload as text, inflated when it was compressed. */
  public String text() {
    byte[] plain = isCompressed() ? inflate(payload) : payload;
    return new String(plain, StandardCharsets.UTF_8);
  }

  /** The code of a close frame; 1005 when it has none. */
  public int closeCode() {
    return payload.length < 2 ? 1005 : (payload[0] & 0xFF) << 8 | (payload[1] & 0xFF);
  }

  /** The text of a close frame. */
  public String closeText() {
    return payload.length < 2
        ? ""
        : new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8);
  }

  private static byte[] inflate(byte[] packed) {
    byte[] input = Arrays.copyOf(packed, packed.length + 4);
    input[packed.length + 2] = (byte) 0xFF;
    input[packed.length + 3] = (byte) 0xFF;
    try (Inflater inflater = new Inflater(true)) {
      inflater.setInput(input);
      byte[] output = new byte[1024];
      int size = 0;
      int count;
      while ((count = inflater.inflate(output, size, output.length - size)) > 0) {
        size += count;
        output = Arrays.copyOf(output, Math.max(output.length, size * 2));
      }
      return Arrays.copyOf(output, size);
    } catch (DataFormatException e) {
      throw new AssertionError("the server's message does not inflate", e);
    }
  }

  /** Such as {@code text hello} or {@code close 1000 bye}: what assertions compare. */
  @Override
  public String toString() {
    return switch (opcode()) {
      case ClientFrame.TEXT -> "text " + text();
      case ClientFrame.BINARY -> "binary of " + payload.length;
      case ClientFrame.PING -> "ping " + text();
      case ClientFrame.PONG -> "pong " + text();
      case ClientFrame.CLOSE -> ("close " + closeCode() + " " + closeText()).strip();
      default -> "opcode " + opcode();
    };
  }
}
