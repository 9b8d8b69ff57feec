package dev.carillon.api.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.auth.Verification;
import dev.carillon.core.auth.Verification.Rejected;
import dev.carillon.core.auth.Verification.Verified;
import dev.carillon.identity.Account;
import dev.carillon.identity.ApiKeys;
import dev.carillon.identity.KeyCreation;
import dev.carillon.identity.MemoryApiKeyStore;
import dev.carillon.identity.MemoryUserStore;
import dev.carillon.identity.Revocations;
import dev.carillon.identity.User;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class ApiKeyVerifierTest {
  private final MemoryUserStore users = new MemoryUserStore();
  private final ApiKeys keys =
      new ApiKeys(
          new MemoryApiKeyStore(),
          users,
          new Revocations(1_000),
          RandomGenerator.of("L64X128MixRandom"));
  private final ApiKeyVerifier verifier = new ApiKeyVerifier(keys);

  @Test
  void aKeyIsItsUserForAsLongAsItExists() {
    users.create(
        new Account(
            new User("john", "john@example.com", "John", Set.of("feed"), 1, false), "hash"));
    KeyCreation.Created created = (KeyCreation.Created) keys.create("john", "bot", 5);
    Verification verification = verifier.verify(created.value());

    assertThat(verification)
        .isInstanceOfSatisfying(
            Verified.class,
            verified -> {
              assertThat(verified.principal().userId()).isEqualTo("john");
              assertThat(verified.principal().roles()).containsExactly("feed");
              assertThat(verified.principal().tokenId()).isEqualTo(created.key().id());
              assertThat(verified.principal().expiresAtMillis()).isEqualTo(Long.MAX_VALUE);
            });
    keys.revoke("john", created.key().id(), 6);
    assertThat(verifier.verify(created.value())).isInstanceOf(Rejected.class);
  }

  @Test
  void anythingElseIsNobodys() {
    assertThat(verifier.verify("ck_none"))
        .isEqualTo(new Rejected(Verification.Reason.INVALID, "Unknown API key"));
  }
}
