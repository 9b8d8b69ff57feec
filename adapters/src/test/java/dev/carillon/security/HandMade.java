package dev.carillon.security;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.util.Base64;

/** Tokens made by hand, also those that no library would make. */
final class HandMade {
  static final String HS256 = "{\"alg\":\"HS256\",\"typ\":\"JWT\"}";

  private HandMade() {}

  /** Signed by a secret key, whatever the header says. */
  static String hmac(SigningKey key, String header, String payload) {
    String input = input(header, payload);
    return input + '.' + base64(key.sign(input.getBytes(StandardCharsets.US_ASCII)));
  }

  /** Signed by an RSA key, whatever the header says. */
  static String rsa(KeyPair pair, String header, String payload) throws GeneralSecurityException {
    return signed(pair, "SHA256withRSA", header, payload);
  }

  /** Signed by an elliptic curve key, whatever the header says. */
  static String ec(KeyPair pair, String header, String payload) throws GeneralSecurityException {
    return signed(pair, "SHA256withECDSAinP1363Format", header, payload);
  }

  private static String signed(KeyPair pair, String algorithm, String header, String payload)
      throws GeneralSecurityException {
    String input = input(header, payload);
    Signature signature = Signature.getInstance(algorithm);
    signature.initSign(pair.getPrivate());
    signature.update(input.getBytes(StandardCharsets.US_ASCII));
    return input + '.' + base64(signature.sign());
  }

  static String input(String header, String payload) {
    return base64(header) + '.' + base64(payload);
  }

  static String base64(String text) {
    return base64(text.getBytes(StandardCharsets.UTF_8));
  }

  static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
