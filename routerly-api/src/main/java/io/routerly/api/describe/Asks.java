package io.routerly.api.describe;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Says which query parameters are read from a request. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface Asks {
  /** Returns records whose components are the parameters. */
  Class<? extends Record>[] value();
}
