package dev.carillon.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.identity.KeyCreation.Created;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ApiKeysTest {
  private static final long NOW = 1_700_000_000_000L;
  private static final User JOHN = new User("john", "john@x.y", "John", Set.of(), NOW, false);

  private final MemoryUserStore users = new MemoryUserStore();
  private final List<Revocation> heard = new ArrayList<>();
  private final ApiKeys keys;

  ApiKeysTest() {
    Revocations revocations = new Revocations(900_000);
    revocations.listen(heard::add);
    keys = new ApiKeys(new MemoryApiKeyStore(), users, revocations, new Random(1));
    users.create(new Account(JOHN, "hash"));
  }

  @Test
  void aKeyIsShownOnceAndFindsItsUser() {
    Created created = create("Bot");

    assertThat(created.value()).startsWith("ck_").hasSizeGreaterThan(40);
    assertThat(keys.find(created.value())).contains(new ApiKeys.Holder(JOHN, created.key()));
    assertThat(keys.list("john")).containsExactly(created.key());
    assertThat(created.toString() + keys.list("john")).doesNotContain(created.value());
  }

  @Test
  void nobodyIsFoundByAnotherValue() {
    Created created = create("Bot");

    assertThat(keys.find(created.value() + "x")).isEmpty();
    assertThat(keys.find(created.key().id())).isEmpty();
    assertThat(keys.find("")).isEmpty();
  }

  @Test
  void aRevokedKeyFindsNobodyAndListenersHearOfIt() {
    Created byId = create("First");
    Created byValue = create("Second");

    assertThat(keys.revoke("john", byId.key().id(), NOW)).isTrue();
    assertThat(keys.revoke("john", byValue.value(), NOW)).isTrue();
    assertThat(keys.revoke("john", byId.key().id(), NOW)).isFalse();

    assertThat(keys.find(byId.value())).isEmpty();
    assertThat(keys.find(byValue.value())).isEmpty();
    assertThat(heard)
        .containsExactly(
            new Revocation.OfKey("john", byId.key().id()),
            new Revocation.OfKey("john", byValue.key().id()));
    assertThat(heard.getFirst().covers("john", byId.key().id(), NOW)).isTrue();
    assertThat(heard.getFirst().covers("john", byValue.key().id(), NOW)).isFalse();
  }

  @Test
  void nobodyRevokesTheKeyOfAnother() {
    Created created = create("Bot");

    assertThat(keys.revoke("jane", created.key().id(), NOW)).isFalse();
    assertThat(keys.revoke("jane", created.value(), NOW)).isFalse();

    assertThat(keys.find(created.value())).isPresent();
    assertThat(heard).isEmpty();
  }

  @Test
  void theKeysOfASuspendedUserFindNobody() {
    Created created = create("Bot");

    users.suspend("john", true);

    assertThat(keys.find(created.value())).isEmpty();
  }

  @Test
  void aKeyWithAKnownValueIsMadeOnce() {
    keys.ensureKey("john", "Demo", "demo", NOW);
    keys.ensureKey("john", "Demo", "demo", NOW + 1);

    assertThat(keys.list("john")).hasSize(1);
    assertThat(keys.find("demo")).isPresent();
    assertThat(keys.list("john").getFirst().hint()).isEqualTo("d");
  }

  @Test
  void aUserHasAHundredKeysAtMost() {
    for (int i = 0; i < ApiKeys.MAX_PER_USER; i++) {
      create("Bot " + i);
    }

    assertThat(keys.create("john", "One more", NOW))
        .isEqualTo(new KeyCreation.TooMany(ApiKeys.MAX_PER_USER));
  }

  @Test
  void aNameIsNeeded() {
    assertThat(keys.create("john", "  ", NOW)).isInstanceOf(KeyCreation.Invalid.class);
    assertThat(keys.create("john", "x".repeat(101), NOW)).isInstanceOf(KeyCreation.Invalid.class);
  }

  private Created create(String name) {
    KeyCreation creation = keys.create("john", name, NOW);
    assertThat(creation).isInstanceOf(Created.class);
    return (Created) creation;
  }
}
