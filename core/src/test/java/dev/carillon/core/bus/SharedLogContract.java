package dev.carillon.core.bus;

import static dev.carillon.core.cluster.Hearing.bytes;
import static dev.carillon.core.cluster.Hearing.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.bus.SharedLog.Appended;
import dev.carillon.core.bus.SharedLog.Entry;
import dev.carillon.core.cluster.Cluster;
import dev.carillon.core.cluster.NodeListener;
import dev.carillon.testkit.Await;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the log of every cluster must do. */
public abstract class SharedLogContract {
  private static final Offset NOTHING = new Offset(0, 0);

  private final List<Reader> readers = new ArrayList<>();

  /** A node of this test's one cluster and its log. */
  public record Node(Cluster cluster, SharedLog log) {}

  /** Another node, not started yet. */
  protected abstract Node newNode();

  /** Loses all that the log keeps, while the nodes live. */
  protected abstract void loseEverything();

  /** A node at work and the records it heard. */
  protected final Reader reader() {
    Reader reader = new Reader(newNode());
    readers.add(reader);
    return reader;
  }

  @AfterEach
  void close() {
    readers.forEach(reader -> reader.node.cluster().close());
  }

  @Test
  void allNodesHearTheRecordsInOneOrder() {
    Reader a = reader();
    Reader b = reader();

    for (int i = 1; i <= 100; i++) {
      a.append(i, "a" + i);
      b.append(i, "b" + i);
    }
    Await.until(() -> a.heard.size() == 200 && b.heard.size() == 200);

    assertThat(a.texts()).isEqualTo(b.texts());
    assertThat(a.offsets()).isEqualTo(b.offsets());
    assertThat(a.heard).extracting(entry -> entry.offset().sequence()).isEqualTo(numbers(1, 200));
    assertThat(a.texts().stream().filter(text -> text.startsWith("a")))
        .containsExactlyElementsOf(IntStream.rangeClosed(1, 100).mapToObj(i -> "a" + i).toList());
    Entry entry = a.heard.get(a.texts().indexOf("b7"));
    assertThat(entry.origin()).isEqualTo(b.node.cluster().self());
    assertThat(entry.number()).isEqualTo(7);
  }

  @Test
  void theAnswerTellsThePlaceThatIsHeard() {
    Reader a = reader();

    Offset first = a.place(1, "one");
    Offset second = a.place(2, "two");

    Await.until(() -> a.heard.size() == 2);
    assertThat(a.offsets()).containsExactly(first, second);
    assertThat(first.epoch()).isPositive();
  }

  @Test
  void aNumberThatHasAPlaceChangesNothing() {
    Reader a = reader();
    Offset first = a.place(1, "one");
    Offset second = a.place(2, "two");

    assertThat(a.place(1, "one")).isEqualTo(first);
    assertThat(a.place(2, "two")).isEqualTo(second);

    a.place(3, "three");
    assertThat(texts(a.node.log().newest(10))).containsExactly("one", "two", "three");
  }

  @Test
  void aNumberBehindOneWithoutAPlaceGetsNone() {
    Reader a = reader();
    a.place(1, "one");

    assertThat(a.answer(3, "three", NOTHING)).isInstanceOf(Appended.Unknown.class);
    assertThat(a.place(2, "two").sequence()).isEqualTo(2);
    assertThat(a.place(3, "three").sequence()).isEqualTo(3);
  }

  @Test
  void whatIsKeptCanBeReadFromAnyPlace() {
    Reader a = reader();
    Reader b = reader();
    for (int i = 1; i <= 5; i++) {
      a.place(i, "r" + i);
    }
    Offset head = b.node.log().head(NOTHING);

    assertThat(texts(b.after(new Offset(head.epoch(), 0), 10)))
        .containsExactly("r1", "r2", "r3", "r4", "r5");
    assertThat(texts(b.after(new Offset(head.epoch(), 2), 2))).containsExactly("r3", "r4");
    assertThat(b.after(head, 10)).isEmpty();
    assertThat(texts(b.node.log().newest(2))).containsExactly("r4", "r5");
    assertThat(texts(b.node.log().newest(10))).hasSize(5);
    assertThat(b.node.log().newest(1).getFirst().offset()).isEqualTo(head);
    assertThat(b.node.log().newest(1).getFirst().number()).isEqualTo(5);
    assertThat(b.node.log().newest(1).getFirst().origin()).isEqualTo(a.node.cluster().self());
  }

  @Test
  void placesOfAnotherEpochOrAheadOfTheLogHaveNothingAfterThem() {
    Reader a = reader();
    Offset place = a.place(1, "one");
    long epoch = place.epoch();

    assertThat(a.node.log().after(new Offset(epoch - 1, 0), 10)).isEmpty();
    assertThat(a.node.log().after(new Offset(epoch + 1, 0), 10)).isEmpty();
    assertThat(a.node.log().after(new Offset(epoch, 2), 10)).isEmpty();
  }

  @Test
  void anEmptyLogHasAnEpochAndNothingElse() {
    Reader a = reader();

    Offset head = a.node.log().head(NOTHING);

    assertThat(head.epoch()).isPositive();
    assertThat(head.sequence()).isZero();
    assertThat(a.node.log().head(NOTHING)).isEqualTo(head);
    assertThat(a.node.log().newest(10)).isEmpty();
    assertThat(a.after(head, 10)).isEmpty();
    assertThat(a.place(1, "one").epoch()).isEqualTo(head.epoch());
  }

