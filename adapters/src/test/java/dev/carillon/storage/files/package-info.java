/** Tests of the folder of files. */
@NullMarked
package dev.carillon.storage.files;

import org.jspecify.annotations.NullMarked;
