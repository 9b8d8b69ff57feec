package dev.carillon.security;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;

/**
 * A public key of somebody else together with the one algorithm it is for: what a token's header
 * says never chooses the algorithm (RFC 8725 section 3.1).
 */
record VerificationKey(Algorithm algorithm, PublicKey key) {

  /** The public-key algorithms accepted. */
  enum Algorithm {
    RS256("SHA256withRSA"),
    ES256("SHA256withECDSAinP1363Format");

    private final String jcaName;

    Algorithm(String jcaName) {
      this.jcaName = jcaName;
    }
  }

  boolean verifies(byte[] input, byte[] signature) {
    try {
      Signature check = Signature.getInstance(algorithm.jcaName);
      check.initVerify(key);
      check.update(input);
      return check.verify(signature);
    } catch (GeneralSecurityException _) {
      // A signature of the wrong length or shape is an exception in the JDK, and a no here.
      return false;
    }
  }
}
