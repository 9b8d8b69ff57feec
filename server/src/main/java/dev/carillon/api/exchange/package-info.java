/**
 * The Exchange API's socket: connections, who they are, what they hear and the orders they give.
 * What is told comes from {@code feed}, how it looks is in {@code format}. Must not know the wire,
 * storage, or how orders match.
 */
@NullMarked
package dev.carillon.api.exchange;

import org.jspecify.annotations.NullMarked;
