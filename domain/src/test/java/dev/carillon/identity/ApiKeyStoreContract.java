package dev.carillon.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What every {@link ApiKeyStore} does. */
public abstract class ApiKeyStoreContract {
  private static final ApiKey FIRST = new ApiKey("first", "john", "Bot", "ck_a", 1_000);
  private static final ApiKey SECOND = new ApiKey("second", "john", "Other bot", "ck_b", 2_000);

  /** An empty store that knows the users {@code john} and {@code jane}. */
  protected abstract ApiKeyStore store();

  @Test
  void aKeyIsFoundByTheHashOfItsValue() {
    assertThat(store().create(FIRST, "hash-1")).isTrue();

    assertThat(store().byHash("hash-1")).contains(FIRST);
    assertThat(store().byHash("hash-2")).isEmpty();
  }

  @Test
  void idAndValueAreTakenOnce() {
    store().create(FIRST, "hash-1");

    assertThat(store().create(SECOND, "hash-1")).isFalse();
    assertThat(store().create(new ApiKey("first", "jane", "Bot", "ck_c", 3_000), "hash-2"))
        .isFalse();

    assertThat(store().byHash("hash-1")).contains(FIRST);
    assertThat(store().byHash("hash-2")).isEmpty();
  }

  @Test
  void theKeysOfAUserAreListedOldestFirst() {
    store().create(SECOND, "hash-2");
    store().create(FIRST, "hash-1");

    assertThat(store().ofUser("john")).containsExactly(FIRST, SECOND);
    assertThat(store().ofUser("jane")).isEmpty();
  }

  @Test
  void onlyItsOwnerRemovesAKey() {
    store().create(FIRST, "hash-1");

    assertThat(store().remove("jane", "first")).isEmpty();
    assertThat(store().byHash("hash-1")).contains(FIRST);
    assertThat(store().remove("john", "first")).contains(FIRST);
    assertThat(store().remove("john", "first")).isEmpty();
    assertThat(store().byHash("hash-1")).isEmpty();
  }
}
