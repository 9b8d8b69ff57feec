package dev.carillon.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every {@link UserStore} does. */
public abstract class UserStoreContract {
  private static final User JOHN =
      new User("john-1", "john@example.com", "John Doe", Set.of("admin", "feed"), 1_000, false);
  private static final User JANE =
      new User("jane_2", "jane@example.com", "Jane \uD83D\uDC4B", Set.of(), 2_000, false);

  /** An empty store; the same one within a test. */
  protected abstract UserStore store();

  @Test
  void aCreatedUserIsFoundByIdAndByEmail() {
    assertThat(store().create(new Account(JOHN, "hash-1"))).isTrue();
    assertThat(store().create(new Account(JANE, "hash-2"))).isTrue();

    assertThat(store().byId("john-1")).contains(JOHN);
    assertThat(store().byEmail("jane@example.com")).contains(new Account(JANE, "hash-2"));
  }

  @Test
  void nobodyIsFoundUnderAnUnknownIdOrEmail() {
    assertThat(store().byId("nobody")).isEmpty();
    assertThat(store().byEmail("nobody@example.com")).isEmpty();
  }

  @Test
  void anEmailIsTakenOnce() {
    store().create(new Account(JOHN, "hash-1"));
    User other = new User("other", JOHN.email(), "Other", Set.of(), 3_000, false);

    assertThat(store().create(new Account(other, "hash-2"))).isFalse();

    assertThat(store().byEmail(JOHN.email())).contains(new Account(JOHN, "hash-1"));
    assertThat(store().byId("other")).isEmpty();
  }

  @Test
  void anIdIsTakenOnce() {
    store().create(new Account(JOHN, "hash-1"));
    User other = new User(JOHN.id(), "other@example.com", "Other", Set.of(), 3_000, false);

    assertThat(store().create(new Account(other, "hash-2"))).isFalse();

    assertThat(store().byId(JOHN.id())).contains(JOHN);
  }

  @Test
  void aPasswordHashIsReplaced() {
    store().create(new Account(JOHN, "hash-1"));

    store().replacePasswordHash(JOHN.id(), "hash-2");
    store().replacePasswordHash("nobody", "hash-3");

    assertThat(store().byEmail(JOHN.email())).contains(new Account(JOHN, "hash-2"));
  }

  @Test
  void anAccountIsSuspendedAndGivenBack() {
    store().create(new Account(JOHN, "hash-1"));

    assertThat(store().suspend(JOHN.id(), true)).isTrue();
    assertThat(store().suspended()).containsExactly(JOHN.id());
    assertThat(store().byId(JOHN.id()).map(User::suspended)).contains(true);
    assertThat(store().suspend(JOHN.id(), false)).isTrue();
    assertThat(store().suspended()).isEmpty();
    assertThat(store().suspend("nobody", true)).isFalse();
  }

  @Test
  void theTimeFromWhichTokensCountNeverMovesBack() {
    store().create(new Account(JOHN, "hash-1"));
    store().create(new Account(JANE, "hash-2"));

    store().acceptTokensAfter(JOHN.id(), 5_000);
    store().acceptTokensAfter(JOHN.id(), 4_000);

    assertThat(store().tokensAcceptedAfter(5_000)).isEqualTo(Map.of(JOHN.id(), 5_000L));
    assertThat(store().tokensAcceptedAfter(5_001)).isEmpty();
  }
}
