package dev.carillon.api.desk.feed;

import dev.carillon.core.hub.Delivery;
import dev.carillon.core.topic.Topic;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The document's channels. */
public enum Channel {
  TRADES("trades", "trade", Delivery.ALL),
  /** A position is sent as it stands: an older state is worth nothing. */
  POSITIONS("positions", "position", Delivery.LATEST),
  ORDERS("orders", "order", Delivery.ALL),
  MARKET_DATA("market-data", "market_data", Delivery.LATEST),
  /** Of the account, and those for everybody. */
  ALERTS("alerts", "alert", Delivery.ALL),
  ANALYTICS("analytics", "analytics", Delivery.ALL),
  SYSTEM("system", "system", Delivery.LATEST);

  private static final String SPACE = "desk";

  private final String word;
  private final String type;
  private final Delivery delivery;

  Channel(String word, String type, Delivery delivery) {
    this.word = word;
    this.type = type;
    this.delivery = delivery;
  }

  /** As it is called on the wire. */
  public String word() {
    return word;
  }

  /** The type of its messages. */
  public String type() {
    return type;
  }

  /** What a slow reader misses of it. */
  public Delivery delivery() {
    return delivery;
  }

  /** What its messages can be filtered by. */
  public Set<Attribute> attributes() {
    return switch (this) {
      case TRADES, POSITIONS, ORDERS, ALERTS -> EnumSet.allOf(Attribute.class);
      case MARKET_DATA -> EnumSet.of(Attribute.SYMBOL);
      case ANALYTICS, SYSTEM -> Set.of();
    };
  }

  /** Whether its messages are made by the desk, which is to be asked how it stands. */
  public boolean isOfDesk() {
    return this != SYSTEM;
  }

  /** Whether all accounts hear the same, so that many hear all of it. */
  public boolean isPublic() {
    return this == MARKET_DATA || this == SYSTEM;
  }

  /** Where one hears all that an account hears of it. */
  public List<Topic> topics(String owner) {
    return switch (this) {
      case TRADES, POSITIONS, ORDERS, ANALYTICS -> List.of(topic(owner));
      case ALERTS -> List.of(topic(owner), topic());
      case MARKET_DATA, SYSTEM -> List.of(topic());
    };
  }

  /** What all hear. */
  Topic topic() {
    return Topic.of(SPACE, word);
  }

  /** What one account hears. */
  Topic topic(String owner) {
    return Topic.of(SPACE, word + "." + owner);
  }

  /** The channel of that name. */
  public static Optional<Channel> of(String word) {
    return Arrays.stream(values()).filter(channel -> channel.word.equals(word)).findFirst();
  }
}
