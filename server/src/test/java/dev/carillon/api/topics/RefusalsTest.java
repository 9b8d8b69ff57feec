package dev.carillon.api.topics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.session.Refusal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RefusalsTest {

  @ParameterizedTest
  @EnumSource
  void everyRefusalHasWordsOfThisApi(Refusal refusal) {
    Refusals.Words words = Refusals.of(refusal);

    assertThat(words.code()).isIn(400, 401, 403, 404, 409, 413, 429, 500, 503);
    assertThat(words.message()).isNotBlank();
  }
}
