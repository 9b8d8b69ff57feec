package dev.carillon.chat.model;

import java.util.List;

/**
 * A part of a list.
 *
 * @param hasMore whether there is more of it in the direction that was asked for
 */
public record Page<T>(List<T> items, boolean hasMore) {
  public Page {
    items = List.copyOf(items);
  }
}
