/** Tests of the Exchange API over HTTP. */
@NullMarked
package dev.carillon.api.exchange.rest;

import org.jspecify.annotations.NullMarked;
