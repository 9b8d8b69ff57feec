/**
 * The Desk API's socket: connections, who they are, what they hear, the orders they give. What is
 * told comes from {@code feed}, how it looks is in {@code format}. Must not know the wire, storage,
 * or how orders are filled.
 */
@NullMarked
package dev.carillon.api.desk;

import org.jspecify.annotations.NullMarked;
