package dev.carillon.protocol.phoenix;

import dev.carillon.core.bus.Event;
import dev.carillon.core.bus.Payload;
import dev.carillon.core.bus.Publication;
import dev.carillon.core.hub.Frame;
import dev.carillon.json.Json;
import dev.carillon.json.JsonWriter;
import java.util.List;

/**
 * Version 2: arrays of {@code [join_ref, ref, topic, event, payload]}, and binary frames.
 *
 * <pre>{@code
 * ["3","3","room:1","phx_join",{}]
 * ["3","3","room:1","phx_reply",{"response":{},"status":"ok"}]
 * }</pre>
 */
final class SerializerV2 implements Serializer {
  static final SerializerV2 INSTANCE = new SerializerV2();

  private static final List<String> PARTS = List.of("join_ref", "ref", "topic", "event", "payload");
  private static final int FIXED_BYTES = 256;

  private SerializerV2() {}

  @Override
  public Envelope decode(byte[] utf8, int offset, int length) {
    return Serializer.envelope(Json.tuple(utf8, offset, length, PARTS));
  }

  @Override
  public Envelope decodeBinary(byte[] data, int offset, int length) {
    return BinaryFrames.decode(data, offset, length);
  }

  @Override
  public Frame message(Address address, String event, Payload payload) {
    JsonWriter json = new JsonWriter(payload.sizeBytes() + FIXED_BYTES).beginArray();
    Texts.value(json, address.joinRef());
    Texts.value(json, address.ref());
    Texts.value(json, address.topic());
    Texts.payload(json.string(event), payload);
    return Texts.frame(json.endArray());
  }

  @Override
  public Frame replyBinary(Address address, String status, byte[] response) {
    return BinaryFrames.fit(address, status)
        ? BinaryFrames.reply(address, status, response)
        : reply(address, status, Serializer.base64(response));
  }

  @Override
  public Frame pushBinary(Address address, String event, byte[] data) {
    return BinaryFrames.fit(address, event)
        ? BinaryFrames.push(address, event, data)
        : message(address, event, Serializer.base64(data));
  }

  @Override
  public Frame encode(Event event) {
    Publication publication = event.publication();
    if (BinaryBroadcast.is(publication)) {
      return BinaryFrames.broadcast(publication);
    }
    JsonWriter json = new JsonWriter(publication.data().sizeBytes() + FIXED_BYTES);
    json.beginArray().nullValue().nullValue().string(publication.topic().name());
    return Texts.frame(
        Texts.payload(json.string(publication.event()), publication.data()).endArray());
  }
}
