/** Runs scripts in Node.js, for the clients that APIs document. */
@NullMarked
package dev.carillon.testkit.node;

import org.jspecify.annotations.NullMarked;
