package dev.carillon.wire.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.session.CloseReason;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RetrySpreadTest {
  @Test
  void everyMomentOfTheSpreadComesOnce() {
    Set<CloseReason> reasons =
        Stream.generate(new RetrySpread()).limit(4_000).collect(Collectors.toSet());

    assertThat(reasons)
        .hasSize(4_000)
        .contains(CloseReason.restart(1_000), CloseReason.restart(4_999))
        .allMatch(reason -> reason.code() == 1012);
  }
}
