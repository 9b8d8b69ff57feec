package dev.carillon.core.cluster;

import static dev.carillon.core.cluster.Hearing.OTHER_SUBJECT;
import static dev.carillon.core.cluster.Hearing.SUBJECT;
import static dev.carillon.core.cluster.Hearing.bytes;
import static dev.carillon.core.cluster.Hearing.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.testkit.Await;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every cluster of more than one node must do, whatever carries its notes. */
public abstract class ClusterContract {
  private static final long ALL = -1L;

  private final List<Hearing> nodes = new ArrayList<>();

  /** Another node of this test's one cluster, not started yet. */
  protected abstract Cluster newNode();

  /** Interrupts the way between all nodes for a moment, so that notes may have been lost. */
  protected abstract void interrupt();

  /** Ends the lease of a node that lives on, as a long pause would. */
  protected abstract void endLease(Cluster node);

  /** A node that listens to everything, not started yet. */
  protected final Hearing prepared() {
    Hearing node = new Hearing(newNode());
    nodes.add(node);
    return node;
  }

  /** A node at work, known to all that were started before it. */
  protected final Hearing node() {
    Hearing node = prepared();
    node.node().interest(ALL, () -> {});
    node.started();
    for (Hearing other : nodes) {
      if (other != node && other.node().healthy()) {
        other.await("joined " + node.name());
        node.await("joined " + other.name());
      }
    }
    return node;
  }

  @AfterEach
  void close() {
    nodes.forEach(node -> node.node().close());
    nodes.clear();
  }

  @Test
  void nodesHearOfEachOther() {
    Hearing a = node();
    Hearing b = node();
    Hearing c = node();

    assertThat(a.node().others()).containsExactlyInAnyOrder(b.name(), c.name());
    assertThat(c.node().others()).containsExactlyInAnyOrder(a.name(), b.name());
    assertThat(List.of(a.name(), b.name(), c.name()))
        .doesNotHaveDuplicates()
        .allMatch(name -> name.matches("[a-z0-9-]{1,40}"));
    assertThat(a.lines()).doesNotContain("joined " + a.name());
  }

  @Test
  void theOthersHearAtOnceOfANodeThatLeaves() {
    Hearing a = node();
    Hearing b = node();

    b.node().close();

    a.await("left " + b.name());
    assertThat(a.node().others()).isEmpty();
  }

  @Test
  void aNoteReachesAllOthersAndItsSubjectOnly() {
    Hearing a = node();
    Hearing b = node();
    Hearing c = node();

    a.node().post(SUBJECT, bytes("one"));
    a.node().post(OTHER_SUBJECT, bytes("two"));
    a.node().post("unheard", bytes("three"));
    b.node().post(SUBJECT, bytes("four"));

    b.await("other " + a.name() + ": two");
    c.await("other " + a.name() + ": two");
    a.await("note " + b.name() + ": four");
    c.await("note " + b.name() + ": four");
    assertThat(b.notes())
        .containsExactly("note " + a.name() + ": one", "other " + a.name() + ": two");
    assertThat(a.notes()).containsExactly("note " + b.name() + ": four");
  }

  @Test
  void aNoteToOneNodeReachesNoOther() {
    Hearing a = node();
    Hearing b = node();
    Hearing c = node();

    a.node().send(b.name(), SUBJECT, bytes("for b"));
    a.node().send("nobody", SUBJECT, bytes("for nobody"));
    a.node().post(SUBJECT, bytes("for all"));

    b.await("note " + a.name() + ": for all");
    c.await("note " + a.name() + ": for all");
    assertThat(b.notes()).contains("note " + a.name() + ": for b").hasSize(2);
    assertThat(c.notes()).containsExactly("note " + a.name() + ": for all");
  }

  @Test
  void partitionsAreHeardByThoseWhoListenInThem() {
    Hearing a = node();
    Hearing b = prepared();
    b.node().interest(1L << 63 | 1L, () -> {});
    b.started();
    a.await("joined " + b.name());

    for (int partition = 0; partition < Cluster.PARTITIONS; partition++) {
      a.node().post(partition, bytes("p" + partition));
    }
    b.await("part " + a.name() + ": p63");
    b.await("part " + a.name() + ": p0");
  }

