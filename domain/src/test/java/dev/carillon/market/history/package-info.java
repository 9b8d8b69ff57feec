/** What every history of the market must do, and one in memory. */
@NullMarked
package dev.carillon.market.history;

import org.jspecify.annotations.NullMarked;
