/** Tests of the settings. */
@NullMarked
package dev.carillon.app.config;

import org.jspecify.annotations.NullMarked;
