/**
 * Files in a folder.
 *
 * <p>Knows the port of {@code dev.carillon.files} and the file system. Must not know the database
 * or any API.
 */
@NullMarked
package dev.carillon.storage.files;

import org.jspecify.annotations.NullMarked;
