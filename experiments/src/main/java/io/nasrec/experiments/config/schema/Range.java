package io.nasrec.experiments.config.schema;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The numbers that a key may hold. Bounds are included unless {@link #aboveMin()} says otherwise.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.ANNOTATION_TYPE})
public @interface Range {
  double min();

  double max() default Double.POSITIVE_INFINITY;

  /** The minimum itself is not allowed. */
  boolean aboveMin() default false;

  /** Only multiples of this are allowed. */
  int multipleOf() default 1;

  /** What is counted or measured, in the plural; empty for a pure number. */
  String unit() default "";
}
