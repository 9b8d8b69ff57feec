package dev.carillon.protocol.phoenix;

import dev.carillon.core.bus.Event;
import dev.carillon.core.bus.Payload;
import dev.carillon.core.bus.Publication;
import dev.carillon.core.hub.Frame;
import dev.carillon.json.Json;
import dev.carillon.json.JsonException;
import dev.carillon.json.JsonWriter;

/**
 * Version 1: objects.
 *
 * <pre>{@code
 * {"topic":"room:1","event":"phx_join","payload":{},"ref":"1"}
 * {"event":"phx_reply","payload":{"response":{},"status":"ok"},"ref":"1","topic":"room:1"}
 * }</pre>
 *
 * <p>{@code join_ref} is understood and never sent. Missing members are taken as null but for topic
 * and event. There are no binary frames; one that comes in is read as text, as Phoenix does.
 */
final class SerializerV1 implements Serializer {
  static final SerializerV1 INSTANCE = new SerializerV1();

  private static final int FIXED_BYTES = 256;

  private SerializerV1() {}

  @Override
  public Envelope decode(byte[] utf8, int offset, int length) {
    if (!Texts.begins(utf8, offset, length, '{')) {
      throw JsonException.mismatch("", "must be an object, or an array with vsn=2.0.0");
    }
    return Serializer.envelope(Json.object(utf8, offset, length));
  }

  @Override
  public Envelope decodeBinary(byte[] data, int offset, int length) {
    return decode(data, offset, length);
  }

  @Override
  public Frame message(Address address, String event, Payload payload) {
    JsonWriter json = begin(event, payload);
    Texts.value(json.name("ref"), address.ref());
    Texts.value(json.name("topic"), address.topic());
    return Texts.frame(json.endObject());
  }

  @Override
  public Frame replyBinary(Address address, String status, byte[] response) {
    return reply(address, status, Serializer.base64(response));
  }

  @Override
  public Frame pushBinary(Address address, String event, byte[] data) {
    return message(address, event, Serializer.base64(data));
  }

  @Override
  public Frame encode(Event event) {
    Publication publication = event.publication();
    Payload payload =
        BinaryBroadcast.is(publication)
            ? Serializer.base64(Texts.bytes(publication.data()))
            : publication.data();
    return Texts.frame(
        begin(publication.event(), payload)
            .name("ref")
            .nullValue()
            .field("topic", publication.topic().name())
            .endObject());
  }

  private static JsonWriter begin(String event, Payload payload) {
    JsonWriter json = new JsonWriter(payload.sizeBytes() + FIXED_BYTES);
    return Texts.payload(json.beginObject().field("event", event).name("payload"), payload);
  }
}
