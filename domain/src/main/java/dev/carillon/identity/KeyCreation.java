package dev.carillon.identity;

/** The answer to a user who wants an API key. */
public sealed interface KeyCreation {

  /**
   * There it is.
   *
   * @param value the key itself; nobody can have it again
   */
  record Created(ApiKey key, String value) implements KeyCreation {
    /** Without the value: nothing secret in texts. */
    @Override
    public String toString() {
      return "Created[" + key + "]";
    }
  }

  /** A field can't be accepted; the issue says what is expected. */
  record Invalid(String field, String issue) implements KeyCreation {}

  /** The user has as many as one may have. */
  record TooMany(int limit) implements KeyCreation {}
}
