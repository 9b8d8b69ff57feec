package dev.carillon.api.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.api.topics.AccessRule.Who;
import dev.carillon.core.auth.Permissions;
import dev.carillon.core.auth.Principal;
import dev.carillon.core.bus.Payload;
import dev.carillon.core.bus.Publication;
import dev.carillon.core.topic.Topic;
import dev.carillon.core.topic.TopicPattern;
import dev.carillon.testkit.Seeds;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The access bullet of topics.md, sentence by sentence. */
class AccessPolicyTest {
  private final Access john = access(AccessPolicy.strict(), user("john"));
  private final Access admin = access(AccessPolicy.strict(), admin());

  @Test
  void strictKeepsTheTopicsOfAUserForThatUserAndAdmins() {
    for (String own : List.of("messages.user.john", "notifications.user.john", "x.user.john.a.b")) {
      assertThat(mayDo(john, own)).isEqualTo("subscribe publish");
      assertThat(mayDo(admin, own)).isEqualTo("subscribe publish");
    }
    for (String other : List.of("messages.user.jane", "messages.user.jane.replies", "x.user.Jo")) {
      assertThat(mayDo(john, other)).isEmpty();
      assertThat(mayDo(admin, other)).isEqualTo("subscribe publish");
    }
  }

  @Test
  void strictLetsOnlyAdminsPublishToSystemTopics() {
    assertThat(mayDo(john, "system.alerts")).isEqualTo("subscribe");
    assertThat(mayDo(admin, "system.alerts.a")).isEqualTo("subscribe publish");
  }

  @Test
  void strictLetsOnlyTheServerPublishMessages() {
    assertThat(mayDo(john, "messages")).isEqualTo("subscribe");
    assertThat(mayDo(admin, "messages")).isEqualTo("subscribe");
  }

  @Test
  void strictLeavesEverythingElseOpen() {
    for (String open : List.of("messages.channel.general", "a", "user.jane", "a.b.user.jane")) {
      assertThat(mayDo(john, open)).isEqualTo("subscribe publish");
    }
  }

  @Test
  void aWildcardMayBeSubscribedByAnyoneAndNeverWidensWhatItsHolderMayRead() {
    TopicPattern everything = pattern("**");
    assertThat(john.maySubscribe(everything)).isTrue();

    Predicate<Publication> filter = Objects.requireNonNull(john.filterOf(everything));
    assertThat(filter.test(publication("messages.user.jane", Set.of()))).isFalse();
    assertThat(filter.test(publication("messages.user.john", Set.of()))).isTrue();
    assertThat(filter.test(publication("prices.eur", Set.of()))).isTrue();
  }

  @Test
  void aDirectMessageReachesOnlyItsParticipantsAndAdmins() {
    Publication direct = publication("messages", Set.of("jane", "jim"));
    TopicPattern messages = pattern("messages");

    assertThat(Objects.requireNonNull(john.filterOf(messages)).test(direct)).isFalse();
    assertThat(john.test(publication("messages", Set.of("john", "jane")))).isTrue();
    assertThat(john.test(publication("messages", Set.of()))).isTrue();
    assertThat(admin.filterOf(messages)).isNull();
    assertThat(admin.test(direct)).isTrue();
  }

  @Test
  void thereIsNoFilterWhereNothingCanBeRefused() {
    for (String free :
        List.of(
            "prices.*",
            "messages.channel.general",
            "messages.room.*",
            "messages.user.john.*",
            "messages.user.john.**",
            "*.user.john",
            "a.b.c.**",
            "*.room")) {
      assertThat(john.filterOf(pattern(free))).describedAs(free).isNull();
    }
    for (String guarded :
        List.of(
            "messages.**",
            "messages.channel.*",
            "messages.channel.**",
            "messages.channel.12345678-1234-5678-1234-123456789012",
            "*",
            "**",
            "*.*",
            "messages.user.*",
            "*.user.jane",
            "a.*.b",
            "a.**",
            "*.user.*.**",
            "a.user.**",
            "messages.user.jane.**")) {
      boolean isNeeded = !guarded.equals("*.*");
      assertThat(john.filterOf(pattern(guarded)) != null).describedAs(guarded).isEqualTo(isNeeded);
      assertThat(admin.filterOf(pattern(guarded))).isNull();
    }
  }

  /** Whoever has no filter would get the same with one. */
  @Seeds(200)
  void aMissingFilterHidesNothing(RandomGenerator random) {
    TopicPattern wildcard = pattern(randomName(random, true) + ".*");
    Topic topic = Topic.of(TopicsApi.SPACE, randomName(random, false) + ".john");
    if (wildcard.matches(topic) && john.filterOf(wildcard) == null) {
      assertThat(john.mayRead(topic)).describedAs("%s by %s", topic, wildcard).isTrue();
    }
  }

  @Test
  void documentedLetsEveryUserDoEverythingButSystemTopics() {
    Access any = access(AccessPolicy.documented(), user("john"));

    for (String topic : List.of("messages", "messages.user.jane", "a.b")) {
      assertThat(mayDo(any, topic)).isEqualTo("subscribe publish");
    }
    assertThat(mayDo(any, "system.x")).isEmpty();
    assertThat(mayDo(access(AccessPolicy.documented(), admin()), "system.x"))
        .isEqualTo("subscribe publish");
    assertThat(any.filterOf(pattern("messages"))).isNull();
    assertThat(any.filterOf(pattern("messages.user.**"))).isNull();
    assertThat(any.filterOf(pattern("**"))).isNotNull();
  }

