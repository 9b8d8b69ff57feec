/** Tests of long polling. */
@NullMarked
package dev.carillon.protocol.phoenix.longpoll;

import org.jspecify.annotations.NullMarked;
