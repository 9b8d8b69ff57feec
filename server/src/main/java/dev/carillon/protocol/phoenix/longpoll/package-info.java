/**
 * Phoenix's long polling: sessions whose frames go out with HTTP answers.
 *
 * <p>Knows how a dialect opens sessions, and HTTP. Must not know channels, any API, or the wire.
 */
@NullMarked
package dev.carillon.protocol.phoenix.longpoll;

import org.jspecify.annotations.NullMarked;
