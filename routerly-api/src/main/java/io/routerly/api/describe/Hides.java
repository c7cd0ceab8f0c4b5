package io.routerly.api.describe;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Says that a resource neither shows nor takes some fields of a record. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Hides {
  /** Returns the record. */
  Class<? extends Record> of();

  /** Returns its hidden components. */
  String[] fields();
}
