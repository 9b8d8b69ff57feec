package dev.carillon.api.topics;

import dev.carillon.core.topic.Topic;
import dev.carillon.core.topic.TopicPattern;
import java.util.Arrays;
import java.util.List;

/**
 * Who may subscribe and publish to the topics of a pattern.
 *
 * @param pattern a topic pattern, in which one segment may be {@code {user}}: the id of the topic's
 *     owner, for {@link Who#OWNER}
 */
public record AccessRule(String pattern, Who subscribe, Who publish) {
  private static final String USER = "{user}";

  /** Who may. Administrators may whatever users may. */
  public enum Who {
    /** Every user. */
    ANYONE,
    /** The user whose id stands at {@code {user}}, and administrators. */
    OWNER,
    /** Administrators. */
    ADMIN,
    /** Only the server itself. */
    SERVER
  }

  public AccessRule {
    List<String> segments = segments(pattern);
    int users = (int) segments.stream().filter(USER::equals).count();
    boolean owned = subscribe == Who.OWNER || publish == Who.OWNER;
    if (users > 1 || (owned && users == 0)) {
      throw new IllegalArgumentException(
          "pattern: " + pattern + " (expected: {user} once where the owner is asked for)");
    }
    if (TopicPattern.parse(TopicsApi.SPACE, pattern.replace(USER, "*")) == null) {
      throw new IllegalArgumentException(
          "pattern: " + pattern + " (expected: a topic pattern, with {user} for the owner's id)");
    }
  }

  /** The rule made ready to be asked. */
  Compiled compile() {
    TopicPattern parsed = TopicPattern.parse(TopicsApi.SPACE, pattern.replace(USER, "*"));
    if (parsed == null) {
      throw new AssertionError(pattern);
    }
    return new Compiled(this, parsed, segments(pattern));
  }

  /** A rule with its pattern taken apart. */
  record Compiled(AccessRule rule, TopicPattern topics, List<String> parts) {

    /** Whose topic it is; empty when the rule knows no owner. */
    String ownerOf(Topic topic) {
      int at = parts.indexOf(USER);
      return at < 0 ? "" : segments(topic.name()).get(at);
    }

    /** Whether {@code wildcard} may match a topic of this rule that the user may not hear. */
    boolean mayRefuse(TopicPattern wildcard, String userId) {
      return switch (rule.subscribe()) {
        case ANYONE -> false;
        case OWNER -> mayMeet(wildcard, userId);
        case ADMIN, SERVER -> mayMeet(wildcard, "");
      };
    }

    /** Whether both match a topic that belongs to another than {@code owner}. */
    private boolean mayMeet(TopicPattern wildcard, String owner) {
      List<String> others = segments(wildcard.text());
      for (int i = 0; i < parts.size() && i < others.size(); i++) {
        String mine = parts.get(i);
        String other = others.get(i);
        if (mine.equals("**") || other.equals("**")) {
          return true;
        }
        boolean isOwn = mine.equals(USER) && other.equals(owner);
        boolean differs = !mine.equals(USER) && !mine.equals("*") && !mine.equals(other);
        if (isOwn || (differs && !other.equals("*"))) {
          return false;
        }
      }
      return parts.size() == others.size();
    }
  }

  private static List<String> segments(String name) {
    return Arrays.asList(name.split("\\.", -1));
  }
}
