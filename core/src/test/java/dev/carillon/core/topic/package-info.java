/** Tests of topics, patterns and their index. */
@NullMarked
package dev.carillon.core.topic;

import org.jspecify.annotations.NullMarked;
