/** The contract suite of the message store and a fake that passes it. */
@NullMarked
package dev.carillon.messages;

import org.jspecify.annotations.NullMarked;
