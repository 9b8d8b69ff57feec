/** Market data against naive models. */
@NullMarked
package dev.carillon.market.data;

import org.jspecify.annotations.NullMarked;
