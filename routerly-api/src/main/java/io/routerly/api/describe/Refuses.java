package io.routerly.api.describe;

import io.routerly.error.ErrorCode;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says with which codes a resource method refuses requests, beside those that follow from its
 * declaration of access, its parameters and its body.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Refuses {
  /** Returns the codes. */
  ErrorCode[] value();
}
