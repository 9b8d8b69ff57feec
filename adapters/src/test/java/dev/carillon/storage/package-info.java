/** What tests of several databases share. */
@NullMarked
package dev.carillon.storage;

import org.jspecify.annotations.NullMarked;
