@NullMarked
package dev.carillon.api.chat.hooks;

import org.jspecify.annotations.NullMarked;
