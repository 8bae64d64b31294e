package io.nasrec.experiments.config.schema;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The text of the value that a key has where it is not given. A key with a default is in no digest
 * unless it has another value: to add one leaves the digests of earlier experiments as they are.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.ANNOTATION_TYPE})
public @interface Default {
  String value();
}
