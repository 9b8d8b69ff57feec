package dev.carillon.api.topics;

import dev.carillon.api.topics.AccessRule.Who;
import dev.carillon.core.auth.Principal;
import dev.carillon.core.bus.Publication;
import dev.carillon.core.topic.Topic;
import dev.carillon.core.topic.TopicPattern;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What one user may do under a policy, and the filter of that user's deliveries. A {@code
 * permissions} claim in the token takes the place of the policy's rules, but for what only the
 * server may publish.
 *
 * <p>A connection keeps one for its life, so that its subscriptions obey a new token at once.
 * Confined to the connection's loop.
 */
final class Access implements Predicate<Publication> {
  private static final Topic SOME_CHANNEL =
      Topic.of(TopicsApi.SPACE, "messages.channel.00000000-0000-0000-0000-000000000000");
  private static final Pattern CHANNEL = Pattern.compile("messages\\.channel\\.[0-9a-f-]{36}");

  private final AccessPolicy policy;
  private Principal principal;
  private boolean admin;
  private @Nullable List<TopicPattern> subscribe;
  private @Nullable List<TopicPattern> publish;

  Access(AccessPolicy policy, Principal principal) {
    this.policy = policy;
    this.principal = principal;
    bind(principal);
  }

  /** From now on judges by another token of the same user. */
  void bind(Principal newPrincipal) {
    principal = newPrincipal;
    admin = newPrincipal.isAdmin();
    subscribe = patterns(newPrincipal.permissions().subscribe());
    publish = patterns(newPrincipal.permissions().publish());
  }

  Principal principal() {
    return principal;
  }

  boolean mayPublish(Topic topic) {
    AccessPolicy.Decision decision = policy.decide(topic);
    if (publish != null && decision.publish() != Who.SERVER) {
      return matchesOne(publish, topic);
    }
    return is(decision.publish(), decision.owner());
  }

  /** Wildcards may be subscribed by anyone: what they deliver is filtered. */
  boolean maySubscribe(TopicPattern pattern) {
    return pattern.isWildcard() || mayRead(Topic.of(TopicsApi.SPACE, pattern.text()));
  }

  boolean mayRead(Topic topic) {
    if (subscribe != null) {
      return matchesOne(subscribe, topic);
    }
    AccessPolicy.Decision decision = policy.decide(topic);
    return is(decision.subscribe(), decision.owner());
  }

  /** What {@code pattern} delivers to this user; null: everything, so that frames are shared. */
  @Nullable Predicate<Publication> filterOf(TopicPattern pattern) {
    boolean hearsMessages = pattern.matches(TopicsApi.MESSAGES) && policy.keepsMessagesPrivate();
    if (!admin && (hearsMessages || mayHearChat(pattern))) {
      return this;
    }
    return pattern.isWildcard() && mayBeRefused(pattern) ? this : null;
  }

  /** Whether this user may hear a publication. */
  @Override
  public boolean test(Publication publication) {
    boolean isReader =
        publication.readers().isEmpty()
            || admin
            || publication.readers().contains(principal.userId());
    return isReader && mayRead(publication.topic());
  }

  /** Channels of the chat are told here too, each to those who may read it. */
  private static boolean mayHearChat(TopicPattern pattern) {
    return pattern.isWildcard()
        ? pattern.matches(SOME_CHANNEL)
        : CHANNEL.matcher(pattern.text()).matches();
  }

  private boolean mayBeRefused(TopicPattern wildcard) {
    if (subscribe != null) {
      return !subscribe.contains(wildcard);
    }
    for (AccessRule.Compiled rule : policy.rules()) {
      boolean always = admin && rule.rule().subscribe() != Who.SERVER;
      if (!always && rule.mayRefuse(wildcard, principal.userId())) {
        return true;
      }
    }
    return false;
  }

  private boolean is(Who who, String owner) {
    return switch (who) {
      case ANYONE -> true;
      case OWNER -> admin || owner.equals(principal.userId());
      case ADMIN -> admin;
      case SERVER -> false;
    };
  }

  private static boolean matchesOne(List<TopicPattern> patterns, Topic topic) {
    for (TopicPattern pattern : patterns) {
      if (pattern.matches(topic)) {
        return true;
      }
    }
    return false;
  }

  /** What is no pattern allows nothing. */
  private static @Nullable List<TopicPattern> patterns(@Nullable List<String> texts) {
    return texts == null
        ? null
        : texts.stream()
            .map(text -> TopicPattern.parse(TopicsApi.SPACE, text))
            .filter(Objects::nonNull)
            .toList();
  }
}
