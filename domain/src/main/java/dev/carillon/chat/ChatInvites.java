package dev.carillon.chat;

import dev.carillon.chat.model.Channel;
import dev.carillon.chat.model.ChatReader;
import dev.carillon.chat.model.Ids;
import dev.carillon.chat.model.Invite;
import dev.carillon.chat.model.Person;
import dev.carillon.chat.model.Role;
import dev.carillon.chat.model.WorkspaceMember;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Invitations into a workspace. */
public final class ChatInvites {
  private static final int CODE_BYTES = 16;
  private static final long MILLIS = 1_000;
  private static final long MAX_SECONDS = 366L * 24 * 60 * 60;

  private final Commits commits;

  ChatInvites(Commits commits) {
    this.commits = commits;
  }

  /**
   * Makes an invitation. Members may into the workspace or a channel of theirs; guests may not.
   * Refused: NOT_FOUND (workspace or channel), FORBIDDEN, INVALID ("expires_in", "uses").
   */
  public Outcome<Invite> create(
      NewInvite command, long nowMillis, Consumer<? super Outcome<Invite>> answered) {
    return commits.write(nowMillis, w -> create(w, command), answered);
  }

  private Outcome<Invite> create(Writing w, NewInvite command) {
    String workspaceId = Ids.read(command.workspaceId());
    Optional<WorkspaceMember> maker = w.tx().workspaceMember(workspaceId, command.userId());
    if (maker.isEmpty()) {
      return Outcome.refused(Reason.NOT_FOUND);
    }
    if (maker.get().isGuest()) {
      return Outcome.refused(Reason.FORBIDDEN);
    }
    String channelId = command.channelId() == null ? null : Ids.read(command.channelId());
    if (channelId != null && !mayInviteTo(w, command.userId(), workspaceId, channelId)) {
      return Outcome.refused(Reason.NOT_FOUND);
    }
    Texts texts = new Texts();
    Long seconds = command.expiresInSeconds();
    if (seconds != null && (seconds < 1 || seconds > MAX_SECONDS)) {
      texts.wrong("expires_in", Texts.INVALID);
    }
    Integer uses = command.uses();
    if (uses != null && uses < 1) {
      texts.wrong("uses", Texts.INVALID);
    }
    if (!texts.areFine()) {
      return texts.refused();
    }
    Long until = seconds == null ? null : w.nowMillis() + seconds * MILLIS;
    Invite invite = new Invite(newCode(), workspaceId, channelId, command.userId(), until, uses);
    w.tx().insertInvite(invite);
    w.audit(workspaceId, command.userId(), "invite.create", workspaceId);
    return new Outcome.Done<>(invite);
  }

  private static boolean mayInviteTo(
      Writing w, String userId, String workspaceId, String channelId) {
    return w.tx()
        .channel(channelId)
        .filter(channel -> channel.workspaceId().equals(workspaceId))
        .filter(channel -> channel.type() != Channel.Type.DIRECT)
        .filter(channel -> w.tx().member(channelId, userId).isPresent())
        .isPresent();
  }

  private String newCode() {
    byte[] code = new byte[CODE_BYTES];
    commits.random().nextBytes(code);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(code);
  }

  /**
   * Ends an invitation, as who made it or an admin; already, when there is none. Refused:
   * FORBIDDEN.
   */
  public Outcome<String> revoke(
      String userId, String code, long nowMillis, Consumer<? super Outcome<String>> answered) {
    return commits.write(nowMillis, w -> revoke(w, userId, code), answered);
  }

  private static Outcome<String> revoke(Writing w, String userId, String code) {
    Optional<Invite> invite = w.tx().invite(code);
    if (invite.isEmpty()) {
      return new Outcome.Already<>(code);
    }
    String workspaceId = invite.get().workspaceId();
    boolean allowed =
        invite.get().createdBy().equals(userId) || moderates(w.tx(), userId, workspaceId);
    if (!allowed) {
      return Outcome.refused(Reason.FORBIDDEN);
    }
    w.tx().deleteInvite(code);
    w.audit(workspaceId, userId, "invite.revoke", workspaceId);
    return new Outcome.Done<>(code);
  }

  private static boolean moderates(ChatReader reader, String userId, String workspaceId) {
    return reader
        .workspaceMember(workspaceId, userId)
        .filter(member -> member.role().moderates())
        .isPresent();
  }

  /** Joins by an invitation; already, when one is a member. Refused: NOT_FOUND, EXPIRED. */
  public Outcome<WorkspaceMember> accept(
      String userId,
      String code,
      long nowMillis,
      Consumer<? super Outcome<WorkspaceMember>> answered) {
    return commits.write(nowMillis, w -> accept(w, userId, code), answered);
  }

  private static Outcome<WorkspaceMember> accept(Writing w, String userId, String code) {
    Optional<Invite> found = w.tx().invite(code);
    Optional<Person> person = w.tx().person(userId);
    if (found.isEmpty() || person.isEmpty()) {
      return Outcome.refused(Reason.NOT_FOUND);
    }
    Invite invite = found.get();
    if (invite.isOverAt(w.nowMillis()) || isGone(w, invite)) {
      return Outcome.refused(Reason.EXPIRED);
    }
    Optional<WorkspaceMember> known = w.tx().workspaceMember(invite.workspaceId(), userId);
    boolean enters = enterChannel(w, invite, person.get());
    if (known.isPresent() && !enters) {
      return new Outcome.Already<>(known.get());
    }
    w.tx().updateInvite(invite.used());
    return new Outcome.Done<>(
        known.orElseGet(
            () -> ChatWorkspaces.enter(w, invite.workspaceId(), person.get(), Role.MEMBER)));
  }

  private static boolean isGone(Writing w, Invite invite) {
    return w.tx().workspace(invite.workspaceId()).filter(found -> !found.isDeleted()).isEmpty();
  }

  /** Whether the invitation is to a channel that the user was not in. */
  private static boolean enterChannel(Writing w, Invite invite, Person person) {
    String channelId = invite.channelId();
    if (channelId == null || w.tx().member(channelId, person.id()).isPresent()) {
      return false;
    }
    Optional<Channel> channel = w.tx().lockChannel(channelId).filter(found -> !found.isArchived());
    channel.ifPresent(open -> w.enter(open, person, Role.MEMBER));
    return channel.isPresent();
  }

  /** All of a workspace, for its admins. Refused: NOT_FOUND, FORBIDDEN. */
  public Outcome<List<Invite>> list(String userId, String workspaceId) {
    String workspace = Ids.read(workspaceId);
    return commits.read(reader -> {
      Optional<WorkspaceMember> member = reader.workspaceMember(workspace, userId);
      if (member.isEmpty()) {
        return Outcome.refused(Reason.NOT_FOUND);
      }
      return member.get().role().moderates()
          ? new Outcome.Done<>(reader.invites(workspace))
          : Outcome.refused(Reason.FORBIDDEN);
    });
  }
}
