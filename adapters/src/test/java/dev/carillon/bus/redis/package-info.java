/** Tests of the cluster over Redis, against real servers. */
@NullMarked
package dev.carillon.bus.redis;

import org.jspecify.annotations.NullMarked;
