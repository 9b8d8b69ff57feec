/**
 * Who may use the server: users, passwords, logins and the tokens and keys that prove them.
 *
 * <p>Decides; does not do. Hashing, signing and storage are ports, time and randomness are
 * parameters. Must not know HTTP, JSON, a token format, the realtime core or a database.
 */
@NullMarked
package dev.carillon.identity;

import org.jspecify.annotations.NullMarked;
