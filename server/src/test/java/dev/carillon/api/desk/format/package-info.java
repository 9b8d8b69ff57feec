/** Tests of how the desk's values look. */
@NullMarked
package dev.carillon.api.desk.format;

import org.jspecify.annotations.NullMarked;
