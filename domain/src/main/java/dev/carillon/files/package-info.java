/**
 * Files that users hand in: what they are by their bytes, what they may be called, and the port of
 * where the bytes are kept.
 *
 * <p>Knows nothing but the JDK; must not know HTTP, the chat or a file system.
 */
@NullMarked
package dev.carillon.files;

import org.jspecify.annotations.NullMarked;
