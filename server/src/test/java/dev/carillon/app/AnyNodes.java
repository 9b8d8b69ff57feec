package dev.carillon.app;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/**
 * Tests what clients see of a {@link TestServer}, whether that is one node or several: {@code
 * -Pthree-nodes} runs these, on three.
 */
@Tag("any-nodes")
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface AnyNodes {}
