package dev.carillon.api.topics;

import dev.carillon.core.topic.Topic;

/** The Topics API put together. Any thread. */
public final class TopicsApi {
  /** The space of this API's topics: no other API's pattern reaches them. */
  public static final String SPACE = "topics";

  static final Topic MESSAGES = Topic.of(SPACE, "messages");

  private TopicsApi() {}
}
