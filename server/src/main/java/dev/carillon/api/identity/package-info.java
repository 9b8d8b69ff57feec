/**
 * Login, registration and API keys over HTTP: {@code /api/auth/...} and {@code /api/keys}.
 *
 * <p>Knows the identity service and how its answers look in JSON. Must not know how users are
 * stored or tokens are signed.
 */
@NullMarked
package dev.carillon.api.identity;

import org.jspecify.annotations.NullMarked;
