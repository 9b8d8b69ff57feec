package dev.carillon.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class KeyTokensTest {
  private static final long NOW = 1_736_400_000_000L;
  private static final ApiKey KEY = new ApiKey("id1", "john", "Ticks", "de", NOW);
  private static final ApiKey OTHER = new ApiKey("id2", "john", "Ticks", "de", NOW);

  private final KeyTokens tokens = new KeyTokens(new byte[32]);

  @Test
  void aTokenIsGoodForItsKeyUntilItsTime() {
    AccessToken token = tokens.issue(KEY, NOW, NOW + 1_000);

    assertThat(token.expiresAtMillis()).isEqualTo(NOW + 1_000);
    assertThat(tokens.expiry(KEY, token.text(), NOW + 999)).hasValue(NOW + 1_000);
    assertThat(tokens.expiry(KEY, token.text(), NOW + 1_000)).isEmpty();
    assertThat(tokens.expiry(OTHER, token.text(), NOW)).isEmpty();
  }

  @Test
  void whatIsNoTokenOfOursIsNone() {
    String token = tokens.issue(KEY, NOW, NOW + 1_000).text();

    for (int i = 0; i < token.length(); i++) {
      char other = token.charAt(i) == 'A' ? 'B' : 'A';
      String tampered = token.substring(0, i) + other + token.substring(i + 1);
      assertThat(tokens.expiry(KEY, tampered, NOW)).as(tampered).isEmpty();
    }
    assertThat(tokens.expiry(KEY, "", NOW)).isEmpty();
    assertThat(tokens.expiry(KEY, "kt_%%%", NOW)).isEmpty();
    assertThat(tokens.expiry(KEY, token + "AAAA", NOW)).isEmpty();
    byte[] another = new byte[32];
    another[0] = 1;
    assertThat(new KeyTokens(another).expiry(KEY, token, NOW)).isEmpty();
    assertThatThrownBy(() -> new KeyTokens(new byte[16]))
        .hasMessage("secret: 16 bytes (expected: at least 32)");
  }
}
