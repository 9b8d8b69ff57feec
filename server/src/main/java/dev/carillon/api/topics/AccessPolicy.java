package dev.carillon.api.topics;

import dev.carillon.api.topics.AccessRule.Who;
import dev.carillon.core.topic.Topic;
import java.util.List;

/**
 * Who may subscribe and publish to which topics. Of its rules the first that matches a topic
 * decides; a topic without a rule is open to every user. Immutable; any thread.
 *
 * <p>A token's {@code permissions} claim is asked in place of the rules: see {@link Access}.
 */
public final class AccessPolicy {
  private static final Decision UNDECIDED =
      new Decision(Topic.of(TopicsApi.SPACE, "-"), Who.ANYONE, Who.ANYONE, "");

  private final List<AccessRule.Compiled> rules;
  private final boolean privateMessages;

  /**
   * The answer for the last topic asked for. A race costs a look-up, nothing else: the record is
   * immutable, and whoever reads it checks its topic.
   */
  private Decision last = UNDECIDED;

  /**
   * What the rules say of a topic.
   *
   * @param owner whose it is, for {@link Who#OWNER}
   */
  record Decision(Topic topic, Who subscribe, Who publish, String owner) {}

  private AccessPolicy(List<AccessRule> rules, boolean privateMessages) {
    this.rules = rules.stream().map(AccessRule::compile).toList();
    this.privateMessages = privateMessages;
  }

  /**
   * The default: topics of one user are for that user, {@code system.**} is published by
   * administrators, {@code messages} by the server, and a direct message reaches only its
   * participants and administrators. Topics below one's own, such as {@code
   * messages.user.123.replies}, are one's own too.
   */
  public static AccessPolicy strict() {
    return of(
        List.of(
            new AccessRule("system.**", Who.ANYONE, Who.ADMIN),
            new AccessRule("messages", Who.ANYONE, Who.SERVER),
            new AccessRule("*.user.{user}", Who.OWNER, Who.OWNER),
            new AccessRule("*.user.{user}.**", Who.OWNER, Who.OWNER)));
  }

  /** The letter of the API's document: every user may do everything, but for {@code system.**}. */
  public static AccessPolicy documented() {
    return new AccessPolicy(List.of(new AccessRule("system.**", Who.ADMIN, Who.ADMIN)), false);
  }

  /** Rules of one's own; direct messages stay private. */
  public static AccessPolicy of(List<AccessRule> rules) {
    return new AccessPolicy(rules, true);
  }

  /** Whether direct messages are kept from those who merely hear {@code messages}. */
  boolean keepsMessagesPrivate() {
    return privateMessages;
  }

  Decision decide(Topic topic) {
    Decision known = last;
    if (known.topic().equals(topic)) {
      return known;
    }
    Decision decision = new Decision(topic, Who.ANYONE, Who.ANYONE, "");
    for (AccessRule.Compiled rule : rules) {
      if (rule.topics().matches(topic)) {
        decision =
            new Decision(
                topic, rule.rule().subscribe(), rule.rule().publish(), rule.ownerOf(topic));
        break;
      }
    }
    last = decision;
    return decision;
  }

  List<AccessRule.Compiled> rules() {
    return rules;
  }
}
