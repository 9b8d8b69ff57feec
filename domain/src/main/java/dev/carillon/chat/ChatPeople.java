package dev.carillon.chat;

import dev.carillon.chat.model.Channel;
import dev.carillon.chat.model.Person;
import dev.carillon.chat.model.Role;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The users as the chat shows them. The identity has no part in it: whoever comes with a valid
 * token, of ours or of another issuer, is made known here first.
 */
public final class ChatPeople {
  private static final int MAX_NAME = 100;
  private static final int MAX_STATUS = 100;

  private final Commits commits;

  ChatPeople(Commits commits) {
    this.commits = commits;
  }

  /**
   * Makes a user known; nothing is written for one who is. The handle comes from the name.
   *
   * @param name what the token says
   */
  public Person ensure(String userId, String name, long nowMillis) {
    Optional<Person> known = person(userId);
    if (known.isPresent()) {
      return known.get();
    }
    Outcome<Person> made =
        commits.write(nowMillis, w -> new Outcome.Done<>(ensure(w, userId, name)), _ -> {});
    return switch (made) {
      case Outcome.Done<Person>(Person person) -> person;
      case Outcome.Already<Person>(Person person) -> person;
      case Outcome.Refused<Person> refused -> throw new IllegalStateException(refused.toString());
    };
  }

  private static Person ensure(Writing w, String userId, String name) {
    return w.tx()
        .person(userId)
        .orElseGet(() -> {
          Person person =
              new Person(
                  userId, name, Handles.free(name, userId, w.tx()), null, Person.Kind.HUMAN, null);
          w.tx().putPerson(person);
          return person;
        });
  }

  /**
   * Makes a user known and a member of a workspace and of its public channel of that name, for the
   * demo: whoever registers is one. Nothing happens when there is no such workspace.
   */
  public void welcome(
      String userId, String name, String workspaceId, String channelName, long nowMillis) {
    commits.write(
        nowMillis,
        w -> {
          Person person = ensure(w, userId, name);
          if (w.tx().workspace(workspaceId).filter(found -> !found.isDeleted()).isPresent()) {
            welcome(w, person, workspaceId, channelName);
          }
          return new Outcome.Done<>(person);
        },
        _ -> {});
  }

  private static void welcome(Writing w, Person person, String workspaceId, String channelName) {
    if (w.tx().workspaceMember(workspaceId, person.id()).isEmpty()) {
      ChatWorkspaces.enter(w, workspaceId, person, Role.MEMBER);
    }
    w.tx()
        .channelByName(workspaceId, channelName)
        .filter(Channel::isPublic)
        .flatMap(channel -> w.tx().lockChannel(channel.id()))
        .filter(channel -> w.tx().member(channel.id(), person.id()).isEmpty())
        .ifPresent(channel -> w.enter(channel, person, Role.MEMBER));
  }

  public Optional<Person> person(String userId) {
    return commits.read(reader -> reader.person(userId));
  }

  /** Changes one's own profile. Refused: NOT_FOUND, NAME_TAKEN (the handle), INVALID. */
  public Outcome<Person> update(
      String userId,
      UpdatePerson change,
      long nowMillis,
      Consumer<? super Outcome<Person>> answered) {
    return commits.write(nowMillis, w -> update(w, userId, change), answered);
  }

  private static Outcome<Person> update(Writing w, String userId, UpdatePerson change) {
    Optional<Person> known = w.tx().person(userId);
    if (known.isEmpty()) {
      return Outcome.refused(Reason.NOT_FOUND);
    }
    Person old = known.get();
    Texts texts = new Texts();
    Person next =
        new Person(
            userId,
            change.name() == null ? old.name() : texts.required("name", change.name(), MAX_NAME),
            handle(texts, old, change),
            avatar(texts, old, change),
            old.kind(),
            change.statusText() == null
                ? old.statusText()
                : Texts.orNull(texts.optional("status_text", change.statusText(), MAX_STATUS)));
    if (!texts.areFine()) {
      return texts.refused();
    }
    if (next.equals(old)) {
      return new Outcome.Already<>(old);
    }
    boolean taken =
        w.tx()
            .personByHandle(next.handle())
            .filter(other -> !other.id().equals(userId))
            .isPresent();
    if (taken) {
      return Outcome.refused(Reason.NAME_TAKEN);
    }
    w.tx().putPerson(next);
    return new Outcome.Done<>(next);
  }

  private static String handle(Texts texts, Person old, UpdatePerson change) {
    String wanted = change.handle();
    if (wanted == null) {
      return old.handle();
    }
    String handle = wanted.strip().toLowerCase(Locale.ROOT);
    if (!Handles.isOne(handle)) {
      texts.wrong("handle", Texts.INVALID);
    }
    return handle;
  }

  private static @Nullable String avatar(Texts texts, Person old, UpdatePerson change) {
    String wanted = change.avatarUrl();
    if (wanted == null) {
      return old.avatarUrl();
    }
    if (!wanted.isEmpty() && !Attaching.isHttps(wanted)) {
      texts.wrong("avatar_url", Texts.INVALID);
    }
    return Texts.orNull(wanted);
  }

  /**
   * What shall become of a user's profile; null: stays.
   *
   * @param avatarUrl https; empty: none
   * @param statusText empty: none
   */
  public record UpdatePerson(
      @Nullable String name,
      @Nullable String handle,
      @Nullable String avatarUrl,
      @Nullable String statusText) {}
}
