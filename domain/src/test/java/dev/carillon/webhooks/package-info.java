@NullMarked
package dev.carillon.webhooks;

import org.jspecify.annotations.NullMarked;
