/**
 * The chat in SQL that every database of ours understands alike. Knows the chat's model; what
 * databases do in their own ways is behind {@link dev.carillon.storage.sql.chat.ChatSearch}.
 */
@NullMarked
package dev.carillon.storage.sql.chat;

import org.jspecify.annotations.NullMarked;
