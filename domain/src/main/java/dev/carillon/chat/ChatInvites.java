package dev.carillon.chat;

import dev.carillon.chat.model.Invite;
import dev.carillon.chat.model.WorkspaceMember;
import java.util.List;
import java.util.function.Consumer;

/** Invitations into a workspace. */
@SuppressWarnings("DoNotCallSuggester") // Until the bodies land.
public final class ChatInvites {

  /**
   * Makes an invitation. Members may into the workspace or a channel of theirs; guests may not.
   * Refused: NOT_FOUND (workspace or channel), FORBIDDEN, INVALID ("expires_in", "uses").
   */
  public Outcome<Invite> create(
      NewInvite command, long nowMillis, Consumer<? super Outcome<Invite>> answered) {
    throw new UnsupportedOperationException();
  }

  /**
   * Ends an invitation, as who made it or an admin; already, when there is none. Refused:
   * FORBIDDEN.
   */
  public Outcome<String> revoke(
      String userId, String code, long nowMillis, Consumer<? super Outcome<String>> answered) {
    throw new UnsupportedOperationException();
  }

  /** Joins by an invitation; already, when one is a member. Refused: NOT_FOUND, EXPIRED. */
  public Outcome<WorkspaceMember> accept(
      String userId,
      String code,
      long nowMillis,
      Consumer<? super Outcome<WorkspaceMember>> answered) {
    throw new UnsupportedOperationException();
  }

  /** All of a workspace, for its admins. Refused: NOT_FOUND, FORBIDDEN. */
  public Outcome<List<Invite>> list(String userId, String workspaceId) {
    throw new UnsupportedOperationException();
  }
}