  @Test
  void aLogThatLostItsRecordsBeginsALaterEpoch() {
    Reader a = reader();
    a.place(1, "one");
    Offset before = a.place(2, "two");

    loseEverything();

    assertThat(a.node.log().after(before, 10)).isEmpty();
    Offset after = a.place(3, "three", before);
    assertThat(after.epoch()).isGreaterThan(before.epoch());
    assertThat(after.sequence()).isEqualTo(1);
    assertThat(a.node.log().head(before)).isEqualTo(after);
    Await.until(() -> a.offsets().contains(after));
  }

  @Test
  void askingForTheHeadFindsTheLossToo() {
    Reader a = reader();
    Offset before = a.place(1, "one");

    loseEverything();

    Offset head = a.node.log().head(before);
    assertThat(head.epoch()).isGreaterThan(before.epoch());
    assertThat(head.sequence()).isZero();
  }

  @Test
  void aLogThatHasNotComeAsFarAsSomebodySawBeginsALaterEpoch() {
    Reader a = reader();
    Offset place = a.place(1, "one");
    Offset ahead = new Offset(place.epoch(), place.sequence() + 5);

    Offset next = a.place(2, "two", ahead);

    assertThat(next.epoch()).isGreaterThan(place.epoch());
    assertThat(texts(a.node.log().newest(10))).containsExactly("two");
    Offset later = new Offset(next.epoch() + 1_000_000_000L, 3);
    assertThat(a.node.log().head(later).epoch()).isGreaterThan(later.epoch());
  }

  @Test
  void afterANewEpochAnOriginsNumbersBeginWhereTheyAreSaidTo() {
    Reader a = reader();
    a.place(1, "one");
    Offset before = a.place(2, "two");

    loseEverything();

    assertThat(a.answer(5, 4, "five", before)).isInstanceOf(Appended.Unknown.class);
    Offset four = a.place(4, 4, "four", before);
    assertThat(four.epoch()).isGreaterThan(before.epoch());
    assertThat(a.answer(6, 6, "six", four)).isInstanceOf(Appended.Unknown.class);
    a.place(5, 4, "five", four);
    assertThat(texts(a.node.log().newest(10))).containsExactly("four", "five");
  }

  @Test
  void theOldestRecordsGo() throws InterruptedException {
    Reader a = reader();
    Offset first = a.place(1, "first");
    Semaphore open = new Semaphore(200);
    for (int i = 2; i <= 12_000; i++) {
      assertThat(open.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
      a.node.log().append(i, 1, bytes("r" + i), NOTHING, _ -> open.release());
    }
    Await.until(() -> open.availablePermits() == 200);

    assertThat(a.node.log().head(first).sequence()).isEqualTo(12_000);
    assertThat(a.node.log().after(first, 10)).isEmpty();
    assertThat(a.after(new Offset(first.epoch(), 2_001), 1)).hasSize(1);
    assertThat(a.node.log().newest(10_000)).hasSize(10_000);
  }

  private static List<Long> numbers(long from, long to) {
    return IntStream.rangeClosed((int) from, (int) to).mapToObj(Long::valueOf).toList();
  }

  private static List<String> texts(List<Entry> entries) {
    return entries.stream().map(entry -> text(entry.bytes())).toList();
  }

  /** A node that hears the log. */
  protected static final class Reader implements NodeListener {
    final Node node;
    final List<Entry> heard = new CopyOnWriteArrayList<>();

    /** The newest number that has a place. */
    private long placed;

    Reader(Node node) {
      this.node = node;
      node.cluster().listen(this);
      node.log().listen(heard::add);
      node.cluster().start();
      Await.until(node.cluster()::healthy);
    }

    @Override
    public void missed() {}

    public Node node() {
      return node;
    }

    public List<Entry> heard() {
      return List.copyOf(heard);
    }

    List<String> texts() {
      return SharedLogContract.texts(heard);
    }

    List<Offset> offsets() {
      return heard.stream().map(Entry::offset).toList();
    }

    void append(long number, String text) {
      node.log().append(number, 1, bytes(text), NOTHING, _ -> {});
    }

    /** Appends, when all that has a place needs none any more, and waits for the answer. */
    public Appended answer(long number, String text, Offset seen) {
      return answer(number, placed + 1, text, seen);
    }

    Appended answer(long number, long first, String text, Offset seen) {
      CompletableFuture<Appended> answer = new CompletableFuture<>();
      node.log().append(number, first, bytes(text), seen, answer::complete);
      return answer.orTimeout(10, TimeUnit.SECONDS).join();
    }

    Offset place(long number, String text) {
      return place(number, text, NOTHING);
    }

    public Offset place(long number, String text, Offset seen) {
      return place(number, placed + 1, text, seen);
    }

    Offset place(long number, long first, String text, Offset seen) {
      Appended appended = answer(number, first, text, seen);
      assertThat(appended).isInstanceOf(Appended.At.class);
      placed = Math.max(placed, number);
      return ((Appended.At) appended).offset();
    }

    List<Entry> after(Offset place, int max) {
      Optional<List<Entry>> entries = node.log().after(place, max);
      assertThat(entries).isPresent();
      return entries.get();
    }
  }
}
