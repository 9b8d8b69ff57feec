/**
 * The Chat API over HTTP: workspaces, channels, messages, files.
 *
 * <p>Knows HTTP, JSON, and the chat and files whose rules it shows; what a thing looks like as JSON
 * it takes from the socket side. Must not know sockets, topics or storage.
 */
@NullMarked
package dev.carillon.api.chat.rest;

import org.jspecify.annotations.NullMarked;