  @Test
  void aPermissionsClaimNarrowsAToken() {
    for (AccessPolicy policy : List.of(AccessPolicy.strict(), AccessPolicy.documented())) {
      Access narrow = access(policy, user("john", List.of("a.*"), List.of("a.b")));
      assertThat(mayDo(narrow, "a.b")).isEqualTo("subscribe publish");
      assertThat(mayDo(narrow, "a.c")).isEqualTo("subscribe");
      assertThat(mayDo(narrow, "messages.user.john")).isEmpty();
      assertThat(narrow.maySubscribe(pattern("b.*"))).isTrue();
      assertThat(Objects.requireNonNull(narrow.filterOf(pattern("b.*"))).test(publication("b.b")))
          .isFalse();
      assertThat(narrow.filterOf(pattern("a.*"))).isNull();
    }
  }

  @Test
  void aPermissionsClaimWidensAToken() {
    for (AccessPolicy policy : List.of(AccessPolicy.strict(), AccessPolicy.documented())) {
      Access wide = access(policy, user("john", List.of("**"), List.of("system.**", "messages")));
      assertThat(wide.mayRead(topic("messages.user.jane"))).isTrue();
      assertThat(wide.mayPublish(topic("system.x"))).isTrue();
    }
    Access wide = access(AccessPolicy.strict(), user("john", null, List.of("**")));
    assertThat(mayDo(wide, "messages")).isEqualTo("subscribe");
    assertThat(mayDo(wide, "messages.user.jane")).isEqualTo("publish");
  }

  @Test
  void whatIsNoPatternInAClaimAllowsNothing() {
    Access odd = access(AccessPolicy.strict(), user("john", List.of("a..b", "***"), List.of()));

    assertThat(mayDo(odd, "a")).isEmpty();
  }

  @Test
  void rulesOfOnesOwnReplaceTheDefaults() {
    AccessPolicy policy =
        AccessPolicy.of(
            List.of(
                new AccessRule("team.{user}.**", Who.ANYONE, Who.OWNER),
                new AccessRule("news.*", Who.ANYONE, Who.SERVER),
                new AccessRule("audit.**", Who.SERVER, Who.ADMIN)));
    Access own = access(policy, user("john"));

    assertThat(mayDo(own, "team.john.plans")).isEqualTo("subscribe publish");
    assertThat(mayDo(own, "team.jane.plans")).isEqualTo("subscribe");
    assertThat(mayDo(own, "news.today")).isEqualTo("subscribe");
    assertThat(mayDo(own, "messages.user.jane")).isEqualTo("subscribe publish");
    assertThat(mayDo(access(policy, admin()), "audit.x")).isEqualTo("publish");
    assertThat(access(policy, admin()).filterOf(pattern("audit.*"))).isNotNull();
  }

  @Test
  void aBadRuleIsRefusedByName() {
    assertThatThrownBy(() -> new AccessRule("a..b", Who.ANYONE, Who.ANYONE))
        .hasMessageContaining("pattern: a..b");
    assertThatThrownBy(() -> new AccessRule("a.b", Who.OWNER, Who.ANYONE))
        .hasMessageContaining("{user} once");
    assertThatThrownBy(() -> new AccessRule("{user}.{user}", Who.ANYONE, Who.ANYONE))
        .hasMessageContaining("{user} once");
  }

  private static String randomName(RandomGenerator random, boolean wildcards) {
    List<String> words = List.of("messages", "user", "john", "jane", "system", "*");
    StringBuilder name = new StringBuilder();
    int segments = 1 + random.nextInt(4);
    for (int i = 0; i < segments; i++) {
      name.append(i == 0 ? "" : ".")
          .append(words.get(random.nextInt(wildcards ? words.size() : words.size() - 1)));
    }
    return name.toString();
  }

  private static String mayDo(Access access, String topic) {
    boolean subscribe = access.maySubscribe(pattern(topic));
    boolean publish = access.mayPublish(topic(topic));
    return (subscribe ? "subscribe" : "")
        + (subscribe && publish ? " " : "")
        + (publish ? "publish" : "");
  }

  private static Access access(AccessPolicy policy, Principal principal) {
    return new Access(policy, principal);
  }

  private static Principal user(String id) {
    return user(id, null, null);
  }

  private static Principal user(
      String id, @Nullable List<String> subscribe, @Nullable List<String> publish) {
    return new Principal(id, "", Set.of(), "t", 0, 1, new Permissions(subscribe, publish));
  }

  private static Principal admin() {
    return new Principal("root", "", Set.of("admin"), "t", 0, 1, Permissions.UNSTATED);
  }

  private static Topic topic(String name) {
    return Topic.of(TopicsApi.SPACE, name);
  }

  private static TopicPattern pattern(String text) {
    return Objects.requireNonNull(TopicPattern.parse(TopicsApi.SPACE, text));
  }

  private static Publication publication(String topic) {
    return publication(topic, Set.of());
  }

  private static Publication publication(String topic, Set<String> readers) {
    return new Publication(topic(topic), "e", Payload.of("1"), null, 0, readers, null, 0);
  }
}
