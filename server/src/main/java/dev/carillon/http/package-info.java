/**
 * HTTP as a handler sees it: requests, who sent them, responses, routes, problems, static files.
 *
 * <p>Knows RFC 9110's words and writes JSON. Must not know a socket library, an API, or who
 * listens.
 */
@NullMarked
package dev.carillon.http;

import org.jspecify.annotations.NullMarked;
