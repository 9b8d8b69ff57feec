package dev.carillon.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.testkit.Await;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * At each node somebody who writes to all APIs all the time, and readers of each. Whatever happens
 * to the nodes meanwhile: nothing that was acknowledged is lost, nothing comes twice, and a reader
 * misses nothing unless it is told so.
 */
final class Crowd implements AutoCloseable {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final long PAUSE_MILLIS = 100;
  private static final int MORE = 5;
  private static final Pattern CONTENT = Pattern.compile("\"content\":\"([^\"]+)\"");
  private static final Pattern NEXT = Pattern.compile("\"next\":\"([^\"]+)\"");

  private final ThreeProcesses cluster;
  private final Map<NodeProcess, List<Follower>> followers = new HashMap<>();
  private final List<Writer> writers = new ArrayList<>();
  private final List<Future<?>> writing = new ArrayList<>();
  private final ScheduledExecutorService pace =
      Executors.newScheduledThreadPool(12, Thread.ofVirtual().factory());

  /**
   * All read, and write from now on.
   *
   * @param name begins all that they write, other than what others wrote to the cluster
   */
  Crowd(ThreeProcesses cluster, String name) {
    this.cluster = cluster;
    for (NodeProcess node : cluster.nodes()) {
      List<Follower> all =
          List.of(
              new TopicsFollower(cluster.http()),
              new ChatFollower(cluster.http(), ThreeProcesses.JOHN),
              new OrdersFollower(cluster.http()),
              new DeskFollower(cluster.http()));
      all.forEach(follower -> follower.connect(node));
      followers.put(node, all);
      writers.add(new Writer(node, name + cluster.nodes().indexOf(node)));
    }
    writers.stream()
        .flatMap(Writer::kinds)
        .forEach(write ->
            writing.add(
                pace.scheduleWithFixedDelay(write, 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS)));
    awaitMore(cluster.nodes());
  }

  /** Until what is written at each of these nodes from now on was acknowledged. */
  void awaitMore(Collection<NodeProcess> nodes) {
    awaitMore(nodes, LONG);
  }

  /** As above, but it must come in time. */
  void awaitMore(Collection<NodeProcess> nodes, Duration limit) {
    awaitMore(
        nodes,
        List.of(
            writer -> writer.messages.size(),
            writer -> writer.chats.size(),
            Writer::ordered,
            Writer::dealt),
        limit);
  }

  /**
   * As above, of orders alone: a node that stands still in the middle of a transaction holds up for
   * five seconds those who write to the same chat channel.
   */
  void awaitOrders(Collection<NodeProcess> nodes, Duration limit) {
    awaitMore(nodes, List.of(Writer::ordered, Writer::dealt), limit);
  }

  /** As above, of one count of what was acknowledged. */
  void awaitMore(Collection<NodeProcess> nodes, ToIntFunction<Writer> count, Duration limit) {
    awaitMore(nodes, List.of(count), limit);
  }

  private void awaitMore(
      Collection<NodeProcess> nodes, List<ToIntFunction<Writer>> counts, Duration limit) {
    List<BooleanSupplier> more = new ArrayList<>();
    for (Writer writer : writers) {
      for (ToIntFunction<Writer> count : counts) {
        int enough = count.applyAsInt(writer) + MORE;
        if (nodes.contains(writer.node())) {
          more.add(() -> count.applyAsInt(writer) >= enough);
        }
      }
    }
    try {
      Await.until(() -> more.stream().allMatch(BooleanSupplier::getAsBoolean), limit);
    } catch (AssertionError e) {
      throw new AssertionError("too few were acknowledged: " + writers, e);
    }
  }

  /** Those who read at one node go on at another one. */
  void move(NodeProcess from, NodeProcess to) {
    of(from).forEach(follower -> follower.connect(to));
  }

  List<Follower> of(NodeProcess node) {
    return Objects.requireNonNull(followers.get(node));
  }

