/** Tests of the engine at work. */
@NullMarked
package dev.carillon.engine;

import org.jspecify.annotations.NullMarked;
