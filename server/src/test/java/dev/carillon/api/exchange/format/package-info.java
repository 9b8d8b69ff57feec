/** Tests of the JSON of the Exchange API. */
@NullMarked
package dev.carillon.api.exchange.format;

import org.jspecify.annotations.NullMarked;
