package dev.carillon.core.cluster;

import dev.carillon.testkit.Await;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A node of a test and all it heard, as lines such as {@code note a: text}. */
public final class Hearing implements NodeListener {
  public static final String SUBJECT = "test";
  public static final String OTHER_SUBJECT = "other";

  private final Cluster node;
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Set<Thread> threads = Collections.newSetFromMap(new ConcurrentHashMap<>());

  /** Listens to everything; the node is not started yet. */
  public Hearing(Cluster node) {
    this.node = node;
    node.listen(this);
    node.listen(SUBJECT, (from, note) -> add("note " + from + ": " + text(note)));
    node.listen(OTHER_SUBJECT, (from, note) -> add("other " + from + ": " + text(note)));
    node.listenToPartitions((from, note) -> add("part " + from + ": " + text(note)));
  }

  /** Starts the node and waits until it is at work. */
  public Hearing started() {
    node.start();
    Await.until(node::healthy);
    return this;
  }

  public Cluster node() {
    return node;
  }

  public String name() {
    return node.self();
  }

  /** All that was heard so far. */
  public List<String> lines() {
    return List.copyOf(lines);
  }

  /** What was heard of notes and partitions. */
  public List<String> notes() {
    return lines.stream().filter(line -> line.contains(": ")).toList();
  }

  /** The threads on which it was heard. */
  public Set<Thread> threads() {
    return Set.copyOf(threads);
  }

  /** Waits for a line. */
  public void await(String line) {
    Await.until(() -> lines.contains(line));
  }

  /** Waits until a line stands that often. */
  public void await(String line, int times) {
    Await.until(() -> Collections.frequency(lines, line) >= times);
  }

  public void forget() {
    lines.clear();
  }

  @Override
  public void joined(String node) {
    add("joined " + node);
  }

  @Override
  public void left(String node) {
    add("left " + node);
  }

  @Override
  public void missed() {
    add("missed");
  }

  private void add(String line) {
    threads.add(Thread.currentThread());
    lines.add(line);
  }

  public static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  public static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
