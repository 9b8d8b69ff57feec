package dev.carillon.api.chat;

import dev.carillon.api.chat.ChatLimits.Action;
import dev.carillon.chat.ChatListener;
import dev.carillon.chat.model.ChatEvent;
import dev.carillon.chat.model.ReadMark;
import dev.carillon.chat.model.WorkspaceEvent;

/** What was committed on other nodes counts here against the limits of who did it. Any thread. */
final class OthersActions implements ChatListener {
  private final ChatLimits limits;

  OthersActions(ChatLimits limits) {
    this.limits = limits;
  }

  @Override
  public void changed(ChatEvent event) {
    switch (event.change()) {
      case ChatEvent.MessageSent _ -> count(Action.SEND, event);
      case ChatEvent.MessageEdited _,
          ChatEvent.MessageDeleted _,
          ChatEvent.ReactionAdded _,
          ChatEvent.ReactionRemoved _ ->
          count(Action.OTHER, event);
      case ChatEvent.Change _ -> {}
    }
  }

  private void count(Action action, ChatEvent event) {
    limits.taken(action, event.actorId(), Broadcasts.channel(event.channelId()));
  }

  @Override
  public void changed(WorkspaceEvent event) {}

  @Override
  public void read(ReadMark mark) {}
}
