package dev.carillon.chat;

import dev.carillon.chat.model.Reaction;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Emoji on messages: each user at most once each. */
@SuppressWarnings("DoNotCallSuggester") // Until the bodies land.
public final class ChatReactions {

  /**
   * Adds an emoji; already, with that reaction, when the user has it there.
   *
   * <p>Refused: NOT_FOUND, FORBIDDEN, ARCHIVED, DELETED, TOO_MANY_REACTIONS, INVALID ("emoji").
   */
  public Outcome<Reaction> add(
      String userId,
      MessageRef ref,
      String emoji,
      long nowMillis,
      Consumer<? super Outcome<Reaction>> answered) {
    throw new UnsupportedOperationException();
  }

  /**
   * Removes one's own emoji; already (empty), when there is none.
   *
   * <p>Refused: NOT_FOUND (the message), FORBIDDEN, ARCHIVED.
   */
  public Outcome<Optional<Reaction>> remove(
      String userId,
      MessageRef ref,
      String emoji,
      long nowMillis,
      Consumer<? super Outcome<Optional<Reaction>>> answered) {
    throw new UnsupportedOperationException();
  }

  /**
   * Removes a reaction by its id; already (empty), when there is none in this channel.
   *
   * <p>Refused: FORBIDDEN (another's, unless one moderates), ARCHIVED.
   */
  public Outcome<Optional<Reaction>> removeById(
      String userId,
      String channelId,
      String reactionId,
      long nowMillis,
      Consumer<? super Outcome<Optional<Reaction>>> answered) {
    throw new UnsupportedOperationException();
  }

  /**
   * As a moderator, removes everybody's reactions with an emoji, or all (null); already, when there
   * are none. Refused: NOT_FOUND, FORBIDDEN, ARCHIVED.
   */
  public Outcome<List<Reaction>> clear(
      String userId,
      MessageRef ref,
      @Nullable String emoji,
      long nowMillis,
      Consumer<? super Outcome<List<Reaction>>> answered) {
    throw new UnsupportedOperationException();
  }
}
