/**
 * The exchange's engine: pairs, accounts, orders and their matching; a deterministic function of
 * the commands and their times. Must not know clocks, threads, storage, or how anything is shown.
 */
@NullMarked
package dev.carillon.market;

import org.jspecify.annotations.NullMarked;
