/** Contract suites of the identity stores and fakes that pass them. */
@NullMarked
package dev.carillon.identity;

import org.jspecify.annotations.NullMarked;
