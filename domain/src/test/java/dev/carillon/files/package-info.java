/** Tests of the files. */
@NullMarked
package dev.carillon.files;

import org.jspecify.annotations.NullMarked;
