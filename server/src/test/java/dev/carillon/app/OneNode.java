package dev.carillon.app;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/** Looks into one process, or at what only one node has: {@code -Pthree-nodes} leaves it out. */
@Tag("one-node")
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface OneNode {
  /** Why. */
  String value();
}
