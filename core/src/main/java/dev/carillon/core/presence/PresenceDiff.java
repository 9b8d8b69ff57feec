package dev.carillon.core.presence;

import dev.carillon.core.topic.Topic;
import java.util.List;

/**
 * What changed in a topic in one window. No reference is in both lists; an update is a leave of the
 * old and a join of the new meta.
 *
 * @param version grows with each difference of a topic, not always by one
 */
public record PresenceDiff(
    Topic topic, long version, List<PresenceMeta> joins, List<PresenceMeta> leaves) {

  public PresenceDiff {
    joins = List.copyOf(joins);
    leaves = List.copyOf(leaves);
  }
}
