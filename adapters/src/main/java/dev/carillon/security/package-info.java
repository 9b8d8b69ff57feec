/**
 * Password hashes and signed tokens: Argon2id, and JWT with the rules of RFC 8725.
 *
 * <p>Knows the ports of identity and of core.auth. Must not know HTTP routes or storage. Nothing
 * secret reaches a text or a log.
 */
@NullMarked
package dev.carillon.security;

import org.jspecify.annotations.NullMarked;