  List<Writer> writers() {
    return writers;
  }

  /**
   * Nobody writes any more; all that was acknowledged is heard everywhere, or told to be missing.
   */
  void end() {
    pace.shutdown();
    Await.until(pace::isTerminated, LONG);
    assertThat(writing).noneMatch(each -> each.state() == Future.State.FAILED);
    assertThat(writers).allSatisfy(writer -> assertThat(writer.strange).isEmpty());
    for (List<Follower> all : followers.values()) {
      for (Follower follower : all) {
        awaitAll(follower);
        follower.check();
      }
    }
    for (NodeProcess node : cluster.nodes()) {
      if (node.process().isAlive()) {
        isAllThere(node);
      }
    }
  }

  private void awaitAll(Follower follower) {
    Set<String> acknowledged =
        switch (follower) {
          case TopicsFollower topics when topics.isToldOfAGap() -> Set.of();
          case TopicsFollower _ -> acknowledged(writer -> writer.messages);
          case ChatFollower _ -> acknowledged(writer -> writer.chats);
          case DeskFollower _ -> dealt();
          default -> acknowledged(writer -> writer.orders);
        };
    try {
      Await.until(() -> known(follower).containsAll(acknowledged), LONG);
    } catch (AssertionError e) {
      Set<String> missing = new HashSet<>(acknowledged);
      missing.removeAll(known(follower));
      throw new AssertionError(follower + " misses " + missing.size() + ": " + first(missing), e);
    }
  }

  private static Set<String> known(Follower follower) {
    return follower instanceof DeskFollower desk ? desk.known() : Set.copyOf(follower.contents());
  }

  /** What was acknowledged of the desk, as {@link DeskFollower} knows it. */
  private Set<String> dealt() {
    Set<String> dealt = new HashSet<>();
    for (Writer writer : writers) {
      writer.desk.opened.forEach(
          ticket -> dealt.addAll(List.of("order " + ticket, "open " + ticket)));
      writer.desk.closed.forEach(ticket -> dealt.add("close " + ticket));
    }
    return dealt;
  }

  private static List<String> first(Set<String> all) {
    return all.stream().sorted().limit(5).toList();
  }

  private Set<String> acknowledged(Function<Writer, Collection<String>> kind) {
    Set<String> all = new HashSet<>();
    writers.forEach(writer -> all.addAll(kind.apply(writer)));
    return all;
  }

  /** Over HTTP, at any node, all there is was acknowledged once, and all that was is there. */
  private void isAllThere(NodeProcess node) {
    List<String> messages = contents(node, "/api/messages?limit=200");
    assertThat(messages).doesNotHaveDuplicates();
    assertThat(messages).containsAll(acknowledged(writer -> writer.messages));
    ExchangeHttp exchange = new ExchangeHttp(cluster.http(), node.host(), node.port());
    List<String> orders =
        exchange.all("/orders?limit=500", ThreeProcesses.JOHN).stream()
            .map(order -> order.path("client_order_id").asString(""))
            .toList();
    assertThat(orders).doesNotHaveDuplicates();
    assertThat(orders).containsAll(acknowledged(writer -> writer.orders));
  }

  private static List<String> contents(NodeProcess node, String path) {
    List<String> all = new ArrayList<>();
    String query = "";
    while (true) {
      HttpResponse<String> page = node.get(path + query, ThreeProcesses.JOHN).orElseThrow();
      assertThat(page.statusCode()).isEqualTo(200);
      all.addAll(
          CONTENT.matcher(page.body()).results().map((MatchResult each) -> each.group(1)).toList());
      Matcher next = NEXT.matcher(page.body());
      if (!next.find()) {
        return all;
      }
      query = "&before=" + next.group(1);
    }
  }

  @Override
  public void close() {
    pace.shutdownNow();
    followers.values().forEach(all -> all.forEach(Follower::close));
  }
}
