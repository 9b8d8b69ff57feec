package dev.carillon.api.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.cluster.Cluster;
import dev.carillon.identity.AccessToken;
import dev.carillon.identity.Identity;
import dev.carillon.identity.LoginGuard;
import dev.carillon.identity.MemorySessionStore;
import dev.carillon.identity.MemoryUserStore;
import dev.carillon.identity.PlainPasswords;
import dev.carillon.identity.Registration;
import dev.carillon.identity.Revocation;
import dev.carillon.identity.Revocations;
import dev.carillon.testkit.FakeClock;
import dev.carillon.testkit.TwoNodes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RevocationRelayTest {
  private final FakeClock clock = new FakeClock(Instant.parse("2026-11-20T12:00:00Z"));
  private final MemoryUserStore users = new MemoryUserStore();
  private final MemorySessionStore sessions = new MemorySessionStore();
  private final TwoNodes nodes = new TwoNodes();
  private final Node here = new Node(nodes.first);
  private final Node there = new Node(nodes.second);

  /** The identity of one node, over the stores of both. */
  private final class Node {
    private final Revocations revocations = new Revocations(60_000);
    private final Identity identity =
        new Identity(
            new Identity.Stores(users, sessions),
            new PlainPasswords(),
            (user, tokenId, nowMillis) -> new AccessToken(tokenId, nowMillis + 60_000),
            LoginGuard.OPEN,
            revocations,
            new Random(1),
            Duration.ofDays(1));
    private final List<Revocation> heard = new ArrayList<>();
    private final RevocationRelay relay;

    Node(Cluster cluster) {
      relay = new RevocationRelay(cluster, revocations, identity, Runnable::run, clock);
      revocations.listen(heard::add);
    }
  }

  private String john() {
    Registration opened =
        here.identity.register("john@example.com", "password123", null, clock.millis());
    return ((Registration.Registered) opened).user().id();
  }

  @Test
  void whatIsRevokedHereEndsSessionsThere() {
    String john = john();

    here.identity.logoutEverywhere(john, clock.millis());

    assertThat(there.heard).isEqualTo(here.heard).isNotEmpty();
    assertThat(there.revocations.isRevoked(john, "x.y", clock.millis())).isTrue();
  }

  @Test
  void whatIsRevokedThereIsNotSentBack() {
    here.identity.logoutEverywhere(john(), clock.millis());

    assertThat(here.heard).doesNotHaveDuplicates();
  }

  @Test
  void aSuspendedAccountIsSuspendedOnAllNodesAndGivenBackOnAll() {
    String john = john();

    here.identity.suspend(john, true, clock.millis());
    assertThat(there.revocations.isSuspended(john)).isTrue();

    there.identity.suspend(john, false, clock.millis());
    assertThat(here.revocations.isSuspended(john)).isFalse();
  }

  @Test
  void whatWasRevokedWhileNotesWereLostIsHeardAfterwards() {
    String john = john();
    nodes.cut();
    here.identity.logoutEverywhere(john, clock.millis());
    assertThat(there.heard).isEmpty();

    nodes.mend();

    assertThat(there.heard).containsExactlyInAnyOrderElementsOf(here.heard);
  }

  @Test
  void whatANodeRevokedThatIsGoneIsReadFromTheStore() {
    String john = john();
    nodes.cut();
    here.identity.logoutEverywhere(john, clock.millis());

    there.relay.left("first");

    assertThat(there.revocations.isRevoked(john, "x.y", clock.millis())).isTrue();
  }

  @Test
  void whatNoTokenCanShowAnyMoreIsForgotten() {
    for (int i = 0; i < 1_500; i++) {
      here.relay.revoked(new Revocation.OfKey("john", "key" + i));
    }
    clock.advanceMillis(61_000);
    here.relay.revoked(new Revocation.OfKey("john", "last"));

    assertThat(nodes.second.told("first", "revocations").fields()).containsOnlyKeys("klast");
  }
}
