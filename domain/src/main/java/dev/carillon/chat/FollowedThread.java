package dev.carillon.chat;

import dev.carillon.chat.model.Message;
import dev.carillon.chat.model.ThreadMark;
import dev.carillon.chat.model.ThreadSummary;

/**
 * A thread as one user has it.
 *
 * @param unread replies of others after the mark, at most {@link
 *     dev.carillon.chat.model.Unread#MAX}
 */
public record FollowedThread(Message root, ThreadSummary thread, ThreadMark mark, int unread) {}
