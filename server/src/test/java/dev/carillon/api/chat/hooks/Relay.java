package dev.carillon.api.chat.hooks;

import dev.carillon.chat.ChatListener;
import dev.carillon.chat.model.ChatEvent;
import dev.carillon.chat.model.ReadMark;
import dev.carillon.chat.model.WorkspaceEvent;

/** Tells whoever listens now. */
final class Relay implements ChatListener {
  private volatile ChatListener listener = this;

  void to(ChatListener next) {
    listener = next;
  }

  @Override
  public void changed(ChatEvent event) {
    if (listener != this) {
      listener.changed(event);
    }
  }

  @Override
  public void changed(WorkspaceEvent event) {}

  @Override
  public void read(ReadMark mark) {}
}
