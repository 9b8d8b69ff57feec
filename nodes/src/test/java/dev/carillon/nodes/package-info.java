/** Tests of the three nodes, as a person meets them. */
@NullMarked
package dev.carillon.nodes;

import org.jspecify.annotations.NullMarked;
