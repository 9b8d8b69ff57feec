/** Tests of the FX desk as a machine: commands in, answers and events out. */
@NullMarked
package dev.carillon.desk;

import org.jspecify.annotations.NullMarked;
