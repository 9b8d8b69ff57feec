package dev.carillon.chat;

import dev.carillon.chat.model.ChatEvent;
import dev.carillon.chat.model.ReadMark;
import dev.carillon.chat.model.WorkspaceEvent;

/** What the listener hears once it is durable. */
sealed interface Told {
  record OfChannel(ChatEvent event) implements Told {}

  record OfWorkspace(WorkspaceEvent event) implements Told {}

  record OfReader(ReadMark mark) implements Told {}
}
