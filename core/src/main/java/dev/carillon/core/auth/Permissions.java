package dev.carillon.core.auth;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a token itself says its holder may do: the {@code permissions} claim. Narrows or widens the
 * rules of the server.
 *
 * @param subscribe topic patterns as text, or null when the claim says nothing of subscribing
 * @param publish topic patterns as text, or null when the claim says nothing of publishing
 */
public record Permissions(@Nullable List<String> subscribe, @Nullable List<String> publish) {
  public static final Permissions UNSTATED = new Permissions(null, null);

  public Permissions {
    subscribe = subscribe == null ? null : List.copyOf(subscribe);
    publish = publish == null ? null : List.copyOf(publish);
  }
}
