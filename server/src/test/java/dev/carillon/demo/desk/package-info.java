@NullMarked
package dev.carillon.demo.desk;

import org.jspecify.annotations.NullMarked;
