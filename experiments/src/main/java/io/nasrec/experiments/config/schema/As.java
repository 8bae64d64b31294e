package io.nasrec.experiments.config.schema;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** How the values of a key are written, where its Java type does not say it. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.ANNOTATION_TYPE})
public @interface As {
  /** A type of values; its constructor has no parameters. */
  Class<? extends ValueType> value();
}
