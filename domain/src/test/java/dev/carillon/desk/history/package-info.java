/** What every history of the market must do, and one in memory. */
@NullMarked
package dev.carillon.desk.history;

import org.jspecify.annotations.NullMarked;
