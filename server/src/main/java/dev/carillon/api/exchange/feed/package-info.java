/**
 * What the exchange's engine does, as publications for whoever has subscribed: on the engine's
 * thread, made once for all. Also what a subscriber begins with. Must not know connections, and
 * makes nothing that nobody hears.
 */
@NullMarked
package dev.carillon.api.exchange.feed;

import org.jspecify.annotations.NullMarked;
