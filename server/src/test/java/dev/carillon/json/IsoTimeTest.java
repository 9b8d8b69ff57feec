package dev.carillon.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IsoTimeTest {
  private static final DateTimeFormatter EXPECTED =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  @Test
  void theDocumentsTimeLooksAsInTheDocument() {
    long millis = Instant.parse("2025-11-11T12:00:00Z").toEpochMilli();

    assertThat(IsoTime.text(millis)).isEqualTo("2025-11-11T12:00:00.000Z");
  }

  @Test
  void everyDayOfFourHundredYearsAgreesWithTheJdk() {
    for (long day = 0; day < 146_097; day++) {
      long millis = day * 86_400_000L + 86_399_999L;
      assertThat(IsoTime.text(millis)).isEqualTo(EXPECTED.format(Instant.ofEpochMilli(millis)));
    }
  }

  @Test
  void anyMillisecondAgreesWithTheJdk() {
    Random random = new Random(7);
    for (int i = 0; i < 10_000; i++) {
      long millis = random.nextLong(253_402_300_800_000L);
      assertThat(IsoTime.text(millis)).isEqualTo(EXPECTED.format(Instant.ofEpochMilli(millis)));
    }
  }

  @Test
  void aTimeBefore1970IsRefused() {
    assertThatThrownBy(() -> IsoTime.text(-1)).hasMessageStartingWith("millis: -1 (expected: 0..");
  }
}
