package dev.carillon.wire.http;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The time as HTTP writes it, formatted once a second. Any thread. */
final class HttpDate {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
          .withZone(ZoneOffset.UTC);

  private final InstantSource clock;
  private volatile Text last = new Text(-1, "");

  private record Text(long second, String text) {}

  HttpDate(InstantSource clock) {
    this.clock = clock;
  }

  String now() {
    long second = clock.millis() / 1_000;
    Text text = last;
    if (text.second() != second) {
      text = new Text(second, FORMAT.format(Instant.ofEpochSecond(second)));
      last = text;
    }
    return text.text();
  }
}
