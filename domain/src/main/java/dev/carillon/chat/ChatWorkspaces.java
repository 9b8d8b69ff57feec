package dev.carillon.chat;

import dev.carillon.chat.model.Page;
import dev.carillon.chat.model.Role;
import dev.carillon.chat.model.Workspace;
import dev.carillon.chat.model.WorkspaceMember;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Workspaces and who is in them. */
@SuppressWarnings("DoNotCallSuggester") // Until the bodies land.
public final class ChatWorkspaces {

  /** Makes a workspace; its maker is its owner. Refused: INVALID ("name", "description"). */
  public Outcome<Workspace> create(
      String userId,
      UpdateWorkspace profile,
      long nowMillis,
      Consumer<? super Outcome<Workspace>> answered) {
    throw new UnsupportedOperationException();
  }

  /**
   * Changes it, as one of its admins; already, when nothing differs. Refused: NOT_FOUND, FORBIDDEN,
   * INVALID.
   */
  public Outcome<Workspace> update(
      String userId,
      String workspaceId,
      UpdateWorkspace change,
      long nowMillis,
      Consumer<? super Outcome<Workspace>> answered) {
    throw new UnsupportedOperationException();
  }

  /**
   * Ends it, as its owner: from now on there is no such workspace. Refused: NOT_FOUND, FORBIDDEN.
   */
  public Outcome<Workspace> delete(
      String userId,
      String workspaceId,
      long nowMillis,
      Consumer<? super Outcome<Workspace>> answered) {
    throw new UnsupportedOperationException();
  }

  /** Those one is a member of. */
  public List<Workspace> list(String userId) {
    throw new UnsupportedOperationException();
  }

  /** One's own, or a public one. Refused: NOT_FOUND. */
  public Outcome<Workspace> get(String userId, String workspaceId) {
    throw new UnsupportedOperationException();
  }

  /** One's place in a workspace. Refused: NOT_FOUND. */
  public Outcome<WorkspaceMember> membership(String userId, String workspaceId) {
    throw new UnsupportedOperationException();
  }

  /** Joins a public workspace. Refused: NOT_FOUND. */
  public Outcome<WorkspaceMember> join(
      String userId,
      String workspaceId,
      long nowMillis,
      Consumer<? super Outcome<WorkspaceMember>> answered) {
    throw new UnsupportedOperationException();
  }

  /**
   * Adds a user, or changes the role of one, as an admin; OWNER can't be given. Refused: NOT_FOUND
   * (workspace or user), FORBIDDEN, INVALID ("role").
   */
  public Outcome<WorkspaceMember> putMember(
      String userId,
      String workspaceId,
      Member member,
      long nowMillis,
      Consumer<? super Outcome<WorkspaceMember>> answered) {
    throw new UnsupportedOperationException();
  }

  /** Who shall have which role. */
  public record Member(String userId, Role role) {}

  /**
   * Takes a user (oneself too) out of a workspace and of all its channels; already, when there is
   * no such member. Refused: NOT_FOUND, FORBIDDEN (also: the owner).
   */
  public Outcome<Workspace> removeMember(
      String userId,
      String workspaceId,
      String memberId,
      long nowMillis,
      Consumer<? super Outcome<Workspace>> answered) {
    throw new UnsupportedOperationException();
  }

  /** The members by id, for members. Refused: NOT_FOUND. */
  public Outcome<Page<WorkspaceMember>> members(
      String userId, String workspaceId, @Nullable String afterUserId, int limit) {
    throw new UnsupportedOperationException();
  }
}
