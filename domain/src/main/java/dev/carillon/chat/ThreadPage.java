package dev.carillon.chat;

import dev.carillon.chat.model.Message;
import dev.carillon.chat.model.Page;
import dev.carillon.chat.model.ThreadSummary;

/**
 * A thread.
 *
 * @param root may be deleted: then it has no text
 * @param replies oldest first
 */
public record ThreadPage(Message root, ThreadSummary thread, Page<Message> replies) {}
