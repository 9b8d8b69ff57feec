/**
 * The chat's values as bytes: as they are kept, and as they travel between nodes. Knows the chat's
 * words alone.
 */
@NullMarked
package dev.carillon.chat.codec;

import org.jspecify.annotations.NullMarked;
