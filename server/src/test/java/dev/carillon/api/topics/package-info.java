/** Tests of the Topics API. */
@NullMarked
package dev.carillon.api.topics;

import org.jspecify.annotations.NullMarked;
