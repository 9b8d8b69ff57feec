package dev.carillon.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.auth.Verification;
import org.junit.jupiter.api.Test;

class PlaceholderTokensTest {
  private final Verification rejected =
      new Verification.Rejected(Verification.Reason.INVALID, "Invalid token");
  private final PlaceholderTokens tokens = new PlaceholderTokens(_ -> rejected, 0);

  @Test
  void thePlaceholdersOfTheDocumentsAreJohns() {
    for (String placeholder : PlaceholderTokens.PLACEHOLDERS) {
      assertThat(tokens.verify(placeholder))
          .isInstanceOfSatisfying(
              Verification.Verified.class,
              verified -> {
                assertThat(verified.principal().userId()).isEqualTo(DemoWorld.JOHN);
                assertThat(verified.principal().isAdmin()).isFalse();
              });
    }
  }

  @Test
  void anyOtherTokenIsForTheRealVerifier() {
    assertThat(tokens.verify("another")).isSameAs(rejected);
  }
}
