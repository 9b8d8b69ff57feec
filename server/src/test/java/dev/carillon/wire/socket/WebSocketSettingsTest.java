package dev.carillon.wire.socket;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WebSocketSettingsTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  void aClientHasTimeToAnswerAPing() {
    assertThatThrownBy(() -> settings(1, 6, SECOND))
        .hasMessage("idleTimeout: PT1S (expected: more than pingInterval, PT1S)");
  }

  @Test
  void numbersHaveTheirRange() {
    assertThatThrownBy(() -> settings(0, 6, SECOND.plusMillis(1)))
        .hasMessage("maxMessageBytes: 0 (expected: at least 1)");
    assertThatThrownBy(() -> settings(1, 10, SECOND.plusMillis(1)))
        .hasMessage("deflateLevel: 10 (expected: 0..9)");
  }

  private static WebSocketSettings settings(int maxBytes, int level, Duration idleTimeout) {
    return new WebSocketSettings(maxBytes, level, SECOND, idleTimeout, SECOND, SECOND);
  }
}
