/** Who a client is and what it may do; the port through which a token becomes a principal. */
@NullMarked
package dev.carillon.core.auth;

import org.jspecify.annotations.NullMarked;
