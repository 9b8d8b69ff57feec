package dev.carillon.identity;

/**
 * A user together with the proof of the password. Stays between store and service.
 *
 * @param passwordHash as {@link PasswordHasher} made it, parameters and salt included
 */
public record Account(User user, String passwordHash) {
  /** Without the hash: nothing secret in texts. */
  @Override
  public String toString() {
    return "Account[" + user + "]";
  }
}
