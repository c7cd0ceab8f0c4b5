package io.routerly.api.http;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Says how large the {@link JsonBody} of a method may be, where that is not the usual 1 MB. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface AtMost {
  /** For what strangers may send: credentials are short. */
  int CREDENTIALS = 16 * 1024;

  /** Returns the limit in bytes. */
  int value();
}
