package dev.carillon.chat;

import dev.carillon.chat.model.ChatEvent;
import dev.carillon.chat.model.ReadMark;
import dev.carillon.chat.model.WorkspaceEvent;

/**
 * Hears what was committed, in the order of the commits, on the thread that commits: after the
 * actor's own answer and before the actor's call returns. Must be quick, must not call {@link
 * Chat}.
 */
public interface ChatListener {

  /** A channel changed; events of one channel come without a gap. */
  void changed(ChatEvent event);

  void changed(WorkspaceEvent event);

  /** Somebody has read; not numbered. */
  void read(ReadMark mark);
}
