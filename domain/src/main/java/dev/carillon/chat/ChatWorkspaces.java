package dev.carillon.chat;

import dev.carillon.chat.model.Channel;
import dev.carillon.chat.model.ChatEvent;
import dev.carillon.chat.model.ChatReader;
import dev.carillon.chat.model.Ids;
import dev.carillon.chat.model.Page;
import dev.carillon.chat.model.Person;
import dev.carillon.chat.model.Role;
import dev.carillon.chat.model.Workspace;
import dev.carillon.chat.model.WorkspaceEvent;
import dev.carillon.chat.model.WorkspaceMember;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Workspaces and who is in them. */
public final class ChatWorkspaces {
  private static final int MAX_NAME = 80;
  private static final int MAX_DESCRIPTION = 500;

  private final Commits commits;

  ChatWorkspaces(Commits commits) {
    this.commits = commits;
  }

  /** Makes a workspace; its maker is its owner. Refused: INVALID ("name", "description"). */
  public Outcome<Workspace> create(
      String userId,
      UpdateWorkspace profile,
      long nowMillis,
      Consumer<? super Outcome<Workspace>> answered) {
    return commits.write(nowMillis, w -> create(w, userId, profile), answered);
  }

  private static Outcome<Workspace> create(Writing w, String userId, UpdateWorkspace profile) {
    Optional<Person> maker = w.tx().person(userId);
    if (maker.isEmpty()) {
      return Outcome.refused(Reason.NOT_FOUND);
    }
    Texts texts = new Texts();
    Workspace workspace =
        new Workspace(
            w.newId(),
            texts.required("name", profile.name(), MAX_NAME),
            Texts.orNull(texts.optional("description", profile.description(), MAX_DESCRIPTION)),
            Objects.requireNonNullElse(profile.isPublic(), false),
            userId,
            settings(
                texts, Objects.requireNonNullElse(profile.settings(), Workspace.Settings.NONE)),
            new Workspace.Dates(w.nowMillis(), null));
    if (!texts.areFine()) {
      return texts.refused();
    }
    w.tx().insertWorkspace(workspace);
    enter(w, workspace.id(), maker.get(), Role.OWNER);
    return new Outcome.Done<>(workspace);
  }

  private static Workspace.Settings settings(Texts texts, Workspace.Settings settings) {
    Integer window = settings.editWindowSeconds();
    if (window != null && window < -1) {
      texts.wrong("edit_window", Texts.INVALID);
    }
    return settings;
  }

  /** Makes somebody, who is none, a member of a workspace. */
  static WorkspaceMember enter(Writing w, String workspaceId, Person person, Role role) {
    WorkspaceMember member = new WorkspaceMember(workspaceId, person, role, w.nowMillis());
    w.tx().putWorkspaceMember(member);
    w.tell(new WorkspaceEvent.MemberAdded(person.id(), member));
    return member;
  }

  /** One's own workspace with one's role in it. */
  private record Place(Workspace workspace, WorkspaceMember member) {
    boolean moderates() {
      return member.role().moderates();
    }
  }

  private <T> Outcome<T> inPlace(
      String userId,
      String workspaceId,
      long nowMillis,
      BiFunction<Writing, Place, Outcome<T>> work,
      Consumer<? super Outcome<T>> answered) {
    return commits.write(
        nowMillis,
        w ->
            place(w.tx(), userId, workspaceId)
                .map(place -> work.apply(w, place))
                .orElse(Outcome.refused(Reason.NOT_FOUND)),
        answered);
  }

  private static Optional<Place> place(ChatReader reader, String userId, String workspaceId) {
    String id = Ids.read(workspaceId);
    return reader
        .workspaceMember(id, userId)
        .map(member -> new Place(reader.workspace(id).orElseThrow(), member));
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
    return inPlace(
        userId, workspaceId, nowMillis, (w, place) -> update(w, place, change), answered);
  }

