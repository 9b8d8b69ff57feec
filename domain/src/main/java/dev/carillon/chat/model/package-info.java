/**
 * The values of the chat and the port of their store.
 *
 * <p>Ids are opaque texts of at most 64 characters; those of users are the identity's, all others
 * are UUIDs in lower case, so that their order as text is the order of their bytes. Times are
 * milliseconds since 1970. Knows nothing but the JDK; must not know JSON, topics, sockets or a
 * database.
 */
@NullMarked
package dev.carillon.chat.model;

import org.jspecify.annotations.NullMarked;
