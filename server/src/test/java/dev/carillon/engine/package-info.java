/** The engine at work, driven by hand with a clock and a disk that do as they are told. */
@NullMarked
package dev.carillon.engine;

import org.jspecify.annotations.NullMarked;
