package dev.carillon.api.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.chat.Outcome;
import dev.carillon.chat.Reason;
import dev.carillon.core.session.Refusal;
import dev.carillon.protocol.phoenix.Replies;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RefusalsTest {
  @ParameterizedTest
  @EnumSource
  void everyRefusalHasWords(Refusal refusal) {
    assertThat(Refusals.of(refusal).reason()).isNotBlank();
  }

  @ParameterizedTest
  @EnumSource
  void everyReasonOfTheChatHasWords(Reason reason) {
    assertThat(Refusals.of(reason).reason()).isNotBlank();
  }

  @Test
  void theDocumentsCommonErrorsAreToTheLetter() {
    assertThat(Refusals.unauthorized())
        .hasToString("{\"reason\":\"unauthorized\",\"message\":\"Invalid or expired token\"}");
    assertThat(Refusals.of(Refusal.FORBIDDEN).payload())
        .hasToString("{\"reason\":\"forbidden\",\"message\":\"Insufficient permissions\"}");
    assertThat(Refusals.ACCESS_DENIED.payload()).hasToString("{\"reason\":\"Access denied\"}");
    assertThat(Replies.rateLimited(30_000))
        .hasToString(
            "{\"reason\":\"rate_limit_exceeded\",\"retry_after\":30000,"
                + "\"message\":\"Too many requests. Retry after 30 seconds.\"}");
  }

  @Test
  void whatIsInvalidIsNamedByField() {
    assertThat(
            Refusals.payload(
                (Outcome.Refused<?>) Outcome.invalid("content", "can't be blank"), _ -> {}))
        .hasToString("{\"errors\":{\"content\":[\"can't be blank\"]},\"reason\":\"invalid\"}");
  }

  @Test
  void slowModeIsToldAsTheDocumentsRateLimit() {
    assertThat(Refusals.payload((Outcome.Refused<?>) Outcome.tooFast(1_500), _ -> {}))
        .hasToString(
            "{\"reason\":\"rate_limit_exceeded\",\"retry_after\":1500,"
                + "\"message\":\"Too many requests. Retry after 2 seconds.\"}");
  }
}
