/**
 * The Topics API: {@code /ws} and its REST side. Clients log in by their first frame, subscribe to
 * topics and patterns, and publish.
 *
 * <p>Knows the core, JSON, HTTP requests, and the stored messages it shows. Must not know sockets,
 * storage or another API.
 */
@NullMarked
package dev.carillon.api.topics;

import org.jspecify.annotations.NullMarked;
