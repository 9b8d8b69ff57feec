package dev.carillon.security;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.SignedJWT;
import dev.carillon.core.auth.Permissions;
import dev.carillon.core.auth.Principal;
import dev.carillon.core.auth.Verification;
import dev.carillon.core.auth.Verification.Reason;
import dev.carillon.core.auth.Verification.Rejected;
import dev.carillon.core.auth.Verification.Verified;
import dev.carillon.identity.AccessToken;
import dev.carillon.identity.Revocations;
import dev.carillon.identity.User;
import dev.carillon.testkit.FakeClock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JwtTokensTest {
  private static final byte[] SECRET = "0123456789abcdef0123456789abcdef".getBytes(US_ASCII);
  private static final User JOHN =
      new User("john-1", "john@example.com", "John D\u00f6e", Set.of("admin", "feed"), 0, false);

  private final FakeClock clock = new FakeClock();
  private final SigningKey key = SigningKey.of(SECRET);
  private final Revocations revocations = new Revocations(930_000);
  private final JwtTokens tokens = new JwtTokens(JwtSettings.own(key), revocations, clock);

  @Test
  void aTokenOfOursNamesItsUser() {
    AccessToken token = tokens.issue(JOHN, "family.nonce", clock.millis());

    assertThat(tokens.verify(token.text()))
        .isEqualTo(
            new Verified(
                new Principal(
                    "john-1",
                    "John D\u00f6e",
                    Set.of("admin", "feed"),
                    "family.nonce",
                    clock.millis(),
                    token.expiresAtMillis(),
                    Permissions.UNSTATED)));
    assertThat(token.expiresAtMillis()).isEqualTo(clock.millis() + 900_000);
    assertThat(token.text()).startsWith("eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.");
  }

  @Test
  void aTokenOfOursIsGoodForOtherLibrariesToo() throws Exception {
    SignedJWT parsed = SignedJWT.parse(tokens.issue(JOHN, "id", clock.millis()).text());

    assertThat(parsed.verify(new MACVerifier(SECRET))).isTrue();
    assertThat(parsed.getJWTClaimsSet().getSubject()).isEqualTo("john-1");
    assertThat(parsed.getJWTClaimsSet().getAudience()).containsExactly("carillon");
    assertThat(parsed.getJWTClaimsSet().getStringClaim("role")).isEqualTo("admin");
  }

  @Test
  void theSameTokenGivesTheSamePrincipal() {
    String token = issue();

    assertThat(principal(tokens.verify(token))).isSameAs(principal(tokens.verify(token)));
  }

  @Test
  void aTokenEndsAtItsTimeAndHalfAMinute() {
    String token = issue();

    clock.advance(Duration.ofMinutes(15).plusSeconds(29));
    assertThat(tokens.verify(token)).isInstanceOf(Verified.class);
    clock.advance(Duration.ofSeconds(1));
    assertRejected(token, Reason.EXPIRED, "Token expired");
    assertThat(new JwtTokens(JwtSettings.own(key), revocations, clock).verify(token))
        .isEqualTo(new Rejected(Reason.EXPIRED, "Token expired"));
  }

  @Test
  void aTokenOfTheFutureIsNotGoodYet() {
    String token = tokens.issue(JOHN, "id", clock.millis() + 31_000).text();

    assertInvalid(token);
    clock.advance(Duration.ofSeconds(1));
    assertThat(tokens.verify(token)).isInstanceOf(Verified.class);
  }

  @Test
  void anyChangedCharacterMakesATokenInvalid() {
    String token = issue();

    for (int i = 0; i < token.length(); i++) {
      char other = token.charAt(i) == 'A' ? 'B' : 'A';
      assertInvalid(token.substring(0, i) + other + token.substring(i + 1));
    }
    assertThat(tokens.verify(token)).isInstanceOf(Verified.class);
  }

  @Test
  void theSameBytesInAnotherSpellingAreNoToken() {
    String token = issue();

    assertInvalid(token + "=");
    assertInvalid(token + " ");
    assertInvalid(token + "\n");
    assertInvalid(" " + token);
    assertInvalid(token.replace('.', '\n'));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ".", "..", "...", "a.b.c", "a.b", "a", "eyJhbGciOiJIUzI1NiJ9.e30.", "\u0000"})
  void whatIsNoTokenIsInvalid(String text) {
    assertInvalid(text);
  }

  @Test
  void aTokenHasThreeSegments() {
    String token = issue();

    assertInvalid(token + ".");
    assertInvalid(token + ".x");
    assertInvalid(token.substring(0, token.lastIndexOf('.')));
    assertInvalid("eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..a.b.c");
  }

  @Test
  void aTokenHas8KilobytesAtMost() {
    String padding = "\"x\":\"" + "y".repeat(5_700) + "\"";
    assertThat(verifyClaims(padding)).isInstanceOf(Verified.class);

    assertInvalid(good("\"x\":\"" + "y".repeat(6_000) + "\""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"alg\":\"none\"}",
        "{\"alg\":\"None\"}",
        "{\"alg\":\"\"}",
        "{}",
        "{\"alg\":\"hs256\"}",
        "{\"alg\":\"HS512\"}",
        "{\"alg\":\"RS256\"}",
        "{\"alg\":[\"HS256\"]}",
        "{\"alg\":\"HS256\",\"alg\":\"HS256\"}",
        "{\"alg\":\"HS256\",\"crit\":[\"exp\"]}",
        "{\"alg\":\"HS256\",\"crit\":[\"b64\"],\"b64\":false}",
        "{\"alg\":\"HS256\",\"enc\":\"A256GCM\"}",
        "{\"alg\":\"HS256\",\"typ\":\"refresh+jwt\"}",
        "{\"alg\":\"HS256\",\"kid\":7}",
        "{\"alg\":\"HS256\"}{}",
        "[]",
        "null",
        "\"HS256\"",
        "{\"alg\":\"HS256\""
      })
  void aHeaderThatIsNotOursIsInvalid(String header) {
    assertInvalid(HandMade.hmac(key, header, payload("")));
    assertInvalid(HandMade.input(header, payload("")) + ".");
  }

  @Test
  void whereAHeaderSaysKeysAreIsNotRead() {
    String header =
        "{\"alg\":\"HS256\",\"jku\":\"https://evil\",\"x5u\":\"https://evil\","
            + "\"jwk\":{\"kty\":\"oct\",\"k\":\"AA\"},\"kid\":\"../../dev/null\"}";

    assertThat(tokens.verify(HandMade.hmac(key, header, payload("")))).isInstanceOf(Verified.class);
    SigningKey other = SigningKey.random(new Random(1));
    assertInvalid(HandMade.hmac(other, header, payload("")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"sub\":\"john\"",
        "\"exp\":1704067300",
        "\"role\":\"user\",\"role\":\"admin\"",
        "\"permissions\":[]",
        "\"permissions\":\"all\"",
        "\"permissions\":{\"subscribe\":\"a\"}",
        "\"permissions\":{\"publish\":[1]}",
        "\"permissions\":{\"publish\":[],\"publish\":[\"a\"]}",
        "\"nbf\":1704067231",
        "\"nbf\":\"1704067200\"",
        "\"iat\":1704067231",
        "\"iat\":-1",
        "\"jti\":7",
        "\"jti\":\"\"",
        "\"x\":{\"a\":[{\"b\":[{\"c\":[{\"d\":[]}]}]}]}"
      })
  void aTwiceOrWronglyStatedClaimIsInvalid(String claim) {
    assertThat(verifyClaims("\"role\":\"user\"")).isInstanceOf(Verified.class);

    assertInvalid(good(claim));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"iss\":\"carillon\",\"aud\":\"carillon\",\"sub\":\"john\",\"use\":\"access\"}",
        "{\"iss\":\"carillon\",\"aud\":\"carillon\",\"exp\":1704067300,\"use\":\"access\"}",
        "{\"iss\":\"carillon\",\"aud\":\"carillon\",\"sub\":\"john\",\"exp\":1704067300}",
        "{\"iss\":\"carillon\",\"aud\":\"other\",\"sub\":\"john\",\"exp\":1704067300,"
            + "\"use\":\"access\"}",
        "{\"iss\":\"other\",\"aud\":\"carillon\",\"sub\":\"john\",\"exp\":1704067300,"
            + "\"use\":\"access\"}",
        "{\"iss\":\"carillon\",\"aud\":\"carillon\",\"sub\":\"john\",\"exp\":1704067300,"
            + "\"use\":\"refresh\"}",
        "{\"iss\":\"carillon\",\"aud\":\"carillon\",\"sub\":\"a b\",\"exp\":1704067300,"
            + "\"use\":\"access\"}",
        "{\"iss\":\"carillon\",\"aud\":\"carillon\",\"sub\":7,\"exp\":1704067300,"
            + "\"use\":\"access\"}",
        "{\"iss\":\"carillon\",\"aud\":\"carillon\",\"sub\":\"john\",\"exp\":\"1704067300\","
            + "\"use\":\"access\"}",
        "{\"iss\":\"carillon\",\"aud\":\"carillon\",\"sub\":\"john\",\"exp\":1e400,"
            + "\"use\":\"access\"}",
        "{\"iss\":\"carillon\",\"aud\":\"carillon\",\"sub\":\"john\",\"exp\":99999999999999999999,"
            + "\"use\":\"access\"}"
      })
  void aTokenOfOursHasAllOurClaims(String payload) {
    assertInvalid(HandMade.hmac(key, HandMade.HS256, payload));
  }

  @Test
  void rolesAreATextOrAList() {
    assertThat(roles("\"role\":\"feed\"")).containsExactly("feed");
    assertThat(roles("\"role\":[\"feed\",\"admin\"]")).containsExactlyInAnyOrder("feed", "admin");
    assertThat(roles("\"roles\":[\"feed\"],\"role\":\"admin\""))
        .containsExactlyInAnyOrder("feed", "admin");
    assertThat(roles("\"x\":1")).isEmpty();
  }

  @Test
  void permissionsComeFromTheirClaim() {
    assertThat(verified("\"permissions\":{\"subscribe\":[\"a.**\"],\"publish\":[]}").permissions())
        .isEqualTo(new Permissions(List.of("a.**"), List.of()));
    assertThat(verified("\"permissions\":{}").permissions()).isEqualTo(Permissions.UNSTATED);
    assertThat(verified("\"permissions\":null").permissions()).isEqualTo(Permissions.UNSTATED);
  }

  @Test
  void theAudienceMayBeAList() {
    String payload =
        "{\"iss\":\"carillon\",\"aud\":[\"other\",\"carillon\"],\"sub\":\"john\","
            + "\"exp\":1704067300,\"use\":\"access\"}";

    assertThat(tokens.verify(HandMade.hmac(key, HandMade.HS256, payload)))
        .isInstanceOf(Verified.class);
  }

  @Test
  void aRevokedTokenIsRejectedAlsoWhenItIsRemembered() {
    String token = tokens.issue(JOHN, "fam.1", clock.millis()).text();
    String other = tokens.issue(JOHN, "other.1", clock.millis()).text();
    assertThat(tokens.verify(token)).isInstanceOf(Verified.class);

    Revoking.family(revocations, "fam", clock.millis());

    assertRejected(token, Reason.REVOKED, "Token revoked");
    assertThat(tokens.verify(other)).isInstanceOf(Verified.class);
  }

  @Test
  void theTokensOfASuspendedUserAreRejected() {
    String token = issue();
    assertThat(tokens.verify(token)).isInstanceOf(Verified.class);

    Revoking.suspend(revocations, "john-1", clock.millis());

    assertRejected(token, Reason.SUSPENDED, "Account suspended");
  }

  @Test
  void randomBytesAreInvalidAndNothingElse() {
    Random random = new Random(7);
    byte[] token = issue().getBytes(US_ASCII);
    for (int round = 0; round < 3_000; round++) {
      byte[] broken = Arrays.copyOf(token, random.nextInt(token.length + 20));
      for (int i = 0; i < 1 + round % 4 && broken.length > 0; i++) {
        broken[random.nextInt(broken.length)] = (byte) random.nextInt(128);
      }
      String text = new String(broken, US_ASCII);
      if (!Arrays.equals(broken, token)) {
        assertInvalid(text);
      }
    }
  }

  @Test
  void randomClaimsNeverThrow() {
    Random random = new Random(8);
    String payload = payload("\"permissions\":{\"subscribe\":[\"a\"]},\"role\":[\"x\"],\"nbf\":1");
    for (int round = 0; round < 3_000; round++) {
      char[] broken = payload.toCharArray();
      for (int i = 0; i < 1 + round % 4; i++) {
        broken[random.nextInt(broken.length)] = (char) (32 + random.nextInt(95));
      }
      Verification answer = tokens.verify(HandMade.hmac(key, HandMade.HS256, new String(broken)));
      assertThat(answer).isNotNull();
    }
  }

  @Test
  void aKeyHas256BitsAtLeastAndIsNeverShown() {
    assertThatThrownBy(() -> SigningKey.ofText("too short"))
        .hasMessage("signing key: 9 bytes (expected: at least 32)");
    assertThat(key.toString()).isEqualTo("SigningKey");
    assertThat(JwtSettings.own(key).toString()).doesNotContain("0123456789");
  }

  private String issue() {
    return tokens.issue(JOHN, "family.nonce", clock.millis()).text();
  }

  private static String payload(String claims) {
    return "{\"iss\":\"carillon\",\"aud\":\"carillon\",\"sub\":\"john\",\"exp\":1704067300,"
        + "\"use\":\"access\""
        + (claims.isEmpty() ? "" : "," + claims)
        + "}";
  }

  private String good(String claims) {
    return HandMade.hmac(key, HandMade.HS256, payload(claims));
  }

  private Verification verifyClaims(String claims) {
    return tokens.verify(good(claims));
  }

  private Principal verified(String claims) {
    return principal(verifyClaims(claims));
  }

  private Set<String> roles(String claims) {
    return verified(claims).roles();
  }

  private static Principal principal(Verification verification) {
    assertThat(verification).isInstanceOf(Verified.class);
    return ((Verified) verification).principal();
  }

  private void assertInvalid(String token) {
    assertRejected(token, Reason.INVALID, "Invalid token");
  }

  private void assertRejected(String token, Reason reason, String why) {
    assertThat(tokens.verify(token)).as("%s", token).isEqualTo(new Rejected(reason, why));
  }
}
