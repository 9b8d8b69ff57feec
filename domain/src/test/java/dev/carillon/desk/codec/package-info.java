/** Tests of the bytes of the desk's commands. */
@NullMarked
package dev.carillon.desk.codec;

import org.jspecify.annotations.NullMarked;