  private static Outcome<Workspace> update(Writing w, Place place, UpdateWorkspace change) {
    if (!place.moderates()) {
      return Outcome.refused(Reason.FORBIDDEN);
    }
    Workspace old = place.workspace();
    Texts texts = new Texts();
    String description = change.description();
    Workspace next =
        new Workspace(
            old.id(),
            texts.required("name", Objects.requireNonNullElse(change.name(), old.name()), MAX_NAME),
            description == null
                ? old.description()
                : Texts.orNull(texts.optional("description", description, MAX_DESCRIPTION)),
            Objects.requireNonNullElse(change.isPublic(), old.isPublic()),
            old.ownerId(),
            settings(texts, Objects.requireNonNullElse(change.settings(), old.settings())),
            old.dates());
    if (!texts.areFine()) {
      return texts.refused();
    }
    if (next.equals(old)) {
      return new Outcome.Already<>(old);
    }
    w.tx().updateWorkspace(next);
    w.audit(old.id(), place.member().person().id(), "workspace.update", old.id());
    w.tell(new WorkspaceEvent.Updated(place.member().person().id(), next));
    return new Outcome.Done<>(next);
  }

  /**
   * Ends it, as its owner: from now on there is no such workspace. Refused: NOT_FOUND, FORBIDDEN.
   */
  public Outcome<Workspace> delete(
      String userId,
      String workspaceId,
      long nowMillis,
      Consumer<? super Outcome<Workspace>> answered) {
    return inPlace(userId, workspaceId, nowMillis, (w, place) -> delete(w, place), answered);
  }

  private static Outcome<Workspace> delete(Writing w, Place place) {
    Workspace workspace = place.workspace();
    if (place.member().role() != Role.OWNER) {
      return Outcome.refused(Reason.FORBIDDEN);
    }
    Workspace gone = workspace.deleted(w.nowMillis());
    w.tx().updateWorkspace(gone);
    w.tx().deleteMembersOf(workspace.id());
    w.audit(workspace.id(), workspace.ownerId(), "workspace.delete", workspace.id());
    w.tell(new WorkspaceEvent.Deleted(workspace.id(), workspace.ownerId()));
    return new Outcome.Done<>(gone);
  }

  /** Those one is a member of. */
  public List<Workspace> list(String userId) {
    return commits.read(reader -> reader.workspacesOf(userId));
  }

  /** One's own, or a public one. Refused: NOT_FOUND. */
  public Outcome<Workspace> get(String userId, String workspaceId) {
    String id = Ids.read(workspaceId);
    return commits.read(reader ->
        reader
            .workspace(id)
            .filter(workspace -> !workspace.isDeleted())
            .filter(
                workspace -> workspace.isPublic() || reader.workspaceMember(id, userId).isPresent())
            .<Outcome<Workspace>>map(Outcome.Done::new)
            .orElse(Outcome.refused(Reason.NOT_FOUND)));
  }

  /** One's place in a workspace. Refused: NOT_FOUND. */
  public Outcome<WorkspaceMember> membership(String userId, String workspaceId) {
    return commits.read(reader ->
        reader
            .workspaceMember(Ids.read(workspaceId), userId)
            .<Outcome<WorkspaceMember>>map(Outcome.Done::new)
            .orElse(Outcome.refused(Reason.NOT_FOUND)));
  }

  /** Joins a public workspace. Refused: NOT_FOUND. */
  public Outcome<WorkspaceMember> join(
      String userId,
      String workspaceId,
      long nowMillis,
      Consumer<? super Outcome<WorkspaceMember>> answered) {
    return commits.write(nowMillis, w -> join(w, userId, Ids.read(workspaceId)), answered);
  }

