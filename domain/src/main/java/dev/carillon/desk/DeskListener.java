package dev.carillon.desk;

import dev.carillon.desk.model.DeskEvent;

/**
 * Hears what a {@link Desk} does while it applies a command, in the order in which it happens, on
 * the desk's thread. Must not throw, and must not apply commands.
 */
@FunctionalInterface
public interface DeskListener {
  void happened(DeskEvent event);
}
