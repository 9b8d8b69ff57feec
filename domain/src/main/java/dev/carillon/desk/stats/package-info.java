/**
 * How an account did: trades, results, equity and daily returns, summed up over the periods. Must
 * not know what was traded.
 */
@NullMarked
package dev.carillon.desk.stats;

import org.jspecify.annotations.NullMarked;
