package dev.carillon.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RevocationsTest {
  private final Revocations revocations = new Revocations(1_000);

  @Test
  void aFamilyTakesItsTokensAlongAndNoOthers() {
    revocations.revoke(new Revocation.OfFamily("john", "fam"), 0);

    assertThat(revocations.isRevoked("john", "fam.nonce", 0)).isTrue();
    assertThat(revocations.isRevoked("john", "family.nonce", 0)).isFalse();
    assertThat(revocations.isRevoked("john", "fa.nonce", 0)).isFalse();
  }

  @Test
  void aUsersTokensAreRevokedUpToATime() {
    revocations.revoke(new Revocation.OfUser("john", 5_000), 5_000);
    revocations.revoke(new Revocation.OfUser("john", 4_000), 5_000);

    assertThat(revocations.isRevoked("john", "a.b", 5_000)).isTrue();
    assertThat(revocations.isRevoked("john", "a.b", 5_001)).isFalse();
    assertThat(revocations.isRevoked("jane", "a.b", 5_000)).isFalse();
  }

  @Test
  void whatCoversNoLivingTokenIsForgotten() {
    revocations.revoke(new Revocation.OfFamily("john", "old"), 0);
    for (int i = 0; i < 2_048; i++) {
      revocations.revoke(new Revocation.OfFamily("john", "f" + i), 5_000);
    }

    assertThat(revocations.isRevoked("john", "old.x", 0)).isFalse();
    assertThat(revocations.isRevoked("john", "f0.x", 0)).isTrue();
    assertThat(revocations.isRevoked("john", "f2047.x", 0)).isTrue();
  }
}
