@NullMarked
package dev.carillon.api.desk.rest;

import org.jspecify.annotations.NullMarked;
