package dev.carillon.api.desk.feed;

import dev.carillon.desk.model.Alert;
import dev.carillon.desk.model.Origin;
import org.jspecify.annotations.Nullable;

/**
 * What a message is about. It goes with the publication as its key: one thing keeps its attributes
 * for life, so the key still names the thing.
 *
 * @param id the thing within its channel
 */
record Tags(
    String id,
    @Nullable String symbol,
    @Nullable String strategyId,
    @Nullable String connectionId) {
  /** In no id that the desk or a client can make. */
  private static final String SEPARATOR = "\n";

  private static final int PARTS = 4;

  /** Of an order, a position or an execution. */
  static Tags of(long id, String symbol, Origin origin) {
    return new Tags(Long.toString(id), symbol, origin.strategyId(), origin.connectionId());
  }

  static Tags of(Alert alert) {
    String entity = alert.entity().id();
    String id = Long.toString(alert.id());
    return switch (alert.entity().kind()) {
      case SYMBOL -> new Tags(id, entity, null, null);
      case STRATEGY -> new Tags(id, null, entity, null);
      case CONNECTION -> new Tags(id, null, null, entity);
      case USER, ORDER -> new Tags(id, null, null, null);
    };
  }

  /** The tags that {@link #key} made. */
  static Tags parse(String key) {
    String[] parts = key.split(SEPARATOR, PARTS);
    return new Tags(parts[0], some(parts[1]), some(parts[2]), some(parts[3]));
  }

  private static @Nullable String some(String part) {
    return part.isEmpty() ? null : part;
  }

  String key() {
    return String.join(SEPARATOR, id, text(symbol), text(strategyId), text(connectionId));
  }

  private static String text(@Nullable String part) {
    return part == null ? "" : part;
  }

  @Nullable String value(Attribute attribute) {
    return switch (attribute) {
      case SYMBOL -> symbol;
      case STRATEGY -> strategyId;
      case CONNECTION -> connectionId;
    };
  }
}
