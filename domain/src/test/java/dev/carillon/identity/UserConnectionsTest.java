package dev.carillon.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.identity.UserConnections.Entry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UserConnectionsTest {
  private final UserConnections<Connection> connections = new UserConnections<>(2);
  private final Connection phone = new Connection();
  private final Connection desk = new Connection();

  private static final class Connection implements RevocationListener {
    final List<Revocation> heard = new ArrayList<>();

    @Override
    public void revoked(Revocation revocation) {
      heard.add(revocation);
    }
  }

  @Test
  void eachUserHasSoMany() {
    assertThat(connections.enter("john", phone, 0)).isEqualTo(Entry.LISTED);
    assertThat(connections.enter("john", desk, 0)).isEqualTo(Entry.LISTED);
    assertThat(connections.enter("john", new Connection(), 0)).isEqualTo(Entry.FULL);
    assertThat(connections.enter("jane", new Connection(), 0)).isEqualTo(Entry.LISTED);
    assertThat(connections.count("john")).isEqualTo(2);

    connections.leave("john", phone);
    assertThat(connections.enter("john", new Connection(), 0)).isEqualTo(Entry.LISTED);
  }

  @Test
  void whatAUserHasOnOtherServersCountsToo() {
    Map<String, Integer> here = new HashMap<>();
    Map<String, Integer> there = new HashMap<>(Map.of("john", 1));
    UserConnections<Connection> some =
        new UserConnections<>(
            2,
            new UserConnections.Elsewhere(
                user -> there.getOrDefault(user, 0),
                (user, more) -> here.merge(user, more, Integer::sum)));

    assertThat(some.enter("john", phone, 0)).isEqualTo(Entry.LISTED);
    assertThat(some.enter("john", phone, 0)).isEqualTo(Entry.LISTED);
    assertThat(some.enter("john", desk, 0)).isEqualTo(Entry.FULL);
    assertThat(some.isFull("john")).isTrue();
    assertThat(here).containsEntry("john", 1);
    there.clear();
    assertThat(some.enter("john", desk, 0)).isEqualTo(Entry.LISTED);
    some.leave("john", desk);
    some.leave("john", desk);
    assertThat(here).as("told once each").containsEntry("john", 1);
  }

  @Test
  void whoIsListedAlreadyDoesNotCountTwice() {
    connections.enter("john", phone, 0);
    connections.enter("john", desk, 0);

    assertThat(connections.enter("john", phone, 0)).isEqualTo(Entry.LISTED);
    assertThat(connections.count("john")).isEqualTo(2);
  }

  @Test
  void onlyTheUsersConnectionsHearOfARevocation() {
    Revocation revocation = new Revocation.OfUser("john", 1);
    connections.enter("john", phone, 0);
    connections.enter("jane", desk, 0);

    connections.revoked(revocation);

    assertThat(phone.heard).containsExactly(revocation);
    assertThat(desk.heard).isEmpty();
  }

  @Test
  void aTokenThatWasCheckedBeforeARevocationHasToBeCheckedAgain() {
    long checkedAt = connections.revocations();
    connections.revoked(new Revocation.OfUser("jane", 1));

    assertThat(connections.enter("john", phone, checkedAt)).isEqualTo(Entry.STALE);
    assertThat(connections.count("john")).isZero();
    assertThat(connections.enter("john", phone, checkedAt + 1)).isEqualTo(Entry.LISTED);
  }

  @Test
  void oneIsFoundByWhatItIs() {
    connections.enter("john", phone, 0);

    assertThat(connections.find(one -> one.equals(phone))).contains(phone);
    connections.leave("john", phone);
    assertThat(connections.find(_ -> true)).isEmpty();
    assertThat(connections.count("john")).isZero();
  }
}
