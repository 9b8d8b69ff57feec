/**
 * The rules of the chat: who may do what in workspaces, channels and threads, and what comes of it.
 *
 * <p>{@link dev.carillon.chat.Chat} is the way in. Every change is one transaction of the store;
 * what it caused is told in the order of the commits. Deterministic: time comes with each call,
 * randomness and storage are ports. Must not know JSON, topics, sockets or a database.
 */
@NullMarked
package dev.carillon.chat;

import org.jspecify.annotations.NullMarked;
