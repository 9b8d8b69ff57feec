package dev.carillon.api.chat.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SignatureTest {

  /** The example that libraries of Standard Webhooks are tested with. */
  @Test
  void theKnownExampleIsSignedAsEverywhere() {
    byte[] body = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);

    String signature =
        Signature.of(
            "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            1_614_265_330,
            body);

    assertThat(signature).isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void aNewSecretHas256Bits() {
    String secret = Signature.newSecret(new Random(1));

    assertThat(secret).startsWith("whsec_").isNotEqualTo(Signature.newSecret(new Random(2)));
    assertThat(Base64.getDecoder().decode(secret.substring(6))).hasSize(32);
  }
}
