/**
 * The pages that a browser sees: the landing page and the API documents.
 *
 * <p>Knows HTTP's routes and files on the class path. Must not know an API, the wire or storage.
 */
@NullMarked
package dev.carillon.console;

import org.jspecify.annotations.NullMarked;
