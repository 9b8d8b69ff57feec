/**
 * What one API does, shown by another: messages of public chat channels as events of the Topics
 * API.
 *
 * <p>Knows what the Topics API offers to the server itself, and the chat's values. Must not know
 * sockets, HTTP or how either API works inside.
 */
@NullMarked
package dev.carillon.bridge;

import org.jspecify.annotations.NullMarked;
