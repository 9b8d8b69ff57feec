package dev.carillon.protocol.phoenix;

import dev.carillon.core.bus.Payload;
import org.jspecify.annotations.Nullable;

/**
 * What stands at the head of a message, as JSON: clients compare it letter by letter, so it is
 * echoed as it came.
 *
 * @param joinRef which join it belongs to; null: none
 * @param ref which message it answers; null: none
 * @param topic usually a string
 */
record Address(@Nullable Payload joinRef, @Nullable Payload ref, Payload topic) {}
