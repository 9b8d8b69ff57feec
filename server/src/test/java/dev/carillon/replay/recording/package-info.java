/** Tests of playing files of recorded data. */
@NullMarked
package dev.carillon.replay.recording;

import org.jspecify.annotations.NullMarked;
