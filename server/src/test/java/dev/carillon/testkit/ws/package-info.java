/** A WebSocket client for tests that can break every rule. Knows the JDK alone. */
@NullMarked
package dev.carillon.testkit.ws;

import org.jspecify.annotations.NullMarked;
