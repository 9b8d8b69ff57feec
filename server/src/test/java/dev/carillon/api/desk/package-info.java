/** Tests of the Desk API: what its sockets say and hear. */
@NullMarked
package dev.carillon.api.desk;

import org.jspecify.annotations.NullMarked;
