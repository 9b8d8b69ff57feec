/** Tests of Phoenix Presence. */
@NullMarked
package dev.carillon.protocol.phoenix.presence;

import org.jspecify.annotations.NullMarked;
