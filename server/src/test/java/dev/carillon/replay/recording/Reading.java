package dev.carillon.replay.recording;

import dev.carillon.json.Json;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Texts as files, and all that stands in them. */
final class Reading {
  private Reading() {}

  static RecordedFile of(String text, Kind kind) {
    return new RecordedFile(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), kind);
  }

  static List<Item> all(String text, Kind kind) {
    return all(of(text, kind));
  }

  static String written(Item item, long playedMillis) {
    return new String(Json.bytes(json -> item.write(json, playedMillis)), StandardCharsets.UTF_8);
  }

  static List<Item> all(RecordedFile file) {
    List<Item> items = new ArrayList<>();
    for (@Nullable Item next = file.next(); next != null; next = file.next()) {
      items.add(next);
    }
    return items;
  }
}
