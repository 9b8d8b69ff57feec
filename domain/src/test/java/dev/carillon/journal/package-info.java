/** The contract suites of the journal's ports, and fakes that pass them. */
@NullMarked
package dev.carillon.journal;

import org.jspecify.annotations.NullMarked;
