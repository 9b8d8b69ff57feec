/** Tests of the whole server: in this process on a free port, and as a process of its own. */
@NullMarked
package dev.carillon.app;

import org.jspecify.annotations.NullMarked;
