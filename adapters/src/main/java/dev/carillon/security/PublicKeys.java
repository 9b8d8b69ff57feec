package dev.carillon.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import java.text.ParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a JWK set that may verify tokens, by their {@code kid} (RFC 7517): RSA of 2048 bits
 * and more for RS256, P-256 for ES256. Others in the set are left out. Immutable.
 */
final class PublicKeys {
  static final PublicKeys EMPTY = new PublicKeys(Map.of());

  private static final int MIN_RSA_BITS = 2_048;
  private static final int MAX_KEYS = 100;

  private final Map<String, VerificationKey> keys;

  private PublicKeys(Map<String, VerificationKey> keys) {
    this.keys = Map.copyOf(keys);
  }

  /**
   * Reads a set.
   *
   * @throws ParseException when it is none, or holds no key that we can use
   */
  static PublicKeys parse(String json) throws ParseException {
    List<JWK> all = JWKSet.parse(json).getKeys();
    Map<String, VerificationKey> keys = new HashMap<>();
    for (JWK jwk : all.subList(0, Math.min(MAX_KEYS, all.size()))) {
      VerificationKey key = key(jwk);
      if (key != null) {
        keys.put(jwk.getKeyID() == null ? "" : jwk.getKeyID(), key);
      }
    }
    if (keys.isEmpty()) {
      throw new ParseException("no RSA or P-256 key for signatures in the set", 0);
    }
    return new PublicKeys(keys);
  }

  /** The key of this id; of a token without one: the only key there is; null: none. */
  @Nullable VerificationKey find(@Nullable String keyId) {
    if (keyId == null) {
      return keys.size() == 1 ? keys.values().iterator().next() : null;
    }
    return keys.get(keyId);
  }

  private static @Nullable VerificationKey key(JWK jwk) {
    if (jwk.getKeyUse() != null && !jwk.getKeyUse().equals(KeyUse.SIGNATURE)) {
      return null;
    }
    try {
      return switch (jwk) {
        case RSAKey rsa
            when isFor(jwk, JWSAlgorithm.RS256)
                && rsa.toRSAPublicKey().getModulus().bitLength() >= MIN_RSA_BITS ->
            new VerificationKey(VerificationKey.Algorithm.RS256, rsa.toRSAPublicKey());
        case ECKey ec when isFor(jwk, JWSAlgorithm.ES256) && Curve.P_256.equals(ec.getCurve()) ->
            new VerificationKey(VerificationKey.Algorithm.ES256, ec.toECPublicKey());
        default -> null;
      };
    } catch (JOSEException _) {
      return null;
    }
  }

  private static boolean isFor(JWK jwk, JWSAlgorithm algorithm) {
    return jwk.getAlgorithm() == null || jwk.getAlgorithm().equals(algorithm);
  }
}
