package dev.carillon.api.chat;

import dev.carillon.chat.ChatListener;
import dev.carillon.chat.model.ChatEvent;
import dev.carillon.chat.model.ReadMark;
import dev.carillon.chat.model.WorkspaceEvent;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** All who hear of the chat, one after the other in the order they came. */
final class Listeners implements ChatListener {
  private final List<ChatListener> listeners = new CopyOnWriteArrayList<>();

  void add(ChatListener listener) {
    listeners.add(listener);
  }

  @Override
  public void changed(ChatEvent event) {
    listeners.forEach(listener -> listener.changed(event));
  }

  @Override
  public void changed(WorkspaceEvent event) {
    listeners.forEach(listener -> listener.changed(event));
  }

  @Override
  public void read(ReadMark mark) {
    listeners.forEach(listener -> listener.read(mark));
  }
}