  @Test
  void aNodeThatBeginsToListenIsSoonPostedTo() {
    Hearing a = node();
    Hearing b = prepared();
    b.node().interest(0, () -> {});
    b.started();
    a.await("joined " + b.name());

    b.node().interest(1L << 7, () -> {});

    Await.until(() -> {
      a.node().post(7, bytes("seven"));
      return b.lines().contains("part " + a.name() + ": seven");
    });
  }

  @Test
  void onceAllKnowWhereANodeListensItHearsAllThatIsPostedThere() {
    Hearing a = node();
    Hearing b = node();
    Hearing c = node();

    for (int partition = 0; partition < 20; partition++) {
      CountDownLatch known = new CountDownLatch(1);
      b.node().interest((1L << (partition + 1)) - 1, known::countDown);
      Await.until(() -> known.getCount() == 0);
      a.node().post(partition, bytes("a" + partition));
      c.node().post(partition, bytes("c" + partition));
    }
    for (int partition = 0; partition < 20; partition++) {
      b.await("part " + a.name() + ": a" + partition);
      b.await("part " + c.name() + ": c" + partition);
    }
  }

  @Test
  void aNodeThatIsAloneIsKnownToAll() {
    Hearing a = prepared();
    CountDownLatch known = new CountDownLatch(1);
    a.node().interest(1, known::countDown);

    a.started();

    Await.until(() -> known.getCount() == 0);
  }

  @Test
  void aPartitionIsWantedWhileAnotherNodeMayListenInIt() {
    Hearing a = node();
    Hearing b = prepared();
    b.node().interest(1L << 5, () -> {});
    b.started();
    a.await("joined " + b.name());

    Await.until(() -> !a.node().wants(7));
    assertThat(a.node().wants(5)).isTrue();
    assertThat(b.node().wants(7)).isTrue();

    b.node().interest(1L << 7, () -> {});
    Await.until(() -> a.node().wants(7));
    b.node().close();
    Await.until(() -> !a.node().wants(7));
  }

  @Test
  void beforeTheOthersAreKnownTheyMayListenEverywhere() {
    assertThat(prepared().node().wants(7)).isTrue();
  }

  @Test
  void notesOfOneThreadKeepTheirOrder() {
    Hearing a = node();
    Hearing b = node();

    for (int i = 0; i < 500; i++) {
      a.node().post(SUBJECT, bytes("s" + i));
      a.node().post(5, bytes("p" + i));
    }
    b.await("note " + a.name() + ": s499");
    b.await("part " + a.name() + ": p499");

    assertThat(b.notes().stream().filter(line -> line.startsWith("note")))
        .containsExactlyElementsOf(expected("note " + a.name() + ": s"));
    assertThat(b.notes().stream().filter(line -> line.startsWith("part")))
        .containsExactlyElementsOf(expected("part " + a.name() + ": p"));
  }

  @Test
  void everythingIsHeardOnOneThread() {
    Hearing a = node();
    Hearing b = node();
    Hearing c = node();

    b.node().post(SUBJECT, bytes("one"));
    c.node().post(3, bytes("two"));

    a.await("note " + b.name() + ": one");
    a.await("part " + c.name() + ": two");
    assertThat(a.threads()).hasSize(1).doesNotContain(Thread.currentThread());
  }

  @Test
  void whatANodeTellsOfItselfIsKeptFieldByField() {
    Hearing a = node();
    Hearing b = node();

    a.node().tell("kind", 1, Map.of("x", bytes("1"), "y", bytes("2")));
    a.node().tell("kind", 2, changes("x", null, "z", bytes("3")));
    a.node().tell("another", 1, Map.of("x", bytes("9")));

    Await.until(() -> b.node().told(a.name(), "another").version() == 1);
    Cluster.Told told = b.node().told(a.name(), "kind");
    assertThat(told.version()).isEqualTo(2);
    assertThat(texts(told)).isEqualTo(Map.of("y", "2", "z", "3"));
    assertThat(texts(b.node().told(a.name(), "another"))).isEqualTo(Map.of("x", "9"));
  }

