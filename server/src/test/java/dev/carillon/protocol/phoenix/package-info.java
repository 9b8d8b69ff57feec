/** Tests of the Phoenix protocol on a small API of rooms. */
@NullMarked
package dev.carillon.protocol.phoenix;

import org.jspecify.annotations.NullMarked;
