package io.routerly.api.describe;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says what the body of a request is; with PATCH, what it is merged into.
 *
 * <p>Which fields may be left out is said by the record, as for binding.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface Takes {
  /** Returns the record whose components are the fields of the body. */
  Class<? extends Record> value() default Anything.class;

  /** Returns whether the body may be left out. */
  boolean optional() default false;

  /** Returns fields that are needed here although the record can do without. */
  String[] required() default {};

  /** Returns fields that may be {@code null} here. */
  String[] nullable() default {};

  /** Any JSON object. */
  record Anything() {}
}