  @Test
  void whoToldNothingOrIsNoMoreHasVersionZero() {
    Hearing a = node();
    Hearing b = node();
    b.node().tell("kind", 1, Map.of("x", bytes("1")));
    Await.until(() -> a.node().told(b.name(), "kind").version() == 1);

    b.node().close();

    a.await("left " + b.name());
    assertThat(a.node().told(b.name(), "kind").version()).isZero();
    assertThat(a.node().told(b.name(), "kind").fields()).isEmpty();
    assertThat(a.node().told("nobody", "kind").version()).isZero();
    assertThat(a.node().told(a.name(), "kind").version()).isZero();
  }

  @Test
  void whatWasToldBeforeTheStartIsThereWhenTheNodeIsJoined() {
    Hearing a = node();
    Hearing b = prepared();
    b.node().tell("kind", 1, Map.of("x", bytes("1")));
    b.node().tell("kind", 2, Map.of("y", bytes("2")));

    b.started();

    a.await("joined " + b.name());
    Cluster.Told told = a.node().told(b.name(), "kind");
    assertThat(told.version()).isEqualTo(2);
    assertThat(texts(told)).isEqualTo(Map.of("x", "1", "y", "2"));
  }

  @Test
  void whatIsToldStandsBeforeTheNoteBehindIt() {
    Hearing a = node();
    Hearing b = node();

    for (int version = 1; version <= 50; version++) {
      a.node().tell("kind", version, Map.of("x", bytes("" + version)));
      a.node().post(SUBJECT, bytes("v" + version));
      b.await("note " + a.name() + ": v" + version);
      assertThat(b.node().told(a.name(), "kind").version()).isEqualTo(version);
    }
  }

  @Test
  void afterAnInterruptionAllHearThatTheyMayHaveMissedSomething() {
    Hearing a = node();
    Hearing b = node();
    a.forget();
    b.forget();

    interrupt();

    a.await("missed");
    b.await("missed");
    Await.until(() -> a.node().healthy() && b.node().healthy());
    a.node().post(SUBJECT, bytes("again"));
    b.await("note " + a.name() + ": again");
    assertThat(b.lines().indexOf("missed"))
        .isLessThan(b.lines().indexOf("note " + a.name() + ": again"));
  }

  @Test
  void aNodeWhoseLeaseEndedAlthoughItLivesLeavesAndJoinsAgain() {
    Hearing a = node();
    Hearing b = node();
    a.node().tell("kind", 1, Map.of("x", bytes("1")));
    a.forget();
    b.forget();

    endLease(a.node());

    b.await("joined " + a.name());
    a.await("missed");
    List<String> ofA = b.lines().stream().filter(line -> line.endsWith(a.name())).toList();
    assertThat(ofA).startsWith("left " + a.name(), "joined " + a.name());
    assertThat(texts(b.node().told(a.name(), "kind"))).isEqualTo(Map.of("x", "1"));
    assertThat(b.node().others()).contains(a.name());
    a.node().post(SUBJECT, bytes("here"));
    b.await("note " + a.name() + ": here");
  }

  @Test
  void nothingIsHeardAfterTheClose() {
    Hearing a = node();
    Hearing b = node();
    Hearing c = node();

    b.node().close();
    b.forget();
    a.node().post(SUBJECT, bytes("late"));

    c.await("note " + a.name() + ": late");
    assertThat(b.lines()).isEmpty();
    assertThat(b.node().healthy()).isFalse();
  }

  private static List<String> expected(String start) {
    return IntStream.range(0, 500).mapToObj(i -> start + i).toList();
  }

  private static Map<String, String> texts(Cluster.Told told) {
    return told.fields().entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, field -> text(field.getValue())));
  }

  private static Map<String, byte @Nullable []> changes(
      String gone, byte @Nullable [] nothing, String field, byte[] bytes) {
    Map<String, byte @Nullable []> changes = new HashMap<>();
    changes.put(gone, nothing);
    changes.put(field, bytes);
    return changes;
  }
}
