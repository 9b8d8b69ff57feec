/**
 * The stored messages of the Topics API and the port of their store.
 *
 * <p>Attachments and metadata are JSON texts that nobody here looks into. Must not know HTTP,
 * topics or a database.
 */
@NullMarked
package dev.carillon.messages;

import org.jspecify.annotations.NullMarked;
