package dev.carillon.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.identity.PasswordHasher.Check;
import dev.carillon.security.Argon2Passwords;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DemoWorldTest {
  @Test
  void theHashIsOfThePasswordAndAsGoodAsOneMadeToday() {
    Argon2Passwords passwords = new Argon2Passwords(1, new SplittableRandom(1));

    assertThat(passwords.verify(DemoWorld.PASSWORD, DemoWorld.PASSWORD_HASH))
        .isEqualTo(Check.MATCHES);
  }
}
