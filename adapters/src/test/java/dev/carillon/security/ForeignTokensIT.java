package dev.carillon.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.carillon.core.auth.Principal;
import dev.carillon.core.auth.Verification;
import dev.carillon.core.auth.Verification.Reason;
import dev.carillon.core.auth.Verification.Rejected;
import dev.carillon.core.auth.Verification.Verified;
import dev.carillon.identity.Revocations;
import dev.carillon.testkit.FakeClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ForeignTokensIT {
  private static final String RS256 = "{\"alg\":\"RS256\",\"kid\":\"rsa\"}";
  private static final String ES256 = "{\"alg\":\"ES256\",\"kid\":\"ec\"}";
  private static final String PAYLOAD =
      "{\"iss\":\"https://login.example.com\",\"aud\":\"carillon\",\"sub\":\"jane\","
          + "\"exp\":1704070000,\"roles\":[\"feed\"]}";

  /** Made once: an RSA key takes its time. */
  private static final KeyPair RSA = rsaPair(2_048);

  private static final KeyPair EC = ecPair("secp256r1");

  private final FakeClock clock = new FakeClock();
  private final AtomicInteger fetches = new AtomicInteger();
  private final HttpServer server;
  private volatile String keys = set(rsaKey(RSA, "rsa"), ecKey(EC, Curve.P_256, "ec"));
  private volatile int status = 200;
  private final JwtTokens tokens;

  ForeignTokensIT() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/keys", this::answer);
    server.start();
    URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/keys");
    tokens =
        new JwtTokens(
            JwtSettings.own(SigningKey.random(new Random(1)))
                .with(new ForeignIssuer(address, "https://login.example.com", "carillon")),
            new Revocations(930_000),
            clock);
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    fetches.incrementAndGet();
    byte[] body = keys.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    try (exchange) {
      exchange.getResponseBody().write(body);
    }
  }

  @Test
  void aTokenSignedByAKeyOfTheSetNamesItsUser() throws Exception {
    Principal byRsa = verified(HandMade.rsa(RSA, RS256, PAYLOAD));
    Principal byEc = verified(HandMade.ec(EC, ES256, PAYLOAD));

    assertThat(byRsa.userId()).isEqualTo("jane");
    assertThat(byRsa.roles()).containsExactly("feed");
    assertThat(byRsa.tokenId()).isNotEmpty().isNotEqualTo(byEc.tokenId());
    assertThat(byEc.userId()).isEqualTo("jane");
    assertThat(fetches).hasValue(1);
  }

  @Test
  void aTokenIsGoodOnlyForTheIssuerAndAudienceThatAreExpected() throws Exception {
    String otherIssuer = PAYLOAD.replace("login.example.com", "evil.example.com");
    String otherAudience = PAYLOAD.replace("carillon", "other");
    String noAudience = PAYLOAD.replace("\"aud\":\"carillon\",", "");

    assertInvalid(HandMade.rsa(RSA, RS256, otherIssuer));
    assertInvalid(HandMade.rsa(RSA, RS256, otherAudience));
    assertInvalid(HandMade.rsa(RSA, RS256, noAudience));
  }

  @Test
  void aTokenThatSaysItIsForSomethingElseIsInvalid() throws Exception {
    for (String claim : List.of("\"typ\":\"Refresh\"", "\"use\":\"refresh\"", "\"typ\":\"ID\"")) {
      assertInvalid(HandMade.rsa(RSA, RS256, PAYLOAD.replace("{", "{" + claim + ",")));
    }
    assertThat(
            tokens.verify(HandMade.rsa(RSA, RS256, PAYLOAD.replace("{", "{\"typ\":\"Bearer\","))))
        .isInstanceOf(Verified.class);
  }

  @Test
  void aSubjectThatIsNoUserIdIsInvalid() throws Exception {
    assertInvalid(HandMade.rsa(RSA, RS256, PAYLOAD.replace("\"jane\"", "\"auth0|jane\"")));
  }

  @Test
  void thePublicKeyIsNoSecret() throws Exception {
    SigningKey publicBytes = SigningKey.of(RSA.getPublic().getEncoded());

    assertInvalid(HandMade.hmac(publicBytes, "{\"alg\":\"HS256\",\"kid\":\"rsa\"}", PAYLOAD));
    assertInvalid(HandMade.hmac(publicBytes, RS256, PAYLOAD));
  }

  @Test
  void aKeyIsForOneAlgorithm() throws Exception {
    assertInvalid(HandMade.ec(EC, "{\"alg\":\"ES256\",\"kid\":\"rsa\"}", PAYLOAD));
    assertInvalid(HandMade.rsa(RSA, "{\"alg\":\"RS256\",\"kid\":\"ec\"}", PAYLOAD));
    assertInvalid(HandMade.rsa(RSA, "{\"alg\":\"ES256\",\"kid\":\"rsa\"}", PAYLOAD));
    assertInvalid(HandMade.rsa(RSA, "{\"alg\":\"PS256\",\"kid\":\"rsa\"}", PAYLOAD));
    assertInvalid(HandMade.input("{\"alg\":\"none\",\"kid\":\"rsa\"}", PAYLOAD) + ".AA");
  }

  @Test
  void aSignatureOfZerosIsInvalid() {
    String zeros = HandMade.base64(new byte[64]);

    assertInvalid(HandMade.input(ES256, PAYLOAD) + '.' + zeros);
    assertInvalid(HandMade.input(ES256, PAYLOAD) + ".AA");
  }

  @Test
  void aTokenOfAnotherKeyIsInvalid() throws Exception {
    assertInvalid(HandMade.rsa(rsaPair(2_048), RS256, PAYLOAD));
    assertInvalid(HandMade.ec(ecPair("secp256r1"), ES256, PAYLOAD));
  }

  @Test
  void unknownKeysFetchTheSetOnceInHalfAMinute() throws Exception {
    verified(HandMade.rsa(RSA, RS256, PAYLOAD));
    for (int i = 0; i < 20; i++) {
      assertInvalid(HandMade.rsa(RSA, "{\"alg\":\"RS256\",\"kid\":\"k" + i + "\"}", PAYLOAD));
    }
    assertThat(fetches).hasValue(1);

    clock.advance(Duration.ofSeconds(30));
    for (int i = 0; i < 20; i++) {
      assertInvalid(HandMade.rsa(RSA, "{\"alg\":\"RS256\",\"kid\":\"k" + i + "\"}", PAYLOAD));
    }
    assertThat(fetches).hasValue(2);
  }

  @Test
  void aNewKeyIsFoundAndAWithdrawnOneIsGoneInTime() throws Exception {
    verified(HandMade.rsa(RSA, RS256, PAYLOAD));
    KeyPair next = rsaPair(2_048);
    keys = set(rsaKey(next, "next"));

    clock.advance(Duration.ofSeconds(30));
    verified(HandMade.rsa(next, "{\"alg\":\"RS256\",\"kid\":\"next\"}", PAYLOAD));
    assertInvalid(HandMade.ec(EC, ES256, PAYLOAD));
  }

  @Test
  void keysSurviveAnOutage() throws Exception {
    verified(HandMade.rsa(RSA, RS256, PAYLOAD));
    status = 500;

    clock.advance(Duration.ofMinutes(20));

    verified(HandMade.rsa(RSA, RS256, PAYLOAD.replace("jane", "john")));
    assertThat(fetches).hasValue(2);
  }

  @Test
  void withoutKeysATokenCantBeCheckedNow() throws Exception {
    status = 500;
    String token = HandMade.rsa(RSA, RS256, PAYLOAD);

    assertThat(tokens.verify(token))
        .isEqualTo(new Rejected(Reason.UNAVAILABLE, "Token can't be checked now, try again"));

    status = 200;
    clock.advance(Duration.ofSeconds(30));
    verified(token);
  }

  @Test
  void aSetThatIsTooLargeOrNoneIsNotTaken() throws Exception {
    String good = keys;
    keys = "{\"keys\":[],\"x\":\"" + "y".repeat(300_000) + "\"}";
    String token = HandMade.rsa(RSA, RS256, PAYLOAD);
    assertThat(tokens.verify(token)).isInstanceOf(Rejected.class);
    keys = "<html>";
    clock.advance(Duration.ofSeconds(30));
    assertThat(tokens.verify(token)).isInstanceOf(Rejected.class);

    keys = good;
    clock.advance(Duration.ofSeconds(30));
    verified(token);
  }

  @Test
  void weakAndForeignKeysInASetAreLeftOut() throws Exception {
    KeyPair weak = rsaPair(1_024);
    KeyPair p384 = ecPair("secp384r1");
    keys =
        set(
            rsaKey(weak, "weak"),
            ecKey(p384, Curve.P_384, "p384"),
            new RSAKey.Builder((RSAPublicKey) RSA.getPublic())
                .keyID("enc")
                .keyUse(com.nimbusds.jose.jwk.KeyUse.ENCRYPTION)
                .build(),
            ecKey(EC, Curve.P_256, "ec"));

    assertInvalid(HandMade.rsa(weak, "{\"alg\":\"RS256\",\"kid\":\"weak\"}", PAYLOAD));
    assertInvalid(HandMade.rsa(RSA, "{\"alg\":\"RS256\",\"kid\":\"enc\"}", PAYLOAD));
    verified(HandMade.ec(EC, ES256, PAYLOAD));
  }

  @Test
  void aTokenWithoutKeyIdIsForTheOnlyKey() throws Exception {
    keys = set(rsaKey(RSA, "rsa"));
    verified(HandMade.rsa(RSA, "{\"alg\":\"RS256\"}", PAYLOAD));
  }

  private Principal verified(String token) {
    Verification verification = tokens.verify(token);
    assertThat(verification).isInstanceOf(Verified.class);
    return ((Verified) verification).principal();
  }

  private void assertInvalid(String token) {
    assertThat(tokens.verify(token)).isEqualTo(new Rejected(Reason.INVALID, "Invalid token"));
  }

  private static String set(JWK... keys) {
    return new JWKSet(List.of(keys)).toString();
  }

  private static JWK rsaKey(KeyPair pair, String id) {
    return new RSAKey.Builder((RSAPublicKey) pair.getPublic()).keyID(id).build();
  }

  private static JWK ecKey(KeyPair pair, Curve curve, String id) {
    return new ECKey.Builder(curve, (ECPublicKey) pair.getPublic()).keyID(id).build();
  }

  private static KeyPair rsaPair(int bits) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(bits);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair ecPair(String curve) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(curve));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
