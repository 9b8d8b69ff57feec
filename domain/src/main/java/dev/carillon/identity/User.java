package dev.carillon.identity;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Somebody who may log in.
 *
 * @param id opaque, {@code [A-Za-z0-9_-]{1,64}}
 * @param email lower case, unique among users
 * @param name what people call the user
 * @param roles such as {@code admin} and {@code feed}; an ordinary user has none
 * @param createdAtMillis milliseconds since 1970
 * @param suspended whether the account may not be used now
 */
public record User(
    String id,
    String email,
    String name,
    Set<String> roles,
    long createdAtMillis,
    boolean suspended) {
  public static final String ADMIN = "admin";
  public static final String ORDINARY = "user";

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  public User {
    if (!isId(id)) {
      throw new IllegalArgumentException("id: " + id + " (expected: [A-Za-z0-9_-]{1,64})");
    }
    roles = Set.copyOf(roles);
  }

  /** Whether the text may be the id of a user. */
  public static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  /** The one role that APIs with a single {@code role} field show. */
  public String role() {
    if (roles.isEmpty()) {
      return ORDINARY;
    }
    return roles.contains(ADMIN) ? ADMIN : new TreeSet<>(roles).first();
  }
}
