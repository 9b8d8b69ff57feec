@NullMarked
package dev.carillon.chat;

import org.jspecify.annotations.NullMarked;