  private static Outcome<WorkspaceMember> join(Writing w, String userId, String workspaceId) {
    Optional<WorkspaceMember> known = w.tx().workspaceMember(workspaceId, userId);
    if (known.isPresent()) {
      return new Outcome.Already<>(known.get());
    }
    boolean open =
        w.tx()
            .workspace(workspaceId)
            .filter(workspace -> workspace.isPublic() && !workspace.isDeleted())
            .isPresent();
    return w.tx()
        .person(userId)
        .filter(_ -> open)
        .<Outcome<WorkspaceMember>>map(
            person -> new Outcome.Done<>(enter(w, workspaceId, person, Role.MEMBER)))
        .orElse(Outcome.refused(Reason.NOT_FOUND));
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
    return inPlace(
        userId, workspaceId, nowMillis, (w, place) -> putMember(w, place, member), answered);
  }

  private static Outcome<WorkspaceMember> putMember(Writing w, Place place, Member wanted) {
    String workspaceId = place.workspace().id();
    if (!place.moderates()) {
      return Outcome.refused(Reason.FORBIDDEN);
    }
    if (wanted.role() == Role.OWNER) {
      return Outcome.invalid("role", Texts.INVALID);
    }
    Optional<Person> person = w.tx().person(wanted.userId());
    if (person.isEmpty()) {
      return Outcome.refused(Reason.NOT_FOUND);
    }
    Optional<WorkspaceMember> known = w.tx().workspaceMember(workspaceId, wanted.userId());
    if (known.isEmpty()) {
      return new Outcome.Done<>(enter(w, workspaceId, person.get(), wanted.role()));
    }
    if (known.get().role() == Role.OWNER) {
      return Outcome.refused(Reason.FORBIDDEN);
    }
    return known.get().role() == wanted.role()
        ? new Outcome.Already<>(known.get())
        : new Outcome.Done<>(changeRole(w, place, known.get(), wanted.role()));
  }

  private static WorkspaceMember changeRole(
      Writing w, Place place, WorkspaceMember old, Role role) {
    WorkspaceMember member =
        new WorkspaceMember(old.workspaceId(), old.person(), role, old.joinedAtMillis());
    String actorId = place.member().person().id();
    w.tx().putWorkspaceMember(member);
    w.audit(old.workspaceId(), actorId, "workspace.member.role", old.person().id());
    w.tell(new WorkspaceEvent.MemberChanged(actorId, member));
    return member;
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
    return inPlace(
        userId, workspaceId, nowMillis, (w, place) -> removeMember(w, place, memberId), answered);
  }

  private static Outcome<Workspace> removeMember(Writing w, Place place, String memberId) {
    Workspace workspace = place.workspace();
    String actorId = place.member().person().id();
    boolean own = actorId.equals(memberId);
    if ((!own && !place.moderates()) || memberId.equals(workspace.ownerId())) {
      return Outcome.refused(Reason.FORBIDDEN);
    }
    if (w.tx().workspaceMember(workspace.id(), memberId).isEmpty()) {
      return new Outcome.Already<>(workspace);
    }
    ChatEvent.Departure why = own ? ChatEvent.Departure.LEFT : ChatEvent.Departure.REMOVED;
    for (Channel channel : w.tx().channelsOf(workspace.id(), memberId)) {
      w.exit(w.tx().lockChannel(channel.id()).orElseThrow(), memberId, actorId, why);
    }
    w.tx().deleteWorkspaceMember(workspace.id(), memberId);
    if (!own) {
      w.audit(workspace.id(), actorId, "workspace.member.remove", memberId);
    }
    w.tell(new WorkspaceEvent.MemberRemoved(workspace.id(), actorId, memberId));
    return new Outcome.Done<>(workspace);
  }

  /** The members by id, for members. Refused: NOT_FOUND. */
  public Outcome<Page<WorkspaceMember>> members(
      String userId, String workspaceId, @Nullable String afterUserId, int limit) {
    String id = Ids.read(workspaceId);
    return commits.read(reader ->
        reader.workspaceMember(id, userId).isPresent()
            ? new Outcome.Done<>(
                Pages.cut(reader.workspaceMembers(id, afterUserId, limit + 1), limit))
            : Outcome.refused(Reason.NOT_FOUND));
  }
}
