/** Tests of the Chat API over HTTP, against the whole server. */
@NullMarked
package dev.carillon.api.chat.rest;

import org.jspecify.annotations.NullMarked;
