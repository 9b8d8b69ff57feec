package dev.carillon.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.password4j.Argon2Function;
import com.password4j.types.Argon2;
import dev.carillon.identity.PasswordHasher.Check;
import dev.carillon.identity.PasswordHasher.Hashing;
import dev.carillon.identity.PasswordHasher.Hashing.Hashed;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class Argon2PasswordsTest {
  private final Argon2Passwords passwords = new Argon2Passwords(2, new Random(1));

  @Test
  void aPasswordMatchesItsHashAndNoOther() {
    String hash = hash("correct horse \uD83D\uDC0E");

    assertThat(passwords.verify("correct horse \uD83D\uDC0E", hash)).isEqualTo(Check.MATCHES);
    assertThat(passwords.verify("correct horse", hash)).isEqualTo(Check.DIFFERS);
    assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
  }

  @Test
  void theSamePasswordHasAnotherHashEachTime() {
    assertThat(hash("password123")).isNotEqualTo(hash("password123"));
  }

  @Test
  void aHashMadeWithLessIsToldApart() {
    Argon2Function less = Argon2Function.getInstance(1_024, 1, 1, 32, Argon2.ID);
    String hash = less.hash("password123").getResult();

    assertThat(passwords.verify("password123", hash)).isEqualTo(Check.MATCHES_OUTDATED);
    assertThat(passwords.verify("password124", hash)).isEqualTo(Check.DIFFERS);
  }

  @Test
  void aDecoyIsCheckedLikeAHashAndNeverMatches() {
    assertThat(passwords.decoy()).hasSameSizeAs(hash("password123"));
    assertThat(passwords.verify("password123", passwords.decoy())).isEqualTo(Check.DIFFERS);
  }

  @Test
  void whenTooManyWaitTheRestIsToldSo() throws Exception {
    Argon2Passwords narrow = new Argon2Passwords(1, 1, new Random(1));
    String decoy = narrow.decoy();
    List<Callable<Check>> callers = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      callers.add(() -> narrow.verify("password123", decoy));
    }

    try (ExecutorService threads = Executors.newFixedThreadPool(20)) {
      List<Check> answers = threads.invokeAll(callers).stream().map(Future::resultNow).toList();

      assertThat(answers).filteredOn(Check.DIFFERS::equals).hasSizeBetween(2, 19);
      assertThat(answers).filteredOn(Check.BUSY::equals).isNotEmpty();
    }
    assertThat(narrow.verify("password123", decoy)).isEqualTo(Check.DIFFERS);
  }

  private String hash(String password) {
    Hashing hashing = passwords.hash(password);
    assertThat(hashing).isInstanceOf(Hashed.class);
    return ((Hashed) hashing).hash();
  }
}
