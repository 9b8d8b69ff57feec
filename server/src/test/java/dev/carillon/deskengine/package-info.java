@NullMarked
package dev.carillon.deskengine;

import org.jspecify.annotations.NullMarked;
