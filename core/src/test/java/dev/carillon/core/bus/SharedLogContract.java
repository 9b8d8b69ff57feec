package dev.carillon.core.bus;

import static dev.carillon.core.cluster.Hearing.bytes;
import static dev.carillon.core.cluster.Hearing.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.bus.SharedLog.Appended;
import dev.carillon.core.bus.SharedLog.Batch;
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
import java.util.stream.LongStream;
import java.util.stream.Stream;
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

    assertThat(a.answer(3, "three", NOTHING).places()).isEmpty();
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

    assertThat(a.answer(5, 4, "five", before).places()).isEmpty();
    Offset four = a.place(4, 4, "four", before);
    assertThat(four.epoch()).isGreaterThan(before.epoch());
    assertThat(a.answer(6, 6, "six", four).places()).isEmpty();
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
      a.node.log().append(batch(i, 1, "r" + i), NOTHING, _ -> open.release());
    }
    Await.until(() -> open.availablePermits() == 200);

    assertThat(a.node.log().head(first).sequence()).isEqualTo(12_000);
    assertThat(a.node.log().after(first, 10)).isEmpty();
    assertThat(a.after(new Offset(first.epoch(), 2_001), 1)).hasSize(1);
    assertThat(a.node.log().newest(10_000)).hasSize(10_000);
  }

  @Test
  void recordsThatAreAppendedTogetherStandOneBehindTheOther() {
    Reader a = reader();
    Reader b = reader();
    Offset before = b.place(1, "b");

    Appended appended = a.answer(batch(1, 1, "one", "two", "", "four"), NOTHING);

    assertThat(appended.why()).isEmpty();
    assertThat(appended.places())
        .extracting(Offset::sequence)
        .isEqualTo(numbers(before.sequence() + 1, before.sequence() + 4));
    Await.until(() -> a.heard.size() == 5 && b.heard.size() == 5);
    assertThat(b.texts()).containsExactly("b", "one", "two", "", "four");
    assertThat(b.offsets().subList(1, 5)).isEqualTo(appended.places());
    assertThat(a.heard.getLast().number()).isEqualTo(4);
    assertThat(texts(b.node.log().newest(10))).isEqualTo(b.texts());
  }

  @Test
  void ofRecordsThatAreAppendedAgainOnlyThoseWithoutAPlaceGetOne() {
    Reader a = reader();
    a.answer(batch(1, 1, "one", "two", "three"), NOTHING);

    Appended again = a.answer(batch(2, 1, "two", "three", "four"), NOTHING);

    assertThat(again.places()).extracting(Offset::sequence).containsExactly(2L, 3L, 4L);
    assertThat(texts(a.node.log().newest(10))).containsExactly("one", "two", "three", "four");
    Await.until(() -> a.heard.size() == 4);
    assertThat(a.texts()).containsExactly("one", "two", "three", "four");
  }

  @Test
  void recordsBehindOneThatHasNoPlaceGetNone() {
    Reader a = reader();
    a.place(1, "one");

    Appended appended = a.answer(batch(3, 1, "three", "four"), NOTHING);

    assertThat(appended.places()).isEmpty();
    assertThat(appended.why()).isNotEmpty();
    assertThat(texts(a.node.log().newest(10))).containsExactly("one");
  }

  @Test
  void recordsThatAreAppendedTogetherBeginALaterEpochTogether() {
    Reader a = reader();
    Offset before = a.place(1, "one");

    loseEverything();

    Appended appended = a.answer(batch(2, 2, "two", "three"), before);
    assertThat(appended.places()).extracting(Offset::sequence).containsExactly(1L, 2L);
    assertThat(appended.places().getFirst().epoch()).isGreaterThan(before.epoch());
    assertThat(texts(a.node.log().newest(10))).containsExactly("two", "three");
  }

  /** Records of a node that follow each other. */
  public static Batch batch(long number, long first, String... texts) {
    return new Batch(number, first, Stream.of(texts).map(text -> bytes(text)).toList());
  }

  private static List<Long> numbers(long from, long to) {
    return LongStream.rangeClosed(from, to).boxed().toList();
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
      node.log().append(batch(number, 1, text), NOTHING, _ -> {});
    }

    /** Appends, when all that has a place needs none any more, and waits for the answer. */
    public Appended answer(long number, String text, Offset seen) {
      return answer(number, placed + 1, text, seen);
    }

    Appended answer(long number, long first, String text, Offset seen) {
      return answer(batch(number, first, text), seen);
    }

    Appended answer(Batch batch, Offset seen) {
      CompletableFuture<Appended> answer = new CompletableFuture<>();
      node.log().append(batch, seen, answer::complete);
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
      assertThat(appended.places()).hasSize(1);
      placed = Math.max(placed, number);
      return appended.places().getFirst();
    }

    List<Entry> after(Offset place, int max) {
      Optional<List<Entry>> entries = node.log().after(place, max);
      assertThat(entries).isPresent();
      return entries.get();
    }
  }
}
