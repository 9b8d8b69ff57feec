/** Tests of the Chat API: what its sockets say and hear. */
@NullMarked
package dev.carillon.api.chat;

import org.jspecify.annotations.NullMarked;
