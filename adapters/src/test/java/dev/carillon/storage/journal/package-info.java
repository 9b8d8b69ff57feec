/** The journal's contract suites on a real folder, and what a disk or a crash may do to it. */
@NullMarked
package dev.carillon.storage.journal;

import org.jspecify.annotations.NullMarked;
