package dev.carillon.api.exchange.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.session.Refusal;
import dev.carillon.market.model.Answer;
import dev.carillon.market.model.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ExchangeErrorTest {
  @ParameterizedTest
  @EnumSource
  void everyRefusalHasWords(Refusal refusal) {
    assertThat(ExchangeError.of(refusal).message()).isNotBlank();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "MALFORMED")
  void everyReasonOfTheEngineIsToldByName(Reason reason) {
    Fault fault = Fault.of(new Answer.Refused(reason, "why", null));

    assertThat(fault.reason()).isEqualTo(reason);
    assertThat(fault.details()).isEqualTo("why");
  }

  @Test
  void aFigureThatOnlyTheEngineCouldReadIsAFaultOfTheRequest() {
    assertThat(Fault.of(new Answer.Refused(Reason.MALFORMED, "price: why", null)))
        .isEqualTo(Fault.of(ExchangeError.INVALID_PARAMS, "price: why"));
  }

  @ParameterizedTest
  @CsvSource({
    "PRICE_BAND, ORDER_REJECTED, 0",
    "UNKNOWN_SYMBOL, INVALID_SYMBOL, 0",
    "BUSY, SERVICE_UNAVAILABLE, 1000",
    "UNAVAILABLE, SERVICE_UNAVAILABLE, 1000"
  })
  void whereWaitingHelpsIsSaid(Reason reason, ExchangeError error, long retryAfterMillis) {
    Fault fault = Fault.of(new Answer.Refused(reason, "why", null));

    assertThat(fault.error()).isEqualTo(error);
    assertThat(fault.retryAfterMillis()).isEqualTo(retryAfterMillis);
  }
}
