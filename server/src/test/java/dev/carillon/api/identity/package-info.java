/** Login, registration and keys as an HTTP client sees them. */
@NullMarked
package dev.carillon.api.identity;

import org.jspecify.annotations.NullMarked;
