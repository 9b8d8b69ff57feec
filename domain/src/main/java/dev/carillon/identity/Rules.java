package dev.carillon.identity;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** What an email, a password and a name may look like. */
final class Rules {
  static final String EMAIL_ISSUE = "must be an email address";
  static final String PASSWORD_ISSUE = "must have 8 to 128 bytes";
  static final String NAME_ISSUE =
      "must have 1 to 100 characters, none of them a control character";

  private static final int MAX_EMAIL = 254;
  private static final int MIN_PASSWORD = 8;
  private static final int MAX_PASSWORD = 128;
  private static final int MAX_NAME = 100;
  private static final Pattern EMAIL =
      Pattern.compile(
          "[\\p{L}\\p{N}.!#$%&'*+/=?^_`{|}~-]{1,64}"
              + "@[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*");

  private Rules() {}

  /** The one spelling under which a user is found. */
  static String canonicalEmail(String email) {
    return email.length() > MAX_EMAIL
        ? email
        : Normalizer.normalize(email.strip(), Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
  }

  static boolean isEmail(String canonical) {
    return canonical.length() <= MAX_EMAIL && EMAIL.matcher(canonical).matches();
  }

  /** The one spelling of a password that keyboards write in several (NFKC, as NIST SP 800-63B). */
  static String canonicalPassword(String password) {
    return password.length() > MAX_PASSWORD
        ? password
        : Normalizer.normalize(password, Normalizer.Form.NFKC);
  }

  static boolean mayBePassword(String canonical) {
    int bytes = canonical.getBytes(StandardCharsets.UTF_8).length;
    return bytes <= MAX_PASSWORD;
  }

  static boolean isPassword(String canonical) {
    int bytes = canonical.getBytes(StandardCharsets.UTF_8).length;
    return bytes >= MIN_PASSWORD && bytes <= MAX_PASSWORD;
  }

  static boolean isName(String name) {
    return !name.isBlank()
        && name.codePointCount(0, name.length()) <= MAX_NAME
        && name.codePoints().noneMatch(Character::isISOControl);
  }
}
