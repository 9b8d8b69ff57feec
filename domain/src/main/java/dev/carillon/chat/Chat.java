package dev.carillon.chat;

import dev.carillon.chat.model.ChatStore;
import java.util.random.RandomGenerator;

/**
 * The way into the chat; a part for each concern. Any thread; every call blocks on the store, but
 * for {@link ChatMessages#submit}.
 *
 * <p>Each change takes an {@code answered} that is given the outcome once it is durable, before its
 * events are told: on the thread that commits, in the order of the commits, or on the caller's
 * thread when nothing had to be written. The call returns the same outcome afterwards. When the
 * store fails the call throws, and {@code answered} is not called.
 */
public record Chat(
    ChatPeople people,
    ChatBots bots,
    ChatWorkspaces workspaces,
    ChatInvites invites,
    ChatChannels channels,
    ChatMessages messages,
    ChatThreads threads,
    ChatReactions reactions,
    ChatMarkers markers,
    ChatHistory history,
    ChatUploads uploads,
    ChatPurge purge) {

  /**
   * Hears once what became of something that the caller does not wait for, on the thread that
   * commits.
   */
  public interface Answered<T> {

    /** It is durable; its events are told next. */
    void with(T outcome);

    /** The store failed. */
    void failed(RuntimeException failure);
  }

  /**
   * Puts the parts together.
   *
   * @param random a cryptographically strong one: invitations depend on it
   */
  public static Chat over(
      ChatStore store, ChatListener listener, ChatSettings settings, RandomGenerator random) {
    Commits commits = new Commits(store, listener, settings, random);
    return new Chat(
        new ChatPeople(commits),
        new ChatBots(commits),
        new ChatWorkspaces(commits),
        new ChatInvites(commits),
        new ChatChannels(commits),
        new ChatMessages(commits),
        new ChatThreads(commits),
        new ChatReactions(commits),
        new ChatMarkers(commits),
        new ChatHistory(commits),
        new ChatUploads(commits),
        new ChatPurge(commits));
  }
}
