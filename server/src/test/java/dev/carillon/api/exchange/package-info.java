/** Tests of the Exchange API: what its sockets say and hear. */
@NullMarked
package dev.carillon.api.exchange;

import org.jspecify.annotations.NullMarked;
