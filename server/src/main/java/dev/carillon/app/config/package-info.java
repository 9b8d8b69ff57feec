/**
 * The settings of the process: their names, values and where each value came from.
 *
 * <p>Knows texts and files. Must not know the parts that the settings are for: the wiring hands
 * each part what it needs.
 */
@NullMarked
package dev.carillon.app.config;

import org.jspecify.annotations.NullMarked;
