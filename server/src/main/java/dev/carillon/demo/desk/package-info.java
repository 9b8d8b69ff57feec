/**
 * The demo's FX desk: its symbols and their simulated prices, John's and Jane's accounts, and a
 * program that trades on John's.
 *
 * <p>It trades like anybody: it knows the desk's commands, answers and what may be read of it. Must
 * not know sockets, HTTP, storage or an API.
 */
@NullMarked
package dev.carillon.demo.desk;

import org.jspecify.annotations.NullMarked;
