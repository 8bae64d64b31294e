package io.nasrec.experiments.config.schema;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The names by which a record is chosen as a variant of its sealed interface: the values of the key
 * {@code kind}. A record with several of them has a component {@code kind}, an enum.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Kinds {
  /** The names; none for all constants of the record's {@code kind} that no other record has. */
  String[] value() default {};
}
