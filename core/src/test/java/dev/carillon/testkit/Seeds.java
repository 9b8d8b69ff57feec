package dev.carillon.testkit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that holds for any randomness: runs once for each of {@code value} seeds, with a {@link
 * java.util.random.RandomGenerator} as parameter.
 *
 * <p>A failure says {@code -Dseed=...}; with that property only this one seed runs. {@code
 * -Dseeds=5000} runs as many instead of the usual number.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@TestTemplate
@ExtendWith(SeedsExtension.class)
public @interface Seeds {
  /** How many seeds. */
  int value();
}
