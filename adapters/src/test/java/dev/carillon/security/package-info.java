/** Each rule about tokens and password hashes, from outside. */
@NullMarked
package dev.carillon.security;

import org.jspecify.annotations.NullMarked;
