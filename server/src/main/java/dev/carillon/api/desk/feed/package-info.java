/**
 * What happens at the FX desk, in its quotes and in the server, as messages of the Desk API's
 * channels for those who listen. Must not know connections, the wire, storage, or how orders are
 * filled.
 */
@NullMarked
package dev.carillon.api.desk.feed;

import org.jspecify.annotations.NullMarked;
