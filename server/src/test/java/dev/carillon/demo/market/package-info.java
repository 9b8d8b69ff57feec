@NullMarked
package dev.carillon.demo.market;

import org.jspecify.annotations.NullMarked;
