package dev.carillon.bus.redis;

import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.Set;

/** The names of all keys and channels in Redis. Immutable. */
final class Names {
  private final String prefix;
  private final String self;
  private final Tags tags = new Tags();

  Names(String prefix, String self) {
    this.prefix = prefix;
    this.self = self;
  }

  String self() {
    return self;
  }

  Tags tags() {
    return tags;
  }

  /** The channel of a partition. */
  String partition(int partition) {
    return in(partition) + 'v';
  }

  /** The channel of subjects and of the list of nodes. */
  String control() {
    return in(Tags.CONTROL) + 'c';
  }

  /** The channel of notes to one node. */
  String inbox(String node) {
    return in(Tags.CONTROL) + "i:" + node;
  }

  /** The channel of the log's records. */
  String records() {
    return in(Tags.LOG) + 'r';
  }

  /** This node's own channel of a tag. */
  String probe(int tag) {
    return in(tag) + "p:" + self;
  }

  /** The beginning of the keys of nodes; the scripts add {@code n:}, {@code k:} and {@code t:}. */
  String nodeKeys() {
    return in(Tags.CONTROL);
  }

  String nodes() {
    return in(Tags.CONTROL) + "nodes";
  }

  String lease(String node) {
    return in(Tags.CONTROL) + "n:" + node;
  }

  String kinds(String node) {
    return in(Tags.CONTROL) + "k:" + node;
  }

  String told(String node, String kind) {
    return in(Tags.CONTROL) + "t:" + node + ':' + kind;
  }

  String log() {
    return in(Tags.LOG) + "log";
  }

  String logHead() {
    return in(Tags.LOG) + "head";
  }

  String origin(String node) {
    return in(Tags.LOG) + "o:" + node;
  }

  /** The channels to hear where some tags are, for an interest in partitions. */
  Set<String> channels(BitSet where, long interest) {
    Set<String> channels = new LinkedHashSet<>();
    channels.add(probe(where.nextSetBit(0)));
    for (int tag = where.nextSetBit(0); tag >= 0; tag = where.nextSetBit(tag + 1)) {
      if (tag == Tags.CONTROL) {
        channels.add(control());
        channels.add(inbox(self));
      } else if (tag == Tags.LOG) {
        channels.add(records());
      } else if ((interest & (1L << tag)) != 0) {
        channels.add(partition(tag));
      }
    }
    return channels;
  }

  private String in(int tag) {
    return prefix + ":{" + tags.tag(tag) + "}:";
  }
}
