package io.routerly.api.describe;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Says which Server-Sent Events a resource method sends. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Sends {
  /** Returns the kinds of events. */
  Event[] value();

  /** Events of some names. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target({})
  @interface Event {
    /** Returns their names. */
    String[] name();

    /** Returns records whose components together are the fields of the data. */
    Class<? extends Record>[] data();
  }
}
