package dev.carillon.protocol.phoenix;

import dev.carillon.core.bus.Payload;
import dev.carillon.core.bus.Publication;
import dev.carillon.core.hub.Frame;
import dev.carillon.json.JsonException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Version 2's binary frames: a kind, one byte for the length of each name, the names, the data.
 *
 * <pre>
 * client:  0 | join_ref ref topic event  | data
 * push:    0 | join_ref topic event      | data
 * reply:   1 | join_ref ref topic status | data
 * broadcast: 2 | topic event             | data
 * </pre>
 */
final class BinaryFrames {
  private static final int PUSH = 0;
  private static final int REPLY = 1;
  private static final int BROADCAST = 2;
  private static final int NAMES = 4;
  private static final int MAX_NAME_BYTES = 255;

  private BinaryFrames() {}

  /**
   * Reads what a client pushed.
   *
   * @throws JsonException when it is something else
   */
  static Envelope decode(byte[] bytes, int offset, int length) {
    int end = offset + length;
    int at = offset + 1 + NAMES;
    if (at > end || bytes[offset] != PUSH) {
      throw JsonException.mismatch("", "must be a binary push");
    }
    String[] names = new String[NAMES];
    for (int i = 0; i < NAMES; i++) {
      int size = bytes[offset + 1 + i] & 0xff;
      if (at + size > end) {
        throw JsonException.mismatch("", "must be as long as its names say");
      }
      names[i] = utf8(bytes, at, size);
      at += size;
    }
    Address address = new Address(ref(names[0]), ref(names[1]), Texts.quoted(names[2]));
    Content content = Content.ofBinary(Arrays.copyOfRange(bytes, at, end));
    return new Envelope(address, names[2], names[3], content);
  }

  /** Whether the names fit into a binary frame. */
  static boolean fit(Address address, String name) {
    return text(address.joinRef()).length <= MAX_NAME_BYTES
        && text(address.ref()).length <= MAX_NAME_BYTES
        && text(address.topic()).length <= MAX_NAME_BYTES
        && bytes(name).length <= MAX_NAME_BYTES;
  }

  static Frame push(Address address, String event, byte[] data) {
    return frame(PUSH, List.of(text(address.joinRef()), text(address.topic()), bytes(event)), data);
  }

  static Frame reply(Address address, String status, byte[] data) {
    return frame(
        REPLY,
        List.of(text(address.joinRef()), text(address.ref()), text(address.topic()), bytes(status)),
        data);
  }

  static Frame broadcast(Publication publication) {
    return frame(
        BROADCAST,
        List.of(bytes(publication.topic().name()), bytes(publication.event())),
        Texts.bytes(publication.data()));
  }

  private static Frame frame(int kind, List<byte[]> names, byte[] data) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(64 + data.length);
    bytes.write(kind);
    names.forEach(name -> bytes.write(name.length));
    names.forEach(bytes::writeBytes);
    bytes.writeBytes(data);
    return Frame.binary(bytes.toByteArray());
  }

  private static @Nullable Payload ref(String text) {
    return text.isEmpty() ? null : Texts.quoted(text);
  }

  private static byte[] text(@Nullable Payload json) {
    return json == null ? new byte[0] : bytes(Texts.unquoted(json));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String utf8(byte[] bytes, int offset, int length) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes, offset, length))
          .toString();
    } catch (CharacterCodingException _) {
      throw JsonException.mismatch("", "must have names in UTF-8");
    }
  }
}
