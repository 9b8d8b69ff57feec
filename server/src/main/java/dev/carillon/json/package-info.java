/**
 * Reading and writing JSON: strict, bounded, by hand.
 *
 * <p>Knows RFC 8259 and Jackson's streaming parser, and hides the latter. Must not know a domain
 * type, HTTP or any API.
 */
@NullMarked
package dev.carillon.json;

import org.jspecify.annotations.NullMarked;
