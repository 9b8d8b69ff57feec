/** Tests of the Ticks API over HTTP. */
@NullMarked
package dev.carillon.api.ticks.rest;

import org.jspecify.annotations.NullMarked;
