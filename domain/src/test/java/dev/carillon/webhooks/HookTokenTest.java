package dev.carillon.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class HookTokenTest {
  private final HookToken token = HookToken.next(new Random(1));

  @Test
  void aTokenOpensItsWebhookAlone() {
    assertThat(token.opens(token.kept())).isTrue();
    assertThat(HookToken.next(new Random(2)).opens(token.kept())).isFalse();
    assertThat(new HookToken("").opens(token.kept())).isFalse();
  }

  @Test
  void whatIsKeptAndPrintedDoesNotHaveIt() {
    assertThat(token.text()).hasSize(43);
    assertThat(token.kept().tokenHash()).isNotEqualTo(token.text());
    assertThat(token + " " + token.kept()).doesNotContain(token.text());
  }
}
