package dev.carillon.app.config;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Who may do what on the topics of a pattern. Its text is {@code *.user.{user} owner owner}.
 *
 * @param topics a pattern; a segment {@code {user}} stands for the id of the owner
 * @param subscribe one of the words anyone, owner, admin, server
 * @param publish the same
 */
public record AccessRule(String topics, String subscribe, String publish) {
  private static final List<String> WHO = List.of("anyone", "owner", "admin", "server");

  static final Kind<AccessRule> KIND =
      new Kind<>(
          "pattern, who may subscribe, who may publish, such as system.** anyone admin; who is one"
              + " of "
              + String.join(", ", WHO),
          AccessRule::parse);

  private static @Nullable AccessRule parse(String text) {
    String[] parts = text.toLowerCase(Locale.ROOT).split("\\s+", -1);
    if (parts.length != 3 || !WHO.contains(parts[1]) || !WHO.contains(parts[2])) {
      return null;
    }
    return new AccessRule(text.split("\\s+", -1)[0], parts[1], parts[2]);
  }
}
