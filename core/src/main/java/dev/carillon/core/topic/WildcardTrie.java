package dev.carillon.core.topic;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The patterns with wildcards, by their segments. Not thread-safe. See {@link TopicIndex} for how
 * and why.
 */
final class WildcardTrie<E extends TopicIndex.Entry> {
  private final Node<E> root = new Node<>(null, "", 0);

  /** All nodes that stand for a literal segment, keyed by their parent and that segment. */
  private final ChainTable<Node<E>> literals = new ChainTable<>();

  /** The segments of the topic that is looked up now: where each ends, and its hash. */
  private int[] ends = new int[Topic.MAX_SEGMENTS];

  private int[] hashes = new int[Topic.MAX_SEGMENTS];
  private int segments;
  private int patterns;

  private static final class Node<E extends TopicIndex.Entry> extends Chained<Node<E>> {
    final @Nullable Node<E> parent;
    final String segment;

    /** How many literal nodes have this one as parent. */
    int children;

    /** The node for {@code *} below this one. */
    @Nullable Node<E> any;

    /** The pattern that ends in this node. */
    @Nullable Bucket<E> here;

    /** The pattern that goes on from this node with {@code **}. */
    @Nullable Bucket<E> deep;

    Node(@Nullable Node<E> parent, String segment, int hash) {
      super(hash);
      this.parent = parent;
      this.segment = segment;
    }

    boolean isEmpty() {
      return children == 0 && any == null && here == null && deep == null;
    }
  }

  boolean isEmpty() {
    return patterns == 0;
  }

  int patterns() {
    return patterns;
  }

  /** The nodes and the slots for them. */
  int retained() {
    return literals.size() + literals.slots();
  }

  void add(TopicPattern pattern, Bucket<E> bucket) {
    Node<E> node = nodeFor(pattern);
    if (pattern.text().endsWith("**")) {
      node.deep = bucket;
    } else {
      node.here = bucket;
    }
    patterns++;
  }

  void remove(TopicPattern pattern, Bucket<E> bucket) {
    Node<E> node = nodeFor(pattern);
    if (node.deep == bucket) {
      node.deep = null;
    } else {
      node.here = null;
    }
    patterns--;
    prune(node);
  }

  void matching(Topic topic, Matches<E> into) {
    Node<E> space = literal(root, topic.space(), 0, topic.space().length());
    if (space != null) {
      split(topic.name());
      walk(space, topic.name(), 0, into);
    }
  }

  private void walk(Node<E> node, String name, int depth, Matches<E> into) {
    if (depth == segments) {
      if (node.here != null) {
        into.add(node.here);
      }
      return;
    }
    if (node.deep != null) {
      into.add(node.deep);
    }
    if (node.children > 0) {
      int start = depth == 0 ? 0 : ends[depth - 1] + 1;
      Node<E> child = literal(node, name, start, ends[depth], hashes[depth]);
      if (child != null) {
        walk(child, name, depth + 1, into);
      }
    }
    if (node.any != null) {
      walk(node.any, name, depth + 1, into);
    }
  }

  private void split(String name) {
    segments = 0;
    for (int start = 0; start <= name.length(); ) {
      int end = TopicPattern.segmentEnd(name, start);
      if (segments == ends.length) {
        ends = Arrays.copyOf(ends, segments * 2);
        hashes = Arrays.copyOf(hashes, segments * 2);
      }
      ends[segments] = end;
      hashes[segments++] = hash(name, start, end);
      start = end + 1;
    }
  }

  /** The node in which {@code pattern} ends, or from which it goes on with {@code **}. */
  private Node<E> nodeFor(TopicPattern pattern) {
    String text = pattern.text();
    Node<E> node = childOrNew(root, pattern.space(), 0, pattern.space().length());
    for (int start = 0; start <= text.length(); ) {
      int end = TopicPattern.segmentEnd(text, start);
      if (text.startsWith("**", start)) {
        return node;
      }
      node = childOrNew(node, text, start, end);
      start = end + 1;
    }
    return node;
  }

  private Node<E> childOrNew(Node<E> parent, String text, int start, int end) {
    if (end == start + 1 && text.charAt(start) == '*') {
      if (parent.any == null) {
        parent.any = new Node<>(parent, "*", edge(parent, '*'));
      }
      return parent.any;
    }
    Node<E> known = literal(parent, text, start, end);
    if (known != null) {
      return known;
    }
    int hash = edge(parent, hash(text, start, end));
    Node<E> child = new Node<>(parent, text.substring(start, end), hash);
    literals.add(child);
    parent.children++;
    return child;
  }

  private void prune(Node<E> leaf) {
    Node<E> node = leaf;
    while (node.isEmpty() && node.parent != null) {
      Node<E> parent = node.parent;
      if (parent.any == node) {
        parent.any = null;
      } else {
        literals.remove(node);
        parent.children--;
      }
      node = parent;
    }
  }

  private @Nullable Node<E> literal(Node<E> parent, String text, int start, int end) {
    return literal(parent, text, start, end, hash(text, start, end));
  }

  private @Nullable Node<E> literal(Node<E> parent, String text, int start, int end, int hash) {
    int edge = edge(parent, hash);
    int length = end - start;
    for (Node<E> node = literals.first(edge); node != null; node = node.next) {
      if (node.hash == edge
          && node.parent == parent
          && node.segment.length() == length
          && text.startsWith(node.segment, start)) {
        return node;
      }
    }
    return null;
  }

  private static int edge(Node<?> parent, int segmentHash) {
    return (parent.hash ^ parent.hash >>> 15) * 0x2C1B_3C6D + segmentHash;
  }

  private static int hash(String text, int start, int end) {
    int hash = 0;
    for (int i = start; i < end; i++) {
      hash = 31 * hash + text.charAt(i);
    }
    return hash;
  }
}
