package dev.carillon.chat;

import dev.carillon.chat.model.Person;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The users as the chat shows them. The identity has no part in it: whoever comes with a valid
 * token, of ours or of another issuer, is made known here first.
 */
@SuppressWarnings("DoNotCallSuggester") // Until the bodies land.
public final class ChatPeople {

  /**
   * Makes a user known; nothing is written for one who is. The handle comes from the name.
   *
   * @param name what the token says
   */
  public Person ensure(String userId, String name, long nowMillis) {
    throw new UnsupportedOperationException();
  }

  /**
   * Makes a user known and a member of a workspace and of its public channel of that name, for the
   * demo: whoever registers is one. Nothing happens when there is no such workspace.
   */
  public void welcome(
      String userId, String name, String workspaceId, String channelName, long nowMillis) {
    throw new UnsupportedOperationException();
  }

  public Optional<Person> person(String userId) {
    throw new UnsupportedOperationException();
  }

  /** Changes one's own profile. Refused: NOT_FOUND, NAME_TAKEN (the handle), INVALID. */
  public Outcome<Person> update(
      String userId,
      UpdatePerson change,
      long nowMillis,
      Consumer<? super Outcome<Person>> answered) {
    throw new UnsupportedOperationException();
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
